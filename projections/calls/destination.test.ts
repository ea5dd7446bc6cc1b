import { afterAll, beforeAll, expect, test } from 'vitest'
import { append, reporting, type Reporting } from '../xivo-stats/testing/reporting.ts'
import { callParts } from './search/call-parts.ts'
import { callHistory } from './search/history.ts'
import type { CallFilter } from './types.ts'

/** Carol has forwarded her calls to Bob, who does not answer: neither has a phone that is there. */
const cel = `
  time | event                     | id    | channel       | number | exten | extra
  0    | CHAN_START                | 100.1 | PJSIP/1001-01 | 1001   | 1604  |
  1    | WAZO_CALL_LOG_DESTINATION | 100.1 |               |        | s     | type: user,uuid: 11aa,name: Carol
  2    | XIVO_USER_FWD             | 100.1 |               |        | s     | NUM:1604,CONTEXT:default,NAME:Carol
  2    | WAZO_USER_MISSED_CALL     | 100.1 |               |        | s     | destination_user_uuid: 11aa,destination_exten: 1604,destination_name: Carol,source_name: Ann
  3    | WAZO_CALL_LOG_DESTINATION | 100.1 |               |        | s     | type: user,uuid: 22bb,name: Bob
  4    | WAZO_USER_MISSED_CALL     | 100.1 |               |        | s     | destination_user_uuid: 22bb,destination_exten: 1605,destination_name: Bob,source_name: Ann
  9    | HANGUP                    | 100.1 |               |        |       | cause=16
  20   | CHAN_START                | 120.1 | PJSIP/1002-02 | 1002   | 1001  |
  29   | HANGUP                    | 120.1 |               |        |       | cause=16`

let read: Reporting

beforeAll(async () => {
  read = await reporting(store => append(store, { cel }))
})

afterAll(() => read.drop())

async function callsWith(filter: Partial<CallFilter>) {
  const scope = { queues: 'all', agents: 'all' } as const
  const request = { filter: { scope, ...filter }, orderBy: 'OLDEST_FIRST', first: 10 } as const
  return (await callHistory(read.database.pool, request)).rows
}

test('a call keeps whom it was for, whom it was for first, and who missed it', async () => {
  const [call, other] = await callsWith({})
  expect(call).toMatchObject({
    callerName: 'Ann',
    calledNumber: '1604',
    requestedNumber: '1604',
    requestedName: 'Carol',
    destinationKind: 'USER',
    destinationId: '22bb',
    destinationName: 'Bob',
  })
  expect(other).toMatchObject({ destinationKind: null, destinationName: null, requestedNumber: null })
  expect(await callParts(read.database.pool, 'missedBy', await callsWith({}))).toMatchObject([
    { callId: '100.1', seq: 1, userId: '11aa', number: '1604', name: 'Carol' },
    { callId: '100.1', seq: 2, userId: '22bb', number: '1605', name: 'Bob' },
  ])
})

test('a call is found by the names and numbers of those who missed it', async () => {
  for (const filter of [{ text: 'carol' }, { text: 'bob 1605' }, { number: '1605' }, { number: '1604' }])
    expect((await callsWith(filter)).map(({ callId }) => callId)).toEqual(['100.1'])
})
