import { afterAll, beforeAll, expect, test } from 'vitest'
import { callParts } from './call-parts.ts'
import { customerHistory, lastAgent } from './customer-history.ts'
import { append, reporting, type Reporting } from '../../xivo-stats/testing/reporting.ts'

const scope = { queues: 'all', agents: 'all' } as const

/** Nine older calls of customer 1456, and the two that the original's documentation prints (contact-center 24, G-28). */
const older = Array.from(
  { length: 9 },
  (_, index) => `
  2017-06-1${index % 3} 10:${index + 10}:00 | 14970${index}.1 | cars | NONE       | ENTERQUEUE    | |1456|1
  2017-06-1${index % 3} 10:${index + 10}:30 | 14970${index}.1 | cars | NONE       | ABANDON       | 1|1|30`,
).join('')

const queueLog = `
  time                | callid   | queue | agent      | event         | data${older}
  2017-06-13 17:26:54 | 149800.1 | 3000  | NONE       | ENTERQUEUE    | |1456|1
  2017-06-13 17:26:59 | 149800.1 | 3000  | Agent/2500 | CONNECT       | 5|149800.2|4
  2017-06-13 17:27:05 | 149800.1 | 3000  | Agent/2500 | COMPLETECALLER | 5|6|1
  2017-06-13 17:32:45 | 149801.1 | 3012  | NONE       | ENTERQUEUE    | |1456|1
  2017-06-13 17:32:51 | 149801.1 | 3012  | Agent/2500 | CONNECT       | 6|149801.2|5
  2017-06-13 17:32:59 | 149801.1 | 3012  | Agent/2500 | COMPLETECALLER | 6|8|1
  2017-06-13 17:40:00 | 149802.1 | 3012  | NONE       | ENTERQUEUE    | |1457|1
  2017-06-13 17:40:05 | 149802.1 | 3012  | NONE       | ABANDON       | 1|1|5
`

let read: Reporting

beforeAll(async () => {
  read = await reporting(store => append(store, { queueLog }))
})

afterAll(() => read.drop())

test('G-28: of a customer the newest calls are listed and all of them are counted', async () => {
  const history = await customerHistory(read.database.pool, { scope, number: '1456', first: 2 })
  const parties = await callParts(read.database.pool, 'parties', history.rows)
  expect(history.total).toBe(11)
  expect(
    history.rows.map(({ callId, startedAt, talk, wait, queues, outcome }) => ({
      start: new Date(startedAt / 1000).toISOString(),
      talk,
      wait,
      queues,
      outcome,
      agent: parties.find(party => party.callId === callId && party.agent !== null)?.agent,
    })),
  ).toEqual([
    {
      start: '2017-06-13T17:32:45.000Z',
      talk: 8_000_000,
      wait: 6_000_000,
      queues: ['3012'],
      outcome: 'ANSWERED',
      agent: 'Agent/2500',
    },
    {
      start: '2017-06-13T17:26:54.000Z',
      talk: 6_000_000,
      wait: 5_000_000,
      queues: ['3000'],
      outcome: 'ANSWERED',
      agent: 'Agent/2500',
    },
  ])
})

test('the agent who talked to the customer last is found, and none before the instant', async () => {
  const of = { scope, number: '1456' }
  expect(await lastAgent(read.database.pool, { ...of, since: 0 })).toMatchObject({ agent: 'Agent/2500' })
  const later = Date.parse('2017-06-14T00:00:00Z') * 1000
  expect(await lastAgent(read.database.pool, { ...of, since: later })).toBeUndefined()
})
