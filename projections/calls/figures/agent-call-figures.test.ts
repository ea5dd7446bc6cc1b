import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { microsOfIso, type Micros } from '../../../domain/kernel/time.ts'
import { agentStatistics } from '../../agent-states/queries/agent-statistics.ts'
import type { AgentStatisticsRequest } from '../../agent-states/types.ts'
import { append, reporting, type Reporting } from '../../xivo-stats/testing/reporting.ts'
import { agentCallFigures } from './agent-call-figures.ts'

/** From 08:58 in Paris: the agents 8001 and 8002 share the phone 1001 one behind the other, 8003 has the phone 1003. */
const queueLog = `
  time | callid | queue | agent      | event               | data
  0    | 1.1    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
  0    | 1.2    | NONE  | Agent/8003 | AGENTCALLBACKLOGIN  | 1003@default
  600  | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|600|CommandLogoff
  900  | 1.3    | NONE  | Agent/8002 | AGENTCALLBACKLOGIN  | 1001@default
  1801 | 400.1  | sales | NONE       | ENTERQUEUE          | |0612345678|1
  1804 | 400.1  | sales | Agent/8002 | CONNECT             | 3|401.2|3
  1834 | 400.1  | sales | Agent/8002 | BLINDTRANSFER       | 1003|default|3|30|1
`

const cel = `
  time | event         | id    | linked | channel           | number     | exten      | app      | data            | extra
  60   | CHAN_START    | 100.1 |        | PJSIP/1001-01     | 1001       | 1003       |          |                 |
  60   | CHAN_START    | 100.2 | 100.1  | PJSIP/1003-02     | 1003       | s          |          |                 |
  150  | BRIDGE_ENTER  | 100.2 |        |                   |            |            |          |                 | B1
  150  | BRIDGE_ENTER  | 100.1 |        |                   |            |            |          |                 | B1
  200  | HANGUP        | 100.1 |        |                   |            |            |          |                 | cause=16
  200  | HANGUP        | 100.2 |        |                   |            |            |          |                 | cause=16
  700  | CHAN_START    | 200.1 |        | PJSIP/1001-03     | 1001       | 1003       |          |                 |
  700  | CHAN_START    | 200.2 | 200.1  | PJSIP/1003-04     | 1003       | s          |          |                 |
  705  | BRIDGE_ENTER  | 200.2 |        |                   |            |            |          |                 | B2
  705  | BRIDGE_ENTER  | 200.1 |        |                   |            |            |          |                 | B2
  750  | HANGUP        | 200.1 |        |                   |            |            |          |                 | cause=16
  750  | HANGUP        | 200.2 |        |                   |            |            |          |                 | cause=16
  1000 | CHAN_START    | 300.1 |        | PJSIP/1001-05     | 1001       | 0033612345 |          |                 |
  1000 | CHAN_START    | 300.2 | 300.1  | PJSIP/trunk-out-6 | 0033612345 | s          |          |                 |
  1005 | BRIDGE_ENTER  | 300.2 |        |                   |            |            |          |                 | B3
  1005 | BRIDGE_ENTER  | 300.1 |        |                   |            |            |          |                 | B3
  1050 | HANGUP        | 300.1 |        |                   |            |            |          |                 | cause=16
  1050 | HANGUP        | 300.2 |        |                   |            |            |          |                 | cause=16
  1100 | CHAN_START    | 310.1 |        | PJSIP/1001-07     | 1001       | 1003       |          |                 |
  1100 | CHAN_START    | 310.2 | 310.1  | PJSIP/1003-08     | 1003       | s          |          |                 |
  1120 | HANGUP        | 310.2 |        |                   |            |            |          |                 | cause=0
  1120 | HANGUP        | 310.1 |        |                   |            |            |          |                 | cause=16
  1800 | CHAN_START    | 400.1 |        | PJSIP/trunk-in-09 | 0612345678 | 3001       |          |                 |
  1801 | CHAN_START    | 401.2 | 400.1  | PJSIP/1001-10     | 1001       | s          |          |                 |
  1804 | ANSWER        | 401.2 |        |                   |            |            | AppQueue | (Outgoing Line) |
  1804 | BRIDGE_ENTER  | 401.2 |        |                   |            |            |          |                 | B4
  1804 | BRIDGE_ENTER  | 400.1 |        |                   |            |            |          |                 | B4
  1834 | BLINDTRANSFER | 401.2 |        |                   |            |            |          |                 | extension=1003 context=default transferee_channel_uniqueid=400.1
  1834 | HANGUP        | 401.2 |        |                   |            |            |          |                 | cause=16
  1834 | BRIDGE_EXIT   | 400.1 |        |                   |            |            |          |                 | B4
  1835 | CHAN_START    | 435.3 | 400.1  | PJSIP/1003-11     | 1003       | s          |          |                 |
  1840 | BRIDGE_ENTER  | 435.3 |        |                   |            |            |          |                 | B5
  1840 | BRIDGE_ENTER  | 400.1 |        |                   |            |            |          |                 | B5
  1900 | HANGUP        | 435.3 |        |                   |            |            |          |                 | cause=16
  1900 | HANGUP        | 400.1 |        |                   |            |            |          |                 | cause=16
`

