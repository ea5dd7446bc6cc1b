import { describe, expect, test } from 'vitest'
import { allAccessNames, namesFor } from '../../domain/access/operations.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { schema } from '../schema.ts'
import { asker, askOf, holder } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'

const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
const fields = roots.flatMap(type => Object.keys(type?.getFields() ?? {}))

describe('every field of the roots', () => {
  test('has a name for access lists; any token may ask who it is, what names there are, and for objects that ask for themselves', () => {
    const free = fields.filter(field => namesFor(field) === undefined)
    expect(free.sort()).toEqual(['accessNames', 'node', 'nodes', 'viewer'])
  })

  test('is what names speak of: none is for a field that is not there', () => {
    const plain = allAccessNames.flatMap(({ operations }) => operations).filter(one => !/[./]/.test(one))
    expect(plain.filter(one => !fields.includes(one))).toEqual([])
  })
})

describe('a token with an access list', () => {
  const withList = (...acl: string[]) => holder('administrator', { acl })
  const codes = (answer: { readonly errors?: readonly { readonly extensions: { readonly code: string } }[] }) =>
    answer.errors?.map(({ extensions }) => extensions.code) ?? []

  test('asks what it opens, and is told the name that anything else takes', async () => {
    const ask = askOf({})
    expect(codes(await ask('{ queueBoard { position } }', {}, withList('boards.queues.read')))).toEqual([])
    const { errors } = await ask('{ agentBoard { position } }', {}, withList('boards.queues.read'))
    expect(errors?.[0]?.message).toContain('its access list does not open boards.agents.read')
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })

  test('is told what it is, and which names it has', async () => {
    const { data } = await askOf({})(
      '{ viewer { acl } accessNames { name opens granted roles } }',
      {},
      withList('calls.*.read'),
    )
    expect(data?.['viewer']).toEqual({ acl: ['calls.*.read'] })
    const names = data?.['accessNames'] as { name: string; opens: string[]; granted: boolean; roles: string[] }[]
    expect(names.filter(({ granted }) => granted).map(({ name }) => name)).toEqual([
      'calls.customers.read',
      'calls.files.read',
      'calls.history.read',
      'calls.participations.read',
      'calls.reconciliation.read',
      'calls.visits.read',
      'calls.witnesses.read',
    ])
    expect(names.find(({ name }) => name === 'configuration.queues.delete')).toEqual({
      name: 'configuration.queues.delete',
      opens: ['removeQueue'],
      granted: false,
      roles: ['ADMINISTRATOR'],
    })
  })

  test('sees of the configuration the kinds that it opens', async () => {
    const ask = askOf({})
    const queues = withList('configuration.queues.read')
    expect(codes(await ask('{ configuration { queues { edges { node { key } } } } }', {}, queues))).toEqual([])
    expect(codes(await ask('{ configuration { users { edges { node { key } } } } }', {}, queues))).toEqual([
      'FORBIDDEN',
    ])
    expect(codes(await ask('{ configuration { site } }', {}, withList('calls.#')))).toEqual(['FORBIDDEN'])
    expect(codes(await ask('{ configurationHistory { edges { cursor } } }', {}, queues))).toEqual(['FORBIDDEN'])
  })

  test('changes what it opens, also in change sets and documents, with every command asked for', async () => {
    const ask = asker(fakePorts(createMemoryEventStore()))
    const queues = withList('configuration.queues.create', 'configuration.queues.read')
    const define = 'defineQueue: { name: "sales", displayName: "Sales" }'
    const set = (commands: string) =>
      ask(`mutation { applyChangeSet(input: { commands: [${commands}] }) { rejections { message } } }`, {}, queues)
    expect(codes(await set(`{ ${define} }`))).toEqual([])
    expect(codes(await set(`{ ${define} }, { removeQueue: { name: "sales" } }`))).toEqual(['FORBIDDEN'])
    const direct = 'mutation { removeQueue(input: { name: "sales" }) { position } }'
    expect(codes(await ask(direct, {}, queues))).toEqual(['FORBIDDEN'])
    const document = JSON.stringify('commands: [{ removeQueue: { name: sales } }]')
    const applied = `mutation { applyConfigurationDocument(input: { document: ${document} }) { position } }`
    expect(codes(await ask(applied, {}, queues))).toEqual(['FORBIDDEN'])
    const back = 'mutation { revertConfiguration(input: { to: { position: "0" } }) { position } }'
    expect(codes(await ask(back, {}, withList('configuration.revert.create')))).toEqual(['FORBIDDEN'])
    expect(codes(await ask(back, {}, withList('configuration.#')))).toEqual([])
  })

  test('gives none away that opens more than its own', async () => {
    const ask = asker(fakePorts(createMemoryEventStore()))
    const issue = (acl: string) =>
      ask(
        `mutation { issueToken(input: { label: "x", role: ADMINISTRATOR ${acl} }) { token rejections { field rule } } }`,
        {},
        withList('access.#', 'calls.#'),
      )
    const refused = { issueToken: { token: null, rejections: [{ field: 'acl', rule: 'within' }] } }
    expect((await issue('')).data).toEqual(refused)
    expect((await issue('acl: ["#"]')).data).toEqual(refused)
    expect((await issue('acl: ["calls.history.read"]')).data).toEqual({
      issueToken: { token: expect.stringMatching(/^rl_/) as string, rejections: [] },
    })
  })
})
