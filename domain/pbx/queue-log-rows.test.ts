import { describe, expect, test } from 'vitest'
import { isoOf } from '../kernel/time.ts'
import { queueLogKey } from './natural-key.ts'
import { decodeQueueLogLine } from './queue-log-line.ts'
import { isQueueLogHeader, queueLogTableDecoder } from './queue-log-table.ts'
import { sourceClock } from './source-time.ts'

const line = (text: string, clock = sourceClock('UTC')) => decodeQueueLogLine(text, clock)

const columns = 'id,time,callid,queuename,agent,event,data1,data2,data3,data4,data5'.split(',')
const row = (text: string, clock = sourceClock('Europe/Paris'), names = columns) =>
  queueLogTableDecoder(names)(text.split(','), text, clock)

const reasonOf = (decoded: ReturnType<typeof line>) => ('reason' in decoded ? decoded.reason : undefined)
const factOf = (decoded: ReturnType<typeof line>) => {
  if ('reason' in decoded) throw new Error(decoded.reason)
  return { at: isoOf(decoded.at), ...decoded.fact }
}

describe('a line of the file', () => {
  test('is five fields and the data, whatever it has of them', () => {
    expect(factOf(line('1795233109|1795233108.59|sales|NONE|ENTERQUEUE||0610198192|1'))).toEqual({
      at: '2026-11-21T03:51:49.000000Z',
      raw: '1795233109|1795233108.59|sales|NONE|ENTERQUEUE||0610198192|1',
      form: 'file',
      callid: '1795233108.59',
      queue: 'sales',
      agent: 'NONE',
      event: 'ENTERQUEUE',
      data: ['', '0610198192', '1'],
    })
  })

  test.each(['1|c|q|a|ADDMEMBER|', '1|c|q|a|ADDMEMBER', '1|c|q|a|ADDMEMBER||||'])('%s has no data', text => {
    expect(factOf(line(text)).data).toEqual([])
  })

  test.each([
    ['1795233109|c1|sales', /3 of at least 5 fields/],
    ['noon|c1|sales|NONE|DID|1', /"noon" is no time in epoch seconds/],
    ['|c1|sales|NONE|DID|1', /"" is no time/],
    ['-5|c1|sales|NONE|DID|1', /"-5" is no time/],
    ['1795233109000|c1|sales|NONE|DID|1', /"1795233109000" is no time in epoch seconds up to the year 2100/],
    ['1795233109|c1|sales|NONE||1', /name of the event, is empty/],
  ])('%s is none: it says why', (text, reason) => {
    expect(reasonOf(line(text))).toMatch(reason)
  })

  test('an event that is not in the vocabulary is flagged, not refused', () => {
    expect(factOf(line('1|c|q|a|LUNCHBREAK|soup'))).toMatchObject({ event: 'LUNCHBREAK', flags: ['unknownEvent'] })
  })

  test('a clock that goes back is flagged once; one second of disorder is not', () => {
    const clock = sourceClock('UTC')
    const flags = ['10', '9', '5', '5', '6'].map(time => factOf(line(`${time}|c|q|a|AGENTDUMP|`, clock)).flags)
    expect(flags).toEqual([undefined, undefined, ['beforePrevious'], undefined, undefined])
  })
})

describe('a row of the table', () => {
  test('has its time on the clock of the node', () => {
    expect(factOf(row('36,2026-11-21 03:51:18.626829,1795233078.0,switchboard,NONE,DID,0123456005,,,,'))).toMatchObject(
      {
        at: '2026-11-21T02:51:18.626829Z',
        form: 'table',
        data: ['0123456005'],
      },
    )
  })

  test.each([
    [
      'a sixth field glued to the fifth',
      'LINK,Local/x^3B1,Local/x^3B2,0,6|3',
      ['LINK', 'Local/x;1', 'Local/x;2', '0', '6', '3'],
    ],
    ['fields glued by an open bracket', 'Lunch (30|x,,,,', ['Lunch (30', 'x']],
    ['an escaped caret', 'a^5Eb,,,,', ['a^b']],
    ['NULL of COPY', '\\N,\\N,\\N,\\N,\\N', []],
    ['empty fields between', ',0612345678,1,,', ['', '0612345678', '1']],
  ])('%s becomes the fields of the file', (_, data, expected) => {
    expect(factOf(row(`1,2026-11-21 03:51:18,c,q,a,PAUSE,${data}`)).data).toEqual(expected)
  })

  test('may have one column for all data, other columns, and other names', () => {
    const single = 'time,callid,queuename,agent,event,data'.split(',')
    expect(factOf(row('1795233078,c,q,a,CONNECT,4|c.1|3', sourceClock('UTC'), single)).data).toEqual(['4', 'c.1', '3'])
    const queueMetrics = 'partition,time_id,call_id,queue,agent,verb,data1,serverid'.split(',')
    expect(isQueueLogHeader(queueMetrics)).toBe(true)
    expect(factOf(row('P01,1795233078,c,q,a,DID,012,x', sourceClock('UTC'), queueMetrics))).toMatchObject({
      event: 'DID',
      data: ['012'],
    })
    expect(isQueueLogHeader(['time', 'callid', 'queuename', 'agent'])).toBe(false)
  })

  test.each([
    ['1,2026-11-21 03:51:18,c,q,a', /5 fields where the header names 11/],
    ['1,yesterday,c,q,a,DID,,,,,', /"yesterday" is no time/],
    ['1,2026-02-30 03:51:18,c,q,a,DID,,,,,', /is no time/],
    ['1,2026-11-21 03:51:18,c,q,a,,,,,,', /the column event is empty/],
  ])('%s is none: it says why', (text, reason) => {
    expect(reasonOf(row(text))).toMatch(reason)
  })
})

test.each([
  ['1|c|q|a|CONNECT|4|c.1|3', '1,2026-11-21 03:51:18,c,q,a,CONNECT,4,c.1,3,,'],
  ['1|c|q|a|ADDMEMBER|', '1,2026-11-21 03:51:18,c,q,a,ADDMEMBER,,,,,'],
  [
    '1|c|q|a|ATTENDEDTRANSFER|LINK|L;1|L;2|0|6|3',
    '1,2026-11-21 03:51:18,c,q,a,ATTENDEDTRANSFER,LINK,L^3B1,L^3B2,0,6|3',
  ],
  ['1|c|q|a|PAUSE|say "lunch"', '1,2026-11-21 03:51:18,c,q,a,PAUSE,say lunch,,,,'],
])('%s has the same natural key from the table', (text, record) => {
  expect(queueLogKey(factOf(line(text)))).toBe(queueLogKey(factOf(row(record))))
})
