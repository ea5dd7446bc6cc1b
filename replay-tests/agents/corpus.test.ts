import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { microsOfSeconds, secondsOf, type Micros } from '../../domain/kernel/time.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { agentQueueStatistics } from '../../projections/agent-states/queries/agent-queue-statistics.ts'
import { agentStates } from '../../projections/agent-states/agent-states.ts'
import { agentStatistics } from '../../projections/agent-states/queries/agent-statistics.ts'
import { agentTimeline } from '../../projections/agent-states/queries/agent-timeline.ts'
import type { AgentStateRow } from '../../projections/agent-states/types.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { queueVisits } from '../../projections/queue-visits/queue-visits.ts'

const corpus = path.join(import.meta.dirname, '../corpus/asterisk-20')
const read = (file: string): string => readFileSync(path.join(corpus, file), 'utf8')
const linesOf = <T>(file: string): T[] =>
  read(file)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as T)

/** Whole seconds in the file, microseconds in the table. */
const sources = ['queue_log', 'queue_log_table.csv'] as const
const siteOf = { queue_log: 'file', 'queue_log_table.csv': 'table' } as const
/** How far a row may be from what the driver did, in seconds. */
const tolerance = { queue_log: 1.1, 'queue_log_table.csv': 0.1 } as const

interface Deed {
  readonly t: number
  readonly ev: 'agent_login' | 'agent_logoff' | 'pause' | 'unpause' | 'penalty' | 'asterisk_stop'
  readonly agent?: string
  readonly phone?: number
  readonly queue?: string | null
  readonly reason?: string | null
}
/** What the driver of the recording did to agents: its own notes, not the log. */
const journal = linesOf<Deed>('journal.jsonl')

interface AgentTotals {
  readonly answered?: number
  readonly talk?: number
  readonly ring_no_answer?: number
}
const totals = (JSON.parse(read('expected_totals.json')) as { agents_from_manager_events: Record<string, AgentTotals> })
  .agents_from_manager_events
const agents = Object.keys(totals)

interface Stay {
  readonly queue: string
  readonly uniqueid: string
  readonly agent?: string
  readonly talk?: number
  readonly completes?: number
}
/** AgentComplete was raised twice for this one conversation (README, "Calls with more ends than connections"): by agent. */
const twiceCompleted = new Map(
  linesOf<{ queues: readonly Stay[] }>('calls.jsonl')
    .flatMap(({ queues }) => queues)
    .filter(({ completes = 0 }) => completes > 1)
    .map(stay => [stay.uniqueid, stay] as const),
)

const start = microsOfSeconds(1795233076)
const end = microsOfSeconds(1795233390)

let database: TestDatabase
const timelines = new Map<string, readonly AgentStateRow[]>()

beforeAll(async () => {
  database = await freshDatabase('engine')
  const store = createMemoryEventStore()
  for (const source of sources) {
    const site = siteOf[source]
    const data = { type: 'SiteRegistered', site, siteId: site, displayName: site, timeZone: 'Europe/Paris' }
    await store.append([
      { stream: `site/${site}`, expected: 'any', events: [{ type: data.type, data, occurredAt: 0, site }] },
    ])
    await importFiles({ store, site, node: 'pbx1', clockZone: 'UTC', queueLog: [path.join(corpus, source)], cel: [] })
  }
  // Figures of agents ask the visits which calls are excluded.
  const projections = [queueVisits, agentStates]
  await createProjectionEngine({ pool: database.pool, store, projections, log: silent }).catchUp()
  for (const site of Object.values(siteOf))
    for (const name of agents)
      timelines.set(
        `${site} ${name}`,
        await agentTimeline(database.pool, [{ site, name }], { from: start - 60e6, to: end }, end),
      )
})

afterAll(() => database.drop())

const period = { from: start - 3600e6, to: end + 3600e6 }
const timelineOf = (site: string, agent: string) => timelines.get(`${site} ${agent}`) ?? []

