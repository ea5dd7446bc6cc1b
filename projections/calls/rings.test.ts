import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { microsOfIso, microsOfSeconds } from '../../domain/kernel/time.ts'
import { agentQueueStatistics } from '../agent-states/queries/agent-queue-statistics.ts'
import { queueStatistics } from '../queue-visits/queries/queue-statistics.ts'
import type { QueueStatisticsRequest } from '../queue-visits/types.ts'
import { queueVisits } from '../queue-visits/queries/visits.ts'
import { append, reporting, type Reporting } from '../xivo-stats/testing/reporting.ts'
import { ringsBeyondQueueLog } from './figures/agent-queue-rings.ts'
import { lengthsFromCalls } from './lengths-from-calls.ts'
import { queueRings } from './figures/queue-rings.ts'

const from = '2018-12-01T15:14:50Z'
const at = (seconds: number) => (microsOfIso(from) ?? NaN) + microsOfSeconds(seconds)

/** Two callers: A1 takes the first while A2 rings too, in whole seconds; the second gives up while both ring. */
const queueLog = `
  time | callid | queue | agent      | event              | data
  -60  | 1.1    | NONE  | Agent/8000 | AGENTCALLBACKLOGIN | 1000@default
  -60  | 1.2    | NONE  | Agent/8002 | AGENTCALLBACKLOGIN | 1009@default
  1    | 100.1  | sales | NONE       | ENTERQUEUE         | |0612345678|1
  5    | 100.1  | sales | Agent/8000 | RINGNOANSWER       | 3000
  12   | 100.1  | sales | Agent/8000 | CONNECT            | 11|101.9|5
  40   | 100.1  | sales | Agent/8000 | COMPLETEAGENT      | 11|28|1
  50   | 200.1  | sales | NONE       | ENTERQUEUE         | |0712345678|1
  58   | 200.1  | sales | NONE       | ABANDON            | 1|1|8`

const ring = (caller: string, agent: string, dest: string) => ({
  Uniqueid: caller,
  DestUniqueid: dest,
  Queue: 'sales',
  MemberName: agent,
  Interface: `PJSIP/${agent}`,
})

const ami = [
  [2, 'AgentCalled', ring('100.1', 'Agent/8000', '101.2')],
  [5.5, 'AgentRingNoAnswer', ring('100.1', 'Agent/8000', '101.2')],
  [7, 'AgentCalled', ring('100.1', 'Agent/8000', '101.9')],
  [7, 'AgentCalled', ring('100.1', 'Agent/8002', '101.8')],
  [12.25, 'DialEnd', { Uniqueid: '100.1', DestUniqueid: '101.9' }],
  [12.25, 'DialEnd', { Uniqueid: '100.1', DestUniqueid: '101.8' }],
  [12.5, 'AgentConnect', ring('100.1', 'Agent/8000', '101.9')],
  [51, 'AgentCalled', ring('200.1', 'Agent/8002', '201.2')],
  [58, 'DialEnd', { Uniqueid: '200.1', DestUniqueid: '201.2' }],
] as const

let all: Reporting

beforeAll(async () => {
  all = await reporting(async store => {
    await append(store, { from, site: 'silent', queueLog })
    await append(store, { from, site: 'heard', queueLog, ami })
    // The connection was made when the first telephone had rung already.
    await append(store, { from, site: 'late', queueLog, ami: ami.slice(1) })
  })
})

afterAll(() => all.drop())

const period = { from: at(-3600), to: at(3600) }
const page = { period, interval: 'TOTAL', first: 100 } as const
const seconds = (rings: readonly (number | null)[]) => rings.map(length => (length === null ? null : length / 1e6))

async function ringsAt(site: string) {
  const db = all.database.pool
  const queues = [{ site, name: 'sales' }]
  const visits = await queueVisits(db, { scope: queues }, { first: 10 })
  const ofQueues = {
    ...page,
    groupBy: ['QUEUE'],
    scope: queues,
    attribution: 'ARRIVAL',
    withHistograms: false,
  } as const
  const agents = ['Agent/8000', 'Agent/8002'].map(name => ({ site, name }))
  const ofBoth = await agentQueueStatistics(db, { ...page, agents, queues, now: period.to }, ringsBeyondQueueLog)
  return {
    visits: seconds((await lengthsFromCalls(db, visits.rows)).map(({ ring }) => ring)).reverse(),
    queues: seconds(await queueRings(db, ofQueues, (await queueStatistics(db, ofQueues)).rows)),
    agents: Object.fromEntries(ofBoth.rows.map(({ agent, figures }) => [agent, figures.ring / 1e6])),
  }
}

