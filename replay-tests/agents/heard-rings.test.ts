import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { microsOfSeconds, secondsOf } from '../../domain/kernel/time.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { agentStates } from '../../projections/agent-states/agent-states.ts'
import { agentStatistics } from '../../projections/agent-states/queries/agent-statistics.ts'
import { agentTimeline } from '../../projections/agent-states/queries/agent-timeline.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { queueVisits } from '../../projections/queue-visits/queue-visits.ts'

const corpus = path.join(import.meta.dirname, '../corpus/asterisk-20')

/** The recording, once with what the manager interface said and once without. Instants are seconds after this one. */
const zero = 1_795_233_000
const sites = { heard: [path.join(corpus, 'ami.jsonl.gz')], unheard: [] }

let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase('engine')
  const store = createMemoryEventStore()
  for (const [site, ami] of Object.entries(sites)) {
    const data = { type: 'SiteRegistered', site, siteId: site, displayName: site, timeZone: 'Europe/Paris' }
    await store.append([
      { stream: `site/${site}`, expected: 'any', events: [{ type: data.type, data, occurredAt: 0, site }] },
    ])
    const queueLog = [path.join(corpus, 'queue_log')]
    await importFiles({ store, site, node: 'pbx1', clockZone: 'UTC', queueLog, cel: [], ami })
  }
  const projections = [queueVisits, agentStates]
  await createProjectionEngine({ pool: database.pool, store, projections, log: silent }).catchUp()
})

afterAll(() => database.drop())

const within = (from: number, to: number) => ({
  from: microsOfSeconds(zero + from),
  to: microsOfSeconds(zero + to),
})

/** Where each state begins, in seconds. */
async function states(site: keyof typeof sites, agent: string, from: number, to: number): Promise<string[]> {
  const period = within(from, to)
  const rows = await agentTimeline(database.pool, [{ site, name: agent }], period, period.to)
  return rows.map(({ from: at, state }) => `${secondsOf(at - microsOfSeconds(zero))} ${state}`)
}

async function seconds(site: keyof typeof sites, agent: string, from: number, to: number) {
  const period = within(from, to)
  const scope = [{ site, name: agent }]
  const page = { period, interval: 'TOTAL', scope, groupBy: ['AGENT'], now: period.to, first: 1 } as const
  const { rows } = await agentStatistics(database.pool, page)
  const { login, ready, ringing, talking, wrapUp } = rows[0]?.figures ?? {}
  return [login, ready, ringing, talking, wrapUp].map(length => secondsOf(length ?? 0))
}

describe('worked out by hand from the events of the recording', () => {
  test('a switchboard rings all its members: what the others were rung for is no time that they were ready', async () => {
    // AgentCalled 78.630926, DialEnd 79.386556 (8002 answers); AgentCalled 88.181193, DialEnd 88.958709 (8012 answers).
    expect(await states('heard', 'Agent/8007', 77, 104)).toEqual([
      '77 READY',
      '78.630926 RINGING',
      '79.386556 READY',
      '88.181193 RINGING',
      '88.958709 READY',
    ])
    expect(await seconds('heard', 'Agent/8007', 77, 104)).toEqual([27, 25.466854, 1.533146, 0, 0])
    expect(await seconds('unheard', 'Agent/8007', 77, 104)).toEqual([27, 27, 0, 0, 0])
  })

  test('a call that is answered: he rings until he takes it, to the microsecond, and talks from then on', async () => {
    // AgentCalled 80.340437, DialEnd 82.526097 (row 82, ring 2); AgentComplete 84.029127 (row 84), wrap-up 2; AgentCalled 89.813299, DialEnd 91.164840.
    expect(await states('heard', 'Agent/8003', 76, 98)).toEqual([
      '76 READY',
      '80.340437 RINGING',
      '82.526097 TALKING',
      '84.029127 WRAP_UP',
      '86.029127 READY',
      '89.813299 RINGING',
      '91.16484 TALKING',
    ])
    expect(await seconds('heard', 'Agent/8003', 76, 98)).toEqual([22, 8.124609, 3.537201, 8.33819, 2])
    expect(await seconds('unheard', 'Agent/8003', 76, 98)).toEqual([22, 8, 3, 9, 2])
  })

  test('the caller gives up while it rings', async () => {
    // AgentCalled 98.719958, DialEnd 101.958718 (row 101, ring 3238 ms).
    expect(await states('heard', 'Agent/8006', 77, 102)).toEqual(['77 READY', '98.719958 RINGING', '101.958718 READY'])
    expect(await seconds('heard', 'Agent/8006', 77, 102)).toEqual([25, 21.76124, 3.23876, 0, 0])
    expect(await seconds('unheard', 'Agent/8006', 77, 102)).toEqual([25, 21.762, 3.238, 0, 0])
  })
})

test('whoever is rung is logged in as long as ever, and answers and misses as many calls', async () => {
  const whole = { from: microsOfSeconds(zero - 3600), to: microsOfSeconds(zero + 3600) }
  const page = { period: whole, interval: 'TOTAL', groupBy: ['AGENT'], now: whole.to, first: 100 } as const
  const of = async (site: keyof typeof sites) => {
    const { rows } = await agentStatistics(database.pool, { ...page, scope: allOf(site) })
    return rows.map(({ agent, figures }) => [agent, figures.login, figures.answered, figures.missed, figures.uncertain])
  }
  const heard = await of('heard')
  expect(heard).toHaveLength(12)
  expect(heard).toEqual(await of('unheard'))
})

const allOf = (site: string) => Array.from({ length: 12 }, (_, index) => ({ site, name: `Agent/${8001 + index}` }))
