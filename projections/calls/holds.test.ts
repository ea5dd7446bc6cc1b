import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { microsOfIso, microsOfSeconds } from '../../domain/kernel/time.ts'
import { agentQueueStatistics } from '../agent-states/queries/agent-queue-statistics.ts'
import { agentStatistics } from '../agent-states/queries/agent-statistics.ts'
import { queueStatistics } from '../queue-visits/queries/queue-statistics.ts'
import type { QueueStatisticsRequest } from '../queue-visits/types.ts'
import { queueVisits } from '../queue-visits/queries/visits.ts'
import { append, reporting, type Reporting } from '../xivo-stats/testing/reporting.ts'
import { agentHolds, agentQueueHolds } from './figures/agent-holds.ts'
import { lengthsFromCalls } from './lengths-from-calls.ts'
import { queueHolds } from './figures/queue-holds.ts'

const from = '2018-12-01T15:14:50Z'
const at = (seconds: number) => (microsOfIso(from) ?? NaN) + microsOfSeconds(seconds)

/** C calls sales, A1 answers and passes him on to support, A2 answers. */
const cel = `
  time | event         | id    | linked | channel            | number     | exten | app      | data            | extra
  0    | CHAN_START    | 100.1 |        | PJSIP/trunk-in-01  | 0612345678 | 3001  |          |                 |
  1    | CHAN_START    | 101.2 | 100.1  | PJSIP/1000-02      | 1000       | s     |          |                 |
  4    | ANSWER        | 101.2 |        |                    |            |       | AppQueue | (Outgoing Line) |
  4    | BRIDGE_ENTER  | 101.2 |        |                    |            |       |          |                 | B1
  4    | BRIDGE_ENTER  | 100.1 |        |                    |            |       |          |                 | B1
  34   | BLINDTRANSFER | 101.2 |        |                    |            |       |          |                 | extension=3002 context=default transferee_channel_uniqueid=100.1
  34   | HANGUP        | 101.2 |        |                    |            |       |          |                 | cause=16
  34   | BRIDGE_EXIT   | 100.1 |        |                    |            |       |          |                 | B1
  35   | CHAN_START    | 135.3 | 100.1  | PJSIP/1009-03      | 1009       | s     |          |                 |
  40   | ANSWER        | 135.3 |        |                    |            |       | AppQueue | (Outgoing Line) |
  40   | BRIDGE_ENTER  | 135.3 |        |                    |            |       |          |                 | B2
  40   | BRIDGE_ENTER  | 100.1 |        |                    |            |       |          |                 | B2
  80   | HANGUP        | 135.3 |        |                    |            |       |          |                 | cause=16
  80   | HANGUP        | 100.1 |        |                    |            |       |          |                 | cause=16`

const queueLog = (hold: string) => `
  time | callid | queue   | agent      | event              | data
  -60  | 1.1    | NONE    | Agent/8000 | AGENTCALLBACKLOGIN | 1000@default
  -60  | 1.2    | NONE    | Agent/8002 | AGENTCALLBACKLOGIN | 1009@default
  1    | 100.1  | sales   | NONE       | ENTERQUEUE         | |0612345678|1
  4    | 100.1  | sales   | Agent/8000 | CONNECT            | 3|101.2|3
  ${hold}
  34   | 100.1  | sales   | Agent/8000 | BLINDTRANSFER      | 3002|default|3|30|1
  34   | 100.1  | support | NONE       | ENTERQUEUE         | |0612345678|1
  40   | 100.1  | support | Agent/8002 | CONNECT            | 6|135.3|5
  80   | 100.1  | support | Agent/8002 | COMPLETEAGENT      | 6|40|1`

/** A patched Asterisk tells of twenty seconds. */
const told = `10 | 100.1 | sales | Agent/8000 | CALLERONHOLD | HOLD
  30   | 100.1  | sales   | Agent/8000 | CALLEROFFHOLD      |`
const untold = `5 | NONE | NONE | NONE | CONFIGRELOAD |`

/** The manager tells of ten in sales, and of five in support. */
const ami = [
  [10, 'Hold', { Uniqueid: '101.2' }],
  [20, 'Unhold', { Uniqueid: '101.2' }],
  [50, 'Hold', { Uniqueid: '135.3' }],
  [55, 'Unhold', { Uniqueid: '135.3' }],
] as const

let all: Reporting

beforeAll(async () => {
  all = await reporting(async store => {
    await append(store, { from, site: 'silent', queueLog: queueLog(untold) })
    await append(store, { from, site: 'told', queueLog: queueLog(told) })
    await append(store, { from, site: 'heard', queueLog: queueLog(untold), cel, ami })
    await append(store, { from, site: 'both', queueLog: queueLog(told), cel, ami })
    await append(store, { from, site: 'neither', queueLog: queueLog(told), cel, ami: ami.slice(1, 2) })
  })
})

afterAll(() => all.drop())

const queues = (site: string) => ['sales', 'support'].map(name => ({ site, name }))
const agents = (site: string) => ['Agent/8000', 'Agent/8002'].map(name => ({ site, name }))
const period = { from: at(-3600), to: at(3600) }
const page = { period, interval: 'TOTAL', first: 100 } as const

const seconds = (holds: readonly (number | null)[]) => holds.map(hold => (hold === null ? null : hold / 1e6))