/** Began before the period by more than a day, and a party talks for the first time in it. */
const twoDays = `
  time   | event        | id    | linked | channel       | number | exten | extra
  0      | CHAN_START   | 900.1 |        | PJSIP/1003-20 | 1003   | 1004  |
  0      | CHAN_START   | 900.2 | 900.1  | PJSIP/1004-21 | 1004   | s     |
  5      | BRIDGE_ENTER | 900.2 |        |               |        |       | B9
  5      | BRIDGE_ENTER | 900.1 |        |               |        |       | B9
  172800 | CHAN_START   | 950.3 |        | PJSIP/1003-22 | 1003   | 1005  |
  172800 | CHAN_START   | 950.4 | 950.3  | PJSIP/1005-23 | 1005   | s     |
  172805 | BRIDGE_ENTER | 950.4 |        |               |        |       | B8
  172805 | BRIDGE_ENTER | 950.3 |        |               |        |       | B8
  172810 | HANGUP       | 950.3 |        |               |        |       | cause=16
  172810 | HANGUP       | 950.4 |        |               |        |       | cause=16
  172900 | BRIDGE_EXIT  | 900.1 |        |               |        |       | B9
  172901 | CHAN_START   | 960.5 | 900.1  | PJSIP/1001-24 | 1001   | s     |
  172905 | BRIDGE_ENTER | 960.5 |        |               |        |       | B7
  172905 | BRIDGE_ENTER | 900.2 |        |               |        |       | B7
  173000 | HANGUP       | 960.5 |        |               |        |       | cause=16
  173000 | HANGUP       | 900.2 |        |               |        |       | cause=16
  173000 | HANGUP       | 900.1 |        |               |        |       | cause=16
`

let read: Reporting

beforeAll(async () => {
  read = await reporting(async store => {
    await append(store, { from: '2026-11-20T07:58:00Z', timeZone: 'Europe/Paris', queueLog, cel })
    await append(store, {
      site: 'lyon',
      from: '2026-10-01T08:00:00Z',
      timeZone: 'UTC',
      cel: twoDays,
      queueLog: `
        time | callid | queue | agent      | event              | data
        -60  | 1.1    | NONE  | Agent/9001 | AGENTCALLBACKLOGIN | 1001@default`,
    })
  })
})

afterAll(() => read.drop())

const at = (iso: string): Micros => microsOfIso(iso) ?? NaN
const morning = { from: at('2026-11-20T07:00:00Z'), to: at('2026-11-20T10:00:00Z') }
const onlyParis = [1, 2, 3].map(number => ({ site: 'paris', name: `Agent/800${number}` }))

/** What is not 0, by the row's agent and local time. */
async function figures(request: Partial<AgentStatisticsRequest>) {
  const asked: AgentStatisticsRequest = {
    period: morning,
    groupBy: ['AGENT'],
    interval: 'TOTAL',
    scope: onlyParis,
    first: 1000,
    now: morning.to,
    ...request,
  }
  const { rows } = await agentStatistics(read.database.pool, asked)
  const found = await agentCallFigures(read.database.pool, asked, rows)
  return rows.flatMap(({ agent, hourOfDay, start }, index) => {
    const counted = Object.entries(found[index] ?? {}).filter(([, count]) => count !== 0)
    if (counted.length === 0) return []
    const time = new Date(start / 1000).toISOString().slice(11, 16)
    return [`${agent ?? 'all'} ${hourOfDay ?? time}: ${counted.map(([name, count]) => `${name} ${count}`).join(', ')}`]
  })
}

describe('calls of agents outside of queues', () => {
  test('belong to whoever was logged in on the line when they began, and only when they were answered', async () => {
    expect(await figures({})).toEqual([
      'Agent/8001 07:00: internalPlaced 1',
      'Agent/8002 07:00: externalPlaced 1, transferredInternally 1',
      'Agent/8003 07:00: internalReceived 2, externalReceived 1',
    ])
  })

  test('count once, in the interval of the answer', async () => {
    expect(await figures({ interval: 'QUARTER_HOUR' })).toEqual([
      'Agent/8001 08:00: internalPlaced 1',
      'Agent/8002 08:00: externalPlaced 1',
      'Agent/8003 08:00: internalReceived 2',
      'Agent/8002 08:15: transferredInternally 1',
      'Agent/8003 08:15: externalReceived 1',
    ])
  })

  test('are summed up by hour of the local day, and over all agents', async () => {
    expect(await figures({ groupBy: ['HOUR_OF_DAY'] })).toEqual([
      'all 9: internalReceived 2, internalPlaced 1, externalReceived 1, externalPlaced 1, transferredInternally 1',
    ])
    expect(await figures({ groupBy: [] })).toEqual([
      'all 07:00: internalReceived 2, internalPlaced 1, externalReceived 1, externalPlaced 1, transferredInternally 1',
    ])
  })

  test('of agents whom the asker may not see are not counted', async () => {
    expect(await figures({ scope: onlyParis.slice(0, 1) })).toEqual(['Agent/8001 07:00: internalPlaced 1'])
    expect(await figures({ scope: [] })).toEqual([])
  })

  test('are found in a call that began days before the period', async () => {
    const period = { from: at('2026-10-03T07:00:00Z'), to: at('2026-10-03T12:00:00Z') }
    const lyon = [{ site: 'lyon', name: 'Agent/9001' }]
    expect(await figures({ scope: lyon, period, now: period.to })).toEqual(['Agent/9001 07:00: internalReceived 1'])
  })
})
