import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Identity } from '../../domain/access/identity.ts'
import { schema } from '../schema.ts'
import { holder } from '../testing/ask.ts'
import { argumentsOf, placesIn, type Given } from '../testing/every-mutation.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'
import { configure, importAgain } from '../testing/two-sites.ts'

/*
 * What is hidden from somebody is for his commands what is not there: each mutation, aimed at something of others, is answered as the same
 * mutation aimed at nothing, in the same words, and leaves nothing behind. The mutations are made from the schema.
 */

const few = { queues: ['lab/sales', 'lab/vip'], agents: ['lab/Agent/8001', 'lab/Agent/8006'] }

const askers: Readonly<Record<string, Identity>> = {
  'a supervisor of two queues': holder('supervisor', { ...few, dissuasion: true }),
  'a supervisor of a site': holder('supervisor', { queues: ['lab/*'], agents: ['lab/*'] }),
  'an administrator of an entity': holder('administrator', { entities: ['lab/acme'] }),
}

const ofUsers = ['user', 'users', 'login', 'boss', 'callers', 'called']
const ofGroups = ['group', 'agentGroup', 'agentGroups', 'groups']

/** Names of others that are no secret to him: users, with their logins, are seen by everybody of a site; groups of agents are of all entities. */
const told: Readonly<Record<string, (name: string, mutation: string) => boolean>> = {
  'a supervisor of two queues': name => ofUsers.includes(name),
  'a supervisor of a site': name => name !== 'site',
  'an administrator of an entity': (name, mutation) => ofGroups.includes(name) || mutation.endsWith('AgentGroup'),
}

let lab: RecordedLab
/** By the name of a field: pairs of something of others, and of something that is not there. */
let hidden: Readonly<Record<string, readonly (readonly [hidden: string, missing: string])[]>>
let given: Given

const queuesOfOthers = [['claims', 'clowns']] as const
const agentsOfOthers = [
  ['8004', '8777'],
  ['Agent/8004', 'Agent/8777'],
] as const

/** The id of a call of a site that none of the supervisor's queues and agents had a part in, or of one that they had. */
async function callOf(site: string, queue: string): Promise<string> {
  const query = `{ calls(first: 100, filter: { queues: ["${site}/${queue}"] }) { edges { node { id } } } }`
  const idsFor = async (identity?: Identity) =>
    [...JSON.stringify((await lab.ask(query, {}, identity)).data).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? '')
  const all = await lab.ask(`{ calls(first: 1000) { edges { node { id } } } }`, {}, holder('supervisor', few))
  const seen = JSON.stringify(all.data)
  const found = (await idsFor()).find(id => seen.includes(id) === (queue === 'sales' && site === 'lab'))
  if (!found) throw new Error(`no call of ${site}/${queue}`)
  return found
}

beforeAll(async () => {
  lab = await recordedLab()
  const caughtUp = () => lab.ports.engine.waitUntilProcessed(0, 0)
  await importAgain(lab.ports.store, { site: 'lyon', node: 'zed-node', timeZone: 'UTC' }, text => text)
  await caughtUp()
  await configure(lab.ask, 'lab', { entity: 'acme', queues: ['sales', 'vip'], agents: ['8001', '8006'] })
  await configure(lab.ask, 'lab', { entity: 'zed', queues: ['claims'], agents: ['8004'] })
  await configure(lab.ask, 'lyon', { entity: 'acme', queues: ['sales'], agents: ['8001'] })
  await caughtUp()
  const [own, ofOthers, elsewhere] = [
    await callOf('lab', 'sales'),
    await callOf('lab', 'claims'),
    await callOf('lyon', 'sales'),
  ]
  const noCall = Buffer.from(
    Buffer.from(ofOthers, 'base64')
      .toString()
      .replace(/\d{6}\./, '000000.'),
  ).toString('base64')
  hidden = {
    site: [['lyon', 'lima']],
    ...Object.fromEntries(['queue', 'queues', 'toQueue', 'dissuasionQueue'].map(name => [name, queuesOfOthers])),
    ...Object.fromEntries(['agent', 'agents'].map(name => [name, agentsOfOthers])),
    ...Object.fromEntries(ofGroups.map(name => [name, [['zed-group', 'zod-group']] as const])),
    ...Object.fromEntries(
      ['entity', 'entities', 'context', 'contexts', 'includes'].map(name => [name, [['zed', 'zod']] as const]),
    ),
    ...Object.fromEntries(ofUsers.map(name => [name, [['zed-user', 'zod-user']] as const])),
    list: [['zed-leads', 'zod-leads']],
    requestId: [['zed-request', 'zod-request']],
    login: [['zed-login', 'zod-login']],
    id: [
      [ofOthers, noCall],
      [elsewhere, noCall],
      [btoa('QueueVisit:["lab","asterisk-20","1.1",1]'), noCall],
    ],
    name: [
      ['claims', 'clowns'],
      ['zed', 'zod'],
      ['zed-leads', 'zod-leads'],
      ['zed-group', 'zod-group'],
    ],
    number: [['8004', '8777']],
  }
  given = {
    site: '"lab"',
    queue: '"sales"',
    agent: '"8001"',
    group: '"acme-group"',
    entity: '"acme"',
    context: '"acme"',
    user: '"acme-user"',
    list: '"acme-leads"',
    requestId: '"acme-request"',
    login: '"acme-login"',
    name: '"acme-leads"',
    id: JSON.stringify(own),
    csv: '"phoneNumber\\n0611111111"',
    number: '"8001"',
    reason: '"acme-lunch"',
    DateTime: '"2026-11-21T00:00:00Z"',
    Int: '1',
    Float: '1',
    Boolean: 'true',
    Position: '"1"',
    TimeZone: '"Europe/Paris"',
    PeriodInput: '{ from: "2026-11-20T00:00:00Z", to: "2026-11-22T00:00:00Z" }',
  }
}, 600_000)
afterAll(() => lab.stop())

