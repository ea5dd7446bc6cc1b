import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { foldAgentDay } from '../../domain/agents/day.ts'
import { restartSign } from '../../domain/agents/restarts.ts'
import { compareSigns, signsOf } from '../../domain/agents/signs.ts'
import { unseen } from '../../domain/agents/state.ts'
import { restartsOf } from '../../domain/agents/testing/read-agents.ts'
import { callsOf } from '../../domain/calls/calls.ts'
import { celRowOf } from '../../domain/calls/rows/rows.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { silent } from '../../domain/kernel/log.ts'
import { microsPerSecond } from '../../domain/kernel/time.ts'
import { factStream, type QueueLogFact, type QueueLogRow } from '../../domain/pbx/facts.ts'
import { isCallId } from '../../domain/pbx/queue-log-events.ts'
import { isVisitOver } from '../../domain/queues/visit.ts'
import { visitsOf } from '../../domain/queues/visits.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { runDemonstration, type DemonstrationOptions } from './demonstration.ts'
import { planOf } from './plan.ts'
import { intoLog } from '../transport/into-log.ts'

const place = { site: 'demo', node: 'pbx1' }
const queueLogStream = factStream(place.site, place.node, 'queue_log')
const celStream = factStream(place.site, place.node, 'cel')
const hour = 3600
/** Seconds since the epoch: a Wednesday in Paris, 15:00. */
const now = 1_797_429_600

/** Busy at any hour, so that calls wait and agents talk wherever it is cut. */
const size = { queues: 3, agents: 16, callsPerDay: 1_500, timeZone: 'Europe/Paris' } as const
const usual = planOf(size)
const plan = {
  ...usual,
  queues: usual.queues.map(queue => ({ ...queue, opensAt: 0, closesAt: 24 })),
  hours: usual.hours.map(() => 1),
  days: usual.days.map(() => 1),
}
const options: DemonstrationOptions = { plan, seed: 1, from: now - 26 * hour, celFrom: now - 3 * hour }

/** Plays it until it is live. The clock stands still meanwhile: whoever is not due then never comes. */
async function play(store: EventStore, asked: DemonstrationOptions): Promise<void> {
  const stop = new AbortController()
  await runDemonstration(asked, {
    store,
    facts: intoLog(store, place.site, place.node),
    ...place,
    clockZone: 'Europe/Paris',
    log: silent,
    signal: stop.signal,
    report: ({ state }) => state === 'LIVE' && stop.abort(),
  })
}

async function eventsOf(store: EventStore, stream = queueLogStream): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for await (const page of store.readStream(stream)) events.push(...page.events)
  return events
}

const rowsOf = async (store: EventStore): Promise<QueueLogRow[]> =>
  (await eventsOf(store)).map(({ data, occurredAt, position }) => ({
    ...(data as unknown as QueueLogFact),
    at: occurredAt,
    position,
    ...place,
  }))

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups]
}

/** The last start of the PBX, and what waits, talks or goes on in spite of having begun before it. */
async function leftOver(store: EventStore) {
  const rows = await rowsOf(store)
  const restarts = rows.filter(({ event }) => event === 'QUEUESTART').map(({ at }) => at)
  const cut = restarts.at(-1) ?? -Infinity
  const ofCalls = grouped(rows, ({ callid }) => callid).filter(([callid]) => isCallId(callid))
  const visits = ofCalls.flatMap(([, own]) => visitsOf(own, { restarts }).visits)
  const starts = restartsOf(rows).map(restartSign)
  const agents = grouped(rows, ({ agent }) => agent)
    .filter(([agent]) => agent !== 'NONE')
    .map(([agent, own]) => {
      const signs = [...own.flatMap(row => signsOf(row)), ...starts].sort(compareSigns)
      return { agent, ...foldAgentDay(unseen, signs, -Infinity).exit }
    })
  const calls = callsOf(
    { cel: (await eventsOf(store, celStream)).map(celRowOf), queueLog: rows, ami: [] },
    { restarts },
  )
  return {
    starts: restarts.length,
    waiting: visits.filter(visit => visit.enteredAt < cut && visit.lostAt === null && !isVisitOver(visit)),
    talking: agents.filter(({ talks }) => talks.some(({ call }) => call.at < cut)).map(({ agent }) => agent),
    inDoubt: agents.filter(({ uncertainSince }) => uncertainSince !== null).map(({ agent }) => agent),
    calls: calls.filter(({ startedAt, outcome }) => startedAt < cut && outcome === 'IN_PROGRESS'),
    lost: visits.filter(({ lostAt }) => lostAt !== null).length,
    loggedIn: agents.filter(({ session }) => session !== null).map(({ agent }) => agent),
    openNow: visits.filter(visit => visit.lostAt === null && !isVisitOver(visit)).length,
  }
}

