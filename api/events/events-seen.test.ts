import { beforeEach, describe, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent, RecordedEvent } from '../../domain/kernel/event.ts'
import { queueLogRowRecorded, celRowRecorded } from '../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { liveEvents } from './event-subscription.ts'
import { eventsSeen } from './events-seen.ts'
import { eventsOf } from './event-type.ts'
import { mayNow } from '../auth/may.ts'
import { asker, holder, type Ask } from '../testing/ask.ts'
import { callRow } from '../testing/call-row.ts'
import { emptyReports, fakePorts, noon } from '../testing/fakes.ts'

const acme = holder('auditor', { entities: ['paris/acme'] })
const adminOfAcme = holder('administrator', { entities: ['paris/acme'] })

let store: EventStore
let ask: Ask
let ports: ReturnType<typeof fakePorts>

beforeEach(async () => {
  store = createMemoryEventStore()
  const reports = {
    ...emptyReports,
    calls: {
      ...emptyReports.calls,
      byKeys: (asked: readonly { readonly key: string }[]) =>
        Promise.resolve(asked.map(({ key }) => (key === 'own.1' ? [{ ...callRow, callId: key }] : []))),
    },
  }
  ports = fakePorts(store, { reports })
  ask = asker(ports)
  const made = await ask(`mutation {
    a: defineEntity(input: { name: "acme", displayName: "Acme" }) { position }
    b: defineEntity(input: { name: "globex", displayName: "Globex" }) { position }
    c: defineContext(input: { name: "acme-in", displayName: "Acme", entity: "acme" }) { position }
    d: defineAgent(input: { number: "9001", firstName: "Anna", context: "acme-in" }) { position }
    e: defineQueue(input: { name: "asales", displayName: "Sales", entity: "acme" }) { position }
    f: defineQueue(input: { name: "gsales", displayName: "Sales", entity: "globex" }) { position }
  }`)
  expect(made.errors).toBeUndefined()
})

const append = (stream: string, ...events: readonly Pick<NewEvent, 'type' | 'data'>[]) =>
  store.append([
    { stream, expected: 'any', events: events.map(event => ({ ...event, site: 'paris', occurredAt: noon })) },
  ])

const row = (queue: string, agent: string, event: string): Pick<NewEvent, 'type' | 'data'> => ({
  type: queueLogRowRecorded,
  data: { raw: '', form: 'file', callid: 'c1', queue, agent, event, data: [] },
})

interface Seen {
  readonly events: { readonly edges: readonly { readonly node: { readonly type: string; readonly data: object } }[] }
}

async function seen(filter: string, identity = acme) {
  const { data, errors } = await ask(`{ events(filter: ${filter}) { edges { node { type data } } } }`, {}, identity)
  expect(errors).toBeUndefined()
  return (data as unknown as Seen).events.edges.map(({ node }) => node)
}
const types = async (filter: string, identity = acme) => (await seen(filter, identity)).map(({ type }) => type)

