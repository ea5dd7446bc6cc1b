import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder, type Ask } from '../testing/ask.ts'
import type { TokenRow } from '../../projections/directory/types.ts'
import { emptyReports, fakePorts } from '../testing/fakes.ts'

const acme = holder('administrator', { entities: ['paris/acme'] })
const auditorOfAcme = holder('auditor', { entities: ['paris/acme'] })

let ask: Ask
let tokens: TokenRow[] = []

/** Two organisations on one PBX. */
beforeEach(async () => {
  tokens = []
  ask = asker(
    fakePorts(createMemoryEventStore(), { reports: { ...emptyReports, tokens: () => Promise.resolve(tokens) } }),
  )
  const made = await ask(`mutation {
    a: defineEntity(input: { name: "acme", displayName: "Acme" }) { position }
    b: defineEntity(input: { name: "globex", displayName: "Globex" }) { position }
    c: defineContext(input: { name: "acme-internal", displayName: "Acme", entity: "acme" }) { position }
    d: defineContext(input: { name: "globex-internal", displayName: "Globex", entity: "globex" }) { position }
    e: defineAgent(input: { number: "8001", firstName: "Gina", context: "globex-internal" }) { position }
    f: defineAgent(input: { number: "9001", firstName: "Anna", context: "acme-internal" }) { position }
    g: defineQueue(input: { name: "gsales", displayName: "Sales", entity: "globex" }) { position }
    h: defineQueue(input: { name: "asales", displayName: "Sales", entity: "acme" }) { position }
  }`)
  expect(made.errors).toBeUndefined()
})

const nodes = (connection: unknown) =>
  (connection as { edges: { node: { key: string } }[] }).edges.map(({ node }) => node.key)