async function holdsAt(site: string) {
  const db = all.database.pool
  const visits = await queueVisits(db, { scope: queues(site) }, { first: 10 })
  const ofQueues = {
    ...page,
    groupBy: ['QUEUE'],
    scope: queues(site),
    attribution: 'ARRIVAL',
    withHistograms: false,
  } as const
  const ofAgents = { ...page, groupBy: ['AGENT'], scope: agents(site), now: period.to } as const
  const ofBoth = { ...page, agents: agents(site), queues: queues(site), now: period.to } as const
  return {
    visits: seconds((await lengthsFromCalls(db, visits.rows)).map(({ hold }) => hold)).reverse(),
    queues: seconds(await queueHolds(db, ofQueues, (await queueStatistics(db, ofQueues)).rows)),
    agents: seconds(await agentHolds(db, ofAgents, (await agentStatistics(db, ofAgents)).rows)),
    agentQueues: seconds(await agentQueueHolds(db, ofBoth, (await agentQueueStatistics(db, ofBoth)).rows)),
  }
}

const everywhere = (sales: number, support: number) => ({
  queues: [sales, support],
  agents: [sales, support],
  agentQueues: [sales, support],
})

describe('holds of the visits of one call', () => {
  test('are not known where only the queue_log of Asterisk as it is was read', async () => {
    expect(await holdsAt('silent')).toEqual({ visits: [null, null], ...everywhere(0, 0) })
  })

  test('are those of queue_log where it tells of them', async () => {
    expect(await holdsAt('told')).toMatchObject(everywhere(20, 0))
    expect((await holdsAt('told')).visits[0]).toBe(20)
  })

  test('are those of the manager interface, each of the agent who pressed it in his own visit', async () => {
    expect(await holdsAt('heard')).toEqual({ visits: [10, 5], ...everywhere(10, 5) })
  })

  test('count once where both tell: the manager interface knows better, that nobody pressed hold too', async () => {
    expect(await holdsAt('both')).toEqual({ visits: [10, 5], ...everywhere(10, 5) })
    expect(await holdsAt('neither')).toEqual({ visits: [0, 0], ...everywhere(0, 0) })
  })

  test('are one row each for people who report with SQL', async () => {
    const rows = await all.query(
      `SELECT queue, agent, holds::int, hold_seconds::float FROM report.visit_hold WHERE site = 'heard' ORDER BY queue`,
    )
    expect(rows).toEqual([
      { queue: 'sales', agent: 'Agent/8000', holds: 1, hold_seconds: 10 },
      { queue: 'support', agent: 'Agent/8002', holds: 1, hold_seconds: 5 },
    ])
  })

  test.each(['silent', 'told', 'heard', 'both', 'neither'])(
    'are the same for people who report with SQL: %s',
    async site => {
      const { visits, queues: ofQueues, agents: ofAgents } = await holdsAt(site)
      const ofVisits = await all.query(
        `SELECT queue, agent, hold_seconds::float AS hold FROM report.queue_visit WHERE site = '${site}' ORDER BY entered_at`,
      )
      expect(ofVisits).toEqual([
        { queue: 'sales', agent: 'Agent/8000', hold: visits[0] },
        { queue: 'support', agent: 'Agent/8002', hold: visits[1] },
      ])
      const sums = (column: string, view: string) =>
        all.query(
          `SELECT ${column} AS name, sum(hold_seconds)::float AS hold FROM report.${view} WHERE site = '${site}' GROUP BY 1 ORDER BY 1`,
        )
      const byQueue = ['sales', 'support'].map((name, index) => ({ name, hold: ofQueues[index] }))
      const byAgent = ['Agent/8000', 'Agent/8002'].map((name, index) => ({ name, hold: ofAgents[index] }))
      expect(await sums('queue', 'queue_quarter')).toEqual(byQueue)
      expect(await sums('agent', 'agent_quarter')).toEqual(byAgent)
      expect(await sums('agent', 'agent_call')).toEqual(byAgent)
      const inXivo = (table: string) =>
        all.query(`SELECT sum(hold_time)::int AS hold FROM xivo_stats.${table} WHERE site = '${site}'`)
      const sum = (holds: readonly (number | null)[]) => holds.reduce<number>((total, hold) => total + (hold ?? 0), 0)
      expect(await inXivo('stat_queue_specific')).toEqual([{ hold: sum(ofQueues) }])
      expect(await inXivo('stat_agent_queue_specific')).toEqual([{ hold: sum(ofAgents) }])
    },
  )

  test('lie whole in the interval that their visit belongs to', async () => {
    const db = all.database.pool
    const asked = async (attribution: 'ARRIVAL' | 'END') => {
      const request: QueueStatisticsRequest = {
        period,
        scope: queues('heard'),
        attribution,
        first: 100,
        withHistograms: false,
        groupBy: ['SITE'],
        interval: 'QUARTER_HOUR',
      }
      const { rows } = await queueStatistics(db, request)
      const holds = await queueHolds(db, request, rows)
      return rows.flatMap(({ start }, index) =>
        holds[index] ? [[new Date(start / 1000).toISOString().slice(11, 16), holds[index] / 1e6]] : [],
      )
    }
    expect(await asked('ARRIVAL')).toEqual([
      ['15:00', 10],
      ['15:15', 5],
    ])
    expect(await asked('END')).toEqual([['15:15', 15]])
  })
})