/** The commands of a change set are fields of their own too. Removals first: later ones would find what others have defined under these names. */
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
  .filter(({ name }) => name !== 'applyChangeSet')
  .sort((one, other) => Number(other.name.startsWith('remove')) - Number(one.name.startsWith('remove')))

interface Refusal {
  readonly rule: string
  readonly field?: string
  readonly message: string
}

interface Sent {
  /** What was refused, with the name that was sent as `?`. */
  readonly refusals: readonly Refusal[]
  /** What was stored. */
  readonly stored: readonly string[]
}

async function send(mutation: string, name: string, identity: Identity | undefined): Promise<Sent> {
  const from = await lab.ports.store.lastPosition()
  const { data, errors = [] } = await lab.ask(`mutation { ${mutation} }`, {}, identity)
  const stored: string[] = []
  for await (const { events } of lab.ports.store.readAll({ after: from }))
    stored.push(...events.map(({ type }) => type))
  const [payload] = Object.values(data ?? {}) as readonly ({ readonly rejections?: readonly Refusal[] } | null)[]
  const refusals = [
    ...errors.map(({ message, extensions }) => ({ rule: extensions.code, message })),
    ...(payload?.rejections ?? []),
  ]
  return { refusals: JSON.parse(JSON.stringify(refusals).replaceAll(name, '?')) as readonly Refusal[], stored }
}

/** That a name or id cannot be given anew is told (docs/explanation/security.md). */
const isTaken = ({ refusals }: Sent) => refusals.length > 0 && refusals.every(({ rule }) => rule === 'taken')

/** What is sent to nothing may be a new name, or any text: then nothing else than that it is taken stands in the way of the other one. */
const isAsIfNotThere = (toOthers: Sent, toNothing: Sent): boolean =>
  isTaken(toOthers) ||
  (toNothing.refusals.length > 0
    ? JSON.stringify(toOthers) === JSON.stringify(toNothing)
    : toOthers.refusals.length === 0)

test.each(Object.keys(askers))(
  'to %s',
  async asker => {
    const differences: unknown[] = []
    let compared = 0
    for (const mutation of mutations)
      for (const { path, name } of placesIn(mutation, new Set(Object.keys(hidden)))) {
        if (told[asker]?.(name, mutation.name)) continue
        for (const [other, missing] of hidden[name] ?? []) {
          const sentTo = (value: string) =>
            send(
              `${mutation.name}${argumentsOf(mutation, path, value, given)} { rejections { rule field message } }`,
              value,
              askers[asker],
            )
          // What was defined by one of them is there for the next ones.
          const toNothing = await sentTo(name === 'id' ? missing : `${missing}${compared}`)
          if (toNothing.refusals[0]?.message.includes('that takes the role')) break
          const toOthers = await sentTo(other)
          compared++
          if (!isAsIfNotThere(toOthers, toNothing))
            differences.push({ asked: mutation.name + argumentsOf(mutation, path, other, given), toOthers, toNothing })
        }
      }
    expect(differences).toEqual([])
    expect(compared).toBeGreaterThan(20)
  },
  600_000,
)

test('nothing failed', () => {
  expect(lab.faults).toEqual([])
})