function stateAt(states: readonly AgentStateRow[], at: Micros): AgentStateRow | undefined {
  return states.find(({ from, to }) => from <= at && (to ?? Infinity) > at)
}

describe.each(sources)('the recording as %s', source => {
  const site = siteOf[source]
  const scope = agents.map(name => ({ site, name }))

  test('every agent answered and missed what the manager events say, and talked so long to the rounding', async () => {
    const page = { period, interval: 'TOTAL', scope, now: end, first: 100 } as const
    const { rows } = await agentStatistics(database.pool, { ...page, groupBy: ['AGENT'] })
    expect(rows.map(({ agent }) => agent)).toEqual(agents)
    for (const { agent, figures } of rows) {
      const { answered = 0, talk = 0, ring_no_answer = 0 } = totals[agent ?? ''] ?? {}
      expect({ agent, answered: figures.answered, missed: figures.missed }).toEqual({
        agent,
        answered,
        missed: ring_no_answer,
      })
      expect(figures.offered).toBe(answered + ring_no_answer)
      const twice = [...twiceCompleted.values()].filter(stay => stay.agent === agent)
      const once = talk - twice.reduce((sum, stay) => sum + (stay.talk ?? 0), 0)
      expect(Math.abs(secondsOf(figures.talkOfAnswered) - once), agent ?? '').toBeLessThanOrEqual(answered)
    }
  })

  test('what agents did for queues adds up to what they did', async () => {
    const { rows } = await agentQueueStatistics(database.pool, {
      period,
      interval: 'TOTAL',
      agents: scope,
      queues: 'all',
      now: end,
      first: 1000,
    })
    for (const agent of agents) {
      const own = rows.filter(row => row.agent === agent)
      const sum = (of: 'answered' | 'missed') => own.reduce((total, { figures }) => total + figures[of], 0)
      expect([sum('answered'), sum('missed')]).toEqual([
        totals[agent]?.answered ?? 0,
        totals[agent]?.ring_no_answer ?? 0,
      ])
    }
  })

  test('every session of the journal is one, from login to logoff, on its line', async () => {
    const { rows } = await database.pool.query<{ agent: string; from_us: Micros; to_us: Micros | null; line: string }>(
      'select agent, from_us, to_us, line from agent_states.session where site = $1 order by from_us',
      [site],
    )
    const near = (micros: Micros | null, seconds: number | undefined) => {
      if (micros === null || seconds === undefined) expect(micros === null && seconds === undefined).toBe(true)
      else expect(Math.abs(secondsOf(micros) - seconds)).toBeLessThanOrEqual(tolerance[source])
    }
    for (const agent of agents) {
      const logins = journal.filter(deed => deed.ev === 'agent_login' && deed.agent === agent)
      const sessions = rows.filter(row => row.agent === agent)
      expect(sessions, agent).toHaveLength(logins.length)
      for (const [index, { t, phone }] of logins.entries()) {
        const logoff = journal.find(deed => deed.ev === 'agent_logoff' && deed.agent === agent && deed.t > t)
        near(sessions[index]?.from_us ?? null, t)
        near(sessions[index]?.to_us ?? null, logoff?.t)
        expect(sessions[index]?.line).toBe(`${phone ?? ''}@default`)
      }
    }
  })

  test.each(agents)('%s: the state is, at every instant, what the journal allows', agent => {
    const states = timelineOf(site, agent)
    const own = journal.filter(deed => deed.agent === agent)
    const stop = journal.find(({ ev }) => ev === 'asterisk_stop')?.t ?? 0
    for (let t = secondsOf(start); t < secondsOf(end); t += 0.25) {
      if (own.some(deed => Math.abs(deed.t - t) <= tolerance[source])) continue
      const done = (...kinds: Deed['ev'][]) =>
        own.findLast(
          ({ ev, t: at, queue }) => kinds.includes(ev) && at <= t && (ev.startsWith('agent') || queue === null),
        )
      const session = done('agent_login', 'agent_logoff')
      const pause = done('pause', 'unpause')
      const isIn = session?.ev === 'agent_login'
      const isPaused = isIn && pause?.ev === 'pause' && pause.t > session.t
      const found = stateAt(states, microsOfSeconds(t))
      const where = `${agent} at ${t}: ${JSON.stringify(found)}`
      if (!session) expect(found, where).toBeUndefined()
      // A call outlives the logoff.
      else if (!isIn) expect(['LOGGED_OUT', 'TALKING', 'RINGING', 'UNCERTAIN'], where).toContain(found?.state)
      else {
        expect(found?.state, where).not.toBe('LOGGED_OUT')
        // Between the stop of Asterisk and the agent's next sign of life nobody knows.
        if (found?.state === 'UNCERTAIN') expect(t, where).toBeGreaterThan(stop - 1.1)
        if (isPaused) expect(['PAUSED', 'TALKING', 'RINGING', 'WRAP_UP', 'UNCERTAIN'], where).toContain(found?.state)
        if (isPaused && found?.state === 'PAUSED') expect(found.reason, where).toBe(pause.reason)
        if (!isPaused && found?.state === 'PAUSED')
          expect(['Auto-Pause', 'coaching', 'break'], where).toContain(found.reason)
      }
    }
  })

  test.each(agents)('%s: states never overlap, leave no gap, and last from the first sign of life on', agent => {
    const states = timelineOf(site, agent)
    const login = journal.find(deed => deed.ev === 'agent_login' && deed.agent === agent)?.t ?? 0
    expect(Math.abs(secondsOf(states[0]?.from ?? 0) - login)).toBeLessThanOrEqual(tolerance[source])
    for (const [index, { from, to }] of states.entries()) {
      const next = states[index + 1]
      expect(to).toBe(next ? next.from : null)
      expect(to ?? Infinity).toBeGreaterThan(from)
    }
  })

  test('the figures of states add up to the time since the first sign of life', async () => {
    const page = { period, interval: 'TOTAL', scope, now: end, first: 100 } as const
    const { rows } = await agentStatistics(database.pool, { ...page, groupBy: ['AGENT'] })
    for (const { agent, figures } of rows) {
      const states = timelineOf(site, agent ?? '')
      const length = (...kinds: AgentStateRow['state'][]) =>
        states.filter(({ state }) => kinds.includes(state)).reduce((sum, { from, to }) => sum + (to ?? end) - from, 0)
      expect(figures).toMatchObject({
        ready: length('READY'),
        pause: length('PAUSED'),
        wrapUp: length('WRAP_UP'),
        ringing: length('RINGING'),
        talking: length('TALKING'),
        uncertain: length('UNCERTAIN'),
      })
      const { ready, pause, wrapUp, ringing, talking, uncertain } = figures
      const all = ready + pause + wrapUp + ringing + talking + uncertain + length('LOGGED_OUT')
      expect(all).toBe(end - (states[0]?.from ?? 0))
    }
  })

  test('penalties set by interface reach the agent of that line', async () => {
    const { rows } = await database.pool.query<{ agent: string; queue: string; penalty: number }>(
      'select agent, queue, penalty from agent_states.membership where site = $1 and penalty is not null',
      [site],
    )
    const told = new Set(rows.map(({ agent, queue, penalty }) => `${agent} ${queue} ${penalty}`))
    // Members of support and vip are Local/id-N@agentcallback: whose that is no row tells.
    const set = linesOf<Deed & { penalty: number }>('journal.jsonl').filter(
      ({ ev, queue }) => ev === 'penalty' && queue !== 'support' && queue !== 'vip',
    )
    expect(set.length).toBeGreaterThan(0)
    for (const { agent, queue, penalty } of set) expect(told).toContain(`${agent ?? ''} ${queue ?? ''} ${penalty}`)
  })
})