describe('who is limited to an entity reads of the log', () => {
  test('rows of queue_log about its queues, those without a queue about its agents, and none of other sources', async () => {
    await append(
      'facts/paris/pbx1/queue_log',
      row('asales', 'NONE', 'ENTERQUEUE'),
      row('gsales', 'NONE', 'ENTERQUEUE'),
      row('gsales', 'Agent/9001', 'CONNECT'),
      row('NONE', 'Agent/8001', 'PAUSEALL'),
      row('NONE', 'Agent/9001', 'PAUSEALL'),
    )
    await append('facts/paris/pbx1/cel', { type: celRowRecorded, data: { uniqueid: 'own.1', linkedid: 'own.1' } })
    const rows = (await seen('{ types: ["QueueLogRowRecorded", "CelRowRecorded"] }')).map(
      ({ data }) => `${(data as { queue: string }).queue} ${(data as { event: string }).event}`,
    )
    expect(rows).toEqual(['asales ENTERQUEUE', 'NONE PAUSEALL'])
    expect(await seen('{ types: ["QueueLogRowRecorded", "CelRowRecorded"] }', holder('auditor'))).toHaveLength(6)
  })

  test('decisions about its queues, agents and calls', async () => {
    await append('queue-thresholds/paris/asales', {
      type: 'QueueThresholdsSet',
      data: { site: 'paris', queue: 'asales' },
    })
    await append('queue-thresholds/paris/gsales', {
      type: 'QueueThresholdsSet',
      data: { site: 'paris', queue: 'gsales' },
    })
    await append('agent-actions/paris', { type: 'AgentActionRequested', data: { agent: '9001' } })
    await append('agent-actions/paris', { type: 'AgentActionRequested', data: { agent: '8001' } })
    await append('call/paris/pbx1/own.1', { type: 'CallAnnotated', data: { node: 'pbx1', callId: 'own.1' } })
    await append('call/paris/pbx1/their.1', { type: 'CallAnnotated', data: { node: 'pbx1', callId: 'their.1' } })
    await append('site/paris', { type: 'SourceConfigured', data: { site: 'paris' } })
    await append('token/a', { type: 'TokenIssued', data: { tokenId: 'a' } })
    const told = (
      await seen(
        '{ types: ["QueueThresholdsSet", "AgentActionRequested", "CallAnnotated", "SourceConfigured", "TokenIssued"] }',
      )
    ).map(({ type, data }) => [type, data])
    expect(told).toEqual([
      ['QueueThresholdsSet', { site: 'paris', queue: 'asales' }],
      ['AgentActionRequested', { agent: '9001' }],
      ['CallAnnotated', { node: 'pbx1', callId: 'own.1' }],
    ])
  })

  test('changes of its objects, and change sets that reach no further, done or refused', async () => {
    expect(await types('{ types: ["QueueDefined", "AgentDefined", "EntityDefined"] }')).toEqual([
      'EntityDefined',
      'AgentDefined',
      'QueueDefined',
    ])
    const both = `{ changeQueue: { name: "asales", weight: 1 } }, { changeQueue: { name: "gsales", weight: 1 } }`
    await ask(`mutation { applyChangeSet(input: { comment: "both", commands: [${both}] }) { position } }`)
    await ask('mutation { removeAgent(input: { number: "9001" }, comment: "gone") { position } }', {}, adminOfAcme)
    await ask('mutation { removeQueue(input: { name: "nothing" }, comment: "refused") { position } }', {}, adminOfAcme)
    await ask('mutation { removeQueue(input: { name: "nothing" }, comment: "theirs") { position } }')
    const comments = (await seen('{ types: ["ChangeSetApplied", "ConfigurationChangeRefused"] }')).map(
      ({ data }) => (data as { comment: string | null }).comment,
    )
    // Of the first six two are of globex, and that of the agent is nobody's any more since it was removed.
    expect(comments).toEqual([null, null, null, 'gone', 'refused'])
    expect(JSON.stringify(await seen('{ decisions: true }'))).not.toMatch(/gsales|globex|both|theirs/)
  })

  test('as whoever sees all does who asks for its events', async () => {
    await append('site/paris', { type: 'SourceConfigured', data: { site: 'paris' } })
    const asked = await seen('{ decisions: true, entities: ["acme"] }', holder('auditor'))
    expect(asked).toEqual(await seen('{ decisions: true }'))
    expect(asked.length).toBeLessThan((await seen('{ decisions: true }', holder('auditor'))).length)
    const { errors } = await ask('{ events(filter: { entities: ["globex"] }) { edges { cursor } } }', {}, acme)
    expect(errors?.[0]?.message).toContain('there is no entity "globex" that you may see')
  })

  test('in a page of its own length, by its id, and as it is pushed', async () => {
    await append(
      'facts/paris/pbx1/queue_log',
      ...Array.from({ length: 20 }, (_, i) => row(i % 2 ? 'asales' : 'gsales', 'NONE', `E${i}`)),
    )
    const query = `{ events(first: 3, filter: { types: ["QueueLogRowRecorded"] }) { edges { node { id data } } pageInfo { hasNextPage } } }`
    const { data } = await ask(query, {}, acme)
    expect(data).toMatchObject({
      events: {
        edges: ['E1', 'E3', 'E5'].map(event => ({ node: { data: { event } } })),
        pageInfo: { hasNextPage: true },
      },
    })
    const byId = async ({ position }: RecordedEvent, identity = acme) =>
      (await ask(`{ node(id: "${btoa(`Event:${position}`)}") { id } }`, {}, identity)).data?.['node']
    const [first, second] = await eventsOf(store.readStream('facts/paris/pbx1/queue_log'))
    if (!first || !second) throw new Error('twenty were appended')
    expect(await byId(first)).toBeNull()
    expect(await byId(second)).not.toBeNull()
    expect(await byId(first, holder('auditor'))).not.toBeNull()
    const context = { ...ports, identity: acme, may: await mayNow(acme, ports) }
    const pushed = liveEvents(store, { types: ['QueueLogRowRecorded'] }, first.position - 1, eventsSeen(context))
    const heard = [await pushed.next(), await pushed.next()].map(
      ({ value }) => (value as RecordedEvent | undefined)?.data as { event: string } | undefined,
    )
    await pushed.return?.()
    expect(heard.map(data => data?.event)).toEqual(['E1', 'E3'])
  })
})