const nothingLeft = { waiting: [], talking: [], inDoubt: [], calls: [] }

const filled = createMemoryEventStore()
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: now * 1000 })
  await play(filled, options)
  // Who was at work logs in again two seconds behind the last row.
  vi.setSystemTime((now + 60) * 1000)
})
afterAll(() => vi.useRealTimers())

/** What `options` filled, up to an instant. @param cursorOf what its cursors are, from what they were */
async function copyOf(cursorOf: (cursor: Cursor) => Json = cursor => cursor, until = Infinity): Promise<EventStore> {
  const copy = createMemoryEventStore()
  for (const stream of [queueLogStream, celStream]) {
    const events = (await eventsOf(filled, stream)).filter(({ occurredAt }) => occurredAt < until * microsPerSecond)
    const cursor = cursorOf((await filled.readCursor(stream)) as Cursor)
    await copy.append([{ stream, expected: 'any', events, cursor }])
  }
  return copy
}

type Cursor = Readonly<Record<string, Json>>

test('the same simulation goes on behind its last row, as if it had never stopped', async () => {
  const store = await copyOf()
  const before = await rowsOf(store)
  await play(store, options)
  const after = await rowsOf(store)
  expect(after.slice(0, before.length)).toEqual(before)
  expect(after.filter(({ event }) => event === 'QUEUESTART')).toHaveLength(1)
})

test.each([
  ['with another seed', { ...options, seed: 2 }],
  ['with fewer agents', { ...options, plan: { ...plan, agents: plan.agents.slice(0, 12) } }],
])(
  'a simulation that goes on behind another one, %s, leaves no caller waiting and no agent talking',
  async (_, other) => {
    const store = await copyOf()
    const before = await leftOver(store)
    expect(before.openNow).toBeGreaterThan(0)
    await play(store, other)
    const left = await leftOver(store)
    expect(left).toMatchObject({ ...nothingLeft, starts: 2 })
    expect(left.lost).toBe(before.openNow)
    expect(left.loggedIn.length).toBeGreaterThan(0)
    const known = new Set(other.plan.agents.map(({ number }) => `Agent/${number}`))
    expect(left.loggedIn.filter(agent => !known.has(agent))).toEqual([])
  },
)

test('what an older version wrote, whose cursors do not name it, is ended likewise, and once', async () => {
  const store = await copyOf(({ source, rows }) => ({ source: source ?? '', rows: rows ?? 0 }))
  await play(store, options)
  await play(store, options)
  expect(await leftOver(store)).toMatchObject({ ...nothingLeft, starts: 2 })
})

test('behind a cut the past is filled in up to now, in order of time, and sessions are as long as their rows say', async () => {
  const store = await copyOf(cursor => ({ ...cursor, simulation: 'of before' }), now - 5 * hour)
  await play(store, { ...options, seed: 3 })
  expect(await leftOver(store)).toMatchObject({ ...nothingLeft, starts: 2 })
  const rows = await rowsOf(store)
  expect(rows.every(({ at }, index) => at >= (rows[index - 1]?.at ?? 0))).toBe(true)
  expect(rows.filter(({ at }) => at > (now - 4 * hour) * microsPerSecond).length).toBeGreaterThan(500)
  const logins = new Map<string, number>()
  for (const { event, agent, at, data } of rows) {
    if (event === 'AGENTCALLBACKLOGIN') logins.set(agent, at)
    if (event !== 'AGENTCALLBACKLOGOFF') continue
    const seconds = (at - (logins.get(agent) ?? NaN)) / microsPerSecond
    expect(Math.abs(Number(data[1]) - seconds)).toBeLessThanOrEqual(1)
  }
})