describe('who is limited to an entity', () => {
  test('is shown its objects, in lists, by key, by id and in the past', async () => {
    const { data } = await ask(
      '{ configuration { contexts { edges { node { key } } } queues { edges { node { key } } } entities { edges { node { key } } } agent(key: "8001") { key } own: agent(key: "9001") { key } hidden: queues(search: "gsales") { edges { node { key } } } } }',
      {},
      auditorOfAcme,
    )
    const shown = data?.['configuration'] as Record<string, unknown>
    expect(nodes(shown['contexts'])).toEqual(['acme-internal'])
    expect(nodes(shown['queues'])).toEqual(['asales'])
    expect(nodes(shown['entities'])).toEqual(['acme'])
    expect(shown['agent']).toBeNull()
    expect(shown['own']).toEqual({ key: '9001' })
    expect(nodes(shown['hidden'])).toEqual([])
    const past = await ask(
      '{ configuration(asOf: { position: "16" }) { queues { edges { node { key } } } } }',
      {},
      auditorOfAcme,
    )
    expect(nodes((past.data?.['configuration'] as { queues: unknown }).queues)).toEqual(['asales'])
    const idOf = async (key: string) =>
      (
        (await ask(`{ configuration { queue(key: "${key}") { id } } }`)).data as {
          configuration: { queue: { id: string } }
        }
      ).configuration.queue.id
    const byId = async (key: string) =>
      (await ask(`{ node(id: "${await idOf(key)}") { ... on QueueConfiguration { key } } }`, {}, acme)).data
    expect(await byId('asales')).toEqual({ node: { key: 'asales' } })
    expect(await byId('gsales')).toEqual({ node: null })
  })

  test('is shown the history and the differences of its objects', async () => {
    const history = await ask('{ configurationHistory { edges { node { key } } } }', {}, acme)
    expect(nodes(history.data?.['configurationHistory'])).toEqual(['asales', '9001', 'acme-internal', 'acme'])
    const diff = await ask('{ configurationDiff(from: { position: "1" }) { objects { key } } }', {}, acme)
    expect(diff.data).toEqual({
      configurationDiff: { objects: ['acme', 'acme-internal', '9001', 'asales'].map(key => ({ key })) },
    })
  })

  test('changes its objects, and is refused others in the words of what is not there', async () => {
    const change = (key: string) =>
      ask(
        `mutation { changeQueue(input: { name: "${key}", weight: 5 }) { rejections { rule message } queue { weight } } }`,
        {},
        acme,
      )
    expect((await change('asales')).data).toEqual({ changeQueue: { rejections: [], queue: { weight: 5 } } })
    for (const key of ['gsales', 'nothing'])
      expect((await change(key)).data).toEqual({
        changeQueue: { rejections: [{ rule: 'exists', message: `there is no queue ${key}` }], queue: null },
      })
    const taken = await ask(
      'mutation { applyChangeSet(input: { commands: [{ defineAgent: { number: "8001", firstName: "x", context: "acme-internal" } }] }) { rejections { rule message } events { key } } }',
      {},
      acme,
    )
    expect(taken.data).toMatchObject({ applyChangeSet: { rejections: [{ rule: 'taken' }], events: [] } })
    expect(JSON.stringify(taken.data)).not.toMatch(/Gina|globex/i)
    const read = await ask(
      'mutation { changeQueue(input: { name: "asales", weight: 6 }) { rejections { rule } } }',
      {},
      auditorOfAcme,
    )
    expect(read.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })

  test('is warned by nothing that he does not see', async () => {
    await ask('mutation { addQueueMember(input: { queue: "gsales", agent: "9001" }) { position } }')
    const add = 'mutation { addQueueMember(input: { queue: "asales", agent: "9001" }) { warnings { message } } }'
    expect((await ask(add, {}, acme)).data).toEqual({ addQueueMember: { warnings: [] } })
  })

  test.each([
    ['files of the PBX', '{ configurationFiles(node: "main") { path } }'],
    [
      'files that a change set changes',
      'mutation { applyChangeSet(input: { commands: [{ changeQueue: { name: "asales", weight: 7 } }], dryRun: true }) { files { path } } }',
    ],
    ['files in differences', '{ configurationDiff(from: { position: "1" }) { files { path } } }'],
    ['settings of the site', '{ configuration { sipSettings { key } } }'],
    ['going back', 'mutation { revertConfiguration(input: { to: { position: "1" } }) { position } }'],
    ['roll-outs', 'mutation { rollOut(input: {}) { position } }'],
    ['roll-outs that were', '{ rollOuts { edges { node { node } } } }'],
    ['users in a CSV file', 'mutation { importUsers(input: { csv: "x" }) { position } }'],
    ['tokens', '{ tokens { label } }'],
    ['trunks', '{ trunkBoard { position } }'],
    ['quarantine', '{ quarantine { edges { cursor } } }'],
    ['what was removed', '{ retention { site } }'],
  ])('is denied %s', async (_, query) => {
    const { errors } = await ask(query, {}, acme)
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
  })
})

test('an entity stays while a token is limited to it', async () => {
  const token: TokenRow = {
    tokenId: 'a1b2c3d4',
    label: 'admin of Initech',
    role: 'administrator',
    scope: { entities: ['paris/initech'] },
    secretHash: '',
    issuedAt: 0,
    issuedBy: null,
    expiresAt: null,
    revokedAt: null,
    revokedBy: null,
  }
  tokens = [token]
  await ask('mutation { defineEntity(input: { name: "initech", displayName: "Initech" }) { position } }')
  const remove = () =>
    ask('mutation { removeEntity(input: { name: "initech" }) { rejections { field rule message } } }')
  expect((await remove()).data).toEqual({
    removeEntity: {
      rejections: [
        {
          field: 'name',
          rule: 'inUse',
          message: 'tokens are limited to entity initech (admin of Initech): revoke them first',
        },
      ],
    },
  })
  tokens = [{ ...token, revokedAt: 1 }]
  expect((await remove()).data).toEqual({ removeEntity: { rejections: [] } })
})