describe('ring time of visits, of their queue and of its agents', () => {
  test('is that of queue_log where it alone tells', async () => {
    expect(await ringsAt('silent')).toEqual({ visits: [8, null], queues: [8], agents: { 'Agent/8000': 8 } })
  })

  test('is that of the manager where it tells, with the rings that queue_log knows nothing of; the sums are the same', async () => {
    expect(await ringsAt('heard')).toEqual({
      visits: [3.5 + 5.25 + 5.25, 7],
      queues: [21],
      agents: { 'Agent/8000': 8.75, 'Agent/8002': 5.25 + 7 },
    })
  })

  test('is that of queue_log for a ring whose beginning the manager did not tell', async () => {
    expect(await ringsAt('late')).toMatchObject({ visits: [3 + 5.25 + 5.25, 7], queues: [20.5] })
  })

  test.each(['silent', 'heard', 'late'])('is the same for people who report with SQL: %s', async site => {
    const { visits, queues, agents } = await ringsAt(site)
    const one = async (sql: string) => (await all.query(sql)).map(row => row['ring'])
    expect(
      await one(
        `SELECT ring_seconds::float AS ring FROM report.queue_visit WHERE site = '${site}' ORDER BY entered_at`,
      ),
    ).toEqual(visits)
    expect(
      await one(
        `SELECT sum(ring_seconds)::float AS ring FROM report.queue_quarter WHERE site = '${site}' GROUP BY queue`,
      ),
    ).toEqual(queues)
    expect(
      await all.query(
        `SELECT agent, sum(ring_seconds)::float AS ring FROM report.agent_call WHERE site = '${site}' GROUP BY agent ORDER BY agent`,
      ),
    ).toEqual(Object.entries(agents).map(([agent, ring]) => ({ agent, ring })))
    const [inWazo] = await one(
      `SELECT sum(ringtime)::int AS ring FROM wazo_stats.stat_call_on_queue WHERE site = '${site}'`,
    )
    const [inXivo] = await one(
      `SELECT sum(total_ring_seconds)::int AS ring FROM xivo_stats.call_on_queue WHERE site = '${site}'`,
    )
    const [ofAgents] = await one(
      `SELECT sum(ringing_time)::int AS ring FROM xivo_stats.stat_agent_specific WHERE site = '${site}'`,
    )
    for (const rounded of [inWazo, inXivo, ofAgents])
      expect(Math.abs(Number(rounded) - (queues[0] ?? NaN))).toBeLessThanOrEqual(2)
  })

  test('lies whole in the interval that the visit belongs to', async () => {
    const db = all.database.pool
    const asked = async (attribution: 'ARRIVAL' | 'EVENT' | 'END') => {
      const request: QueueStatisticsRequest = {
        period,
        scope: [{ site: 'heard', name: 'sales' }],
        attribution,
        first: 100,
        withHistograms: false,
        groupBy: ['SITE'],
        interval: 'QUARTER_HOUR',
      }
      const { rows } = await queueStatistics(db, request)
      const rings = await queueRings(db, request, rows)
      return rows.flatMap(({ start }, index) =>
        rings[index] ? [[new Date(start / 1000).toISOString().slice(11, 16), rings[index] / 1e6]] : [],
      )
    }
    expect(await asked('ARRIVAL')).toEqual([
      ['15:00', 14],
      ['15:15', 7],
    ])
    expect(await asked('EVENT')).toEqual([['15:15', 21]])
    expect(await asked('END')).toEqual([['15:15', 21]])
  })

  test('does not count for a call that people have excluded', async () => {
    const [site, node, callId] = ['heard', 'pbx1', '200.1']
    const data = { type: 'CallExcluded', site, node, callId, reason: 'TEST', text: '', keys: [callId], range: null }
    const event = { type: 'CallExcluded', data, occurredAt: at(100), site, node, actor: 'Ana' }
    await all.store.append([{ stream: `call/${site}/${node}/${callId}`, expected: 'no-stream', events: [event] }])
    await all.engine.catchUp()
    expect(await ringsAt('heard')).toMatchObject({
      queues: [14],
      agents: { 'Agent/8000': 8.75, 'Agent/8002': 5.25 },
    })
  })
})
