import { expect, test } from 'vitest'
import { queueLogEvents } from './queue-log-events.ts'
import { decodeQueueLogLine } from './queue-log-line.ts'
import { meaningOf } from './queue-log-meaning.ts'
import { queueLogTableDecoder } from './queue-log-table.ts'
import { sourceClock } from './source-time.ts'

/** The meaning of `event|data1|data2|...` as a line of the file. */
function meaning(eventAndData: string, agent = 'Agent/8001') {
  const decoded = decodeQueueLogLine(`1795233102|1795233102.41|sales|${agent}|${eventAndData}`, sourceClock('UTC'))
  if ('reason' in decoded) throw new Error(decoded.reason)
  return meaningOf(decoded.fact)
}

const exit = { exitPosition: 2, entryPosition: 3, waitSeconds: 17 }
const completion = { holdSeconds: 4, talkSeconds: 60, entryPosition: 1 }
const bridgeId = 'a8dc9f69-6b74-4b3e-84bc-a28cb557110b'

const cases: readonly (readonly [line: string, meaning: object])[] = [
  ['ENTERQUEUE||0612345678|1', { url: undefined, callerNumber: '0612345678', entryPosition: 1, callerName: undefined }],
  [
    'ENTERQUEUE|http://crm|0612345678|2|Henri Mathieu',
    { url: 'http://crm', callerNumber: '0612345678', entryPosition: 2, callerName: 'Henri Mathieu' },
  ],
  ['CONNECT|4|1795233103.42|3', { holdSeconds: 4, channel: '1795233103.42', ringSeconds: 3 }],
  ['COMPLETEAGENT|4|60|1', completion],
  ['COMPLETECALLER|4|60|1', completion],
  ['TRANSFER|3002|default|4|60|1', { extension: '3002', context: 'default', ...completion }],
  ['BLINDTRANSFER|3002|default|4|60|1', { extension: '3002', context: 'default', ...completion }],
  [`ATTENDEDTRANSFER|BRIDGE|${bridgeId}|4|60|1`, { target: { method: 'BRIDGE', bridgeId }, ...completion }],
  ['ATTENDEDTRANSFER|APP|Queue|4|60|1', { target: { method: 'APP', application: 'Queue' }, ...completion }],
  [
    'ATTENDEDTRANSFER|LINK|Local/_attended@transfer-12;1|Local/_attended@transfer-12;2|4|60|1',
    {
      target: { method: 'LINK', channels: ['Local/_attended@transfer-12;1', 'Local/_attended@transfer-12;2'] },
      ...completion,
    },
  ],
  ['ABANDON|2|3|17', exit],
  ['EXITEMPTY|2|3|17', exit],
  ['LEAVEEMPTY|2|3|17', exit],
  ['EXITWITHTIMEOUT|2|3|17', exit],
  ['EXITWITHKEY|5|2|3|17', { key: '5', ...exit }],
  ['WITHDRAW|2|3|17|called back', { ...exit, info: 'called back' }],
  ['RINGNOANSWER|15000', { ringMs: 15000 }],
  ['RINGCANCELED|2345', { ringMs: 2345 }],
  ['AGENTDUMP|', {}],
  ['SYSCOMPAT|', {}],
  [
    'OUTCALL|ANSWER|60|75|0612345678',
    { status: 'ANSWER', talkSeconds: 60, totalSeconds: 75, calledNumber: '0612345678' },
  ],
  ['FULL|', {}],
  ['CLOSED|', {}],
  ['JOINEMPTY|', {}],
  ['DIVERT_CA_RATIO|', {}],
  ['DIVERT_HOLDTIME|', {}],
  ['DID|0123456005', { calledNumber: '0123456005' }],
  ['QUEUESTART|', {}],
  ['CONFIGRELOAD|', {}],
  ['ADDMEMBER|PAUSED', { paused: true }],
  ['ADDMEMBER|', { paused: false }],
  ['REMOVEMEMBER|', {}],
  ['PAUSE|lunch', { reason: 'lunch', automatic: false }],
  ['PAUSE|Auto-Pause', { reason: 'Auto-Pause', automatic: true }],
  ['UNPAUSE|Auto-Unpause', { reason: 'Auto-Unpause', automatic: true }],
  ['PAUSEALL|', { reason: undefined, automatic: false }],
  ['UNPAUSEALL|lunch', { reason: 'lunch', automatic: false }],
  ['AGENTLOGIN|SIP/1001-0000', { channel: 'SIP/1001-0000' }],
  ['AGENTLOGOFF|SIP/1001-0000|3600', { channel: 'SIP/1001-0000', loginSeconds: 3600 }],
  ['AGENTCALLBACKLOGIN|1001@default', { line: '1001@default', extension: '1001', context: 'default' }],
  [
    'AGENTCALLBACKLOGOFF|1001@default|43|CommandLogoff',
    { line: '1001@default', extension: '1001', context: 'default', loginSeconds: 43, reason: 'CommandLogoff' },
  ],
  ['WRAPUPSTART|10', { wrapUpSeconds: 10 }],
  ['PRESENCE|available', { presence: 'available' }],
  ['INFO|IVRSTART|0612345678|did', { topic: 'IVRSTART', values: ['0612345678', 'did'] }],
  ['DNIS|0123456005', { calledNumber: '0123456005' }],
  ['CALLSTATUS|SALE', { status: 'SALE' }],
  ['CALLOUTBOUND||0612345678', { url: undefined, calledNumber: '0612345678' }],
  ['CALLERONHOLD|PARK', { how: 'PARK' }],
  ['CALLEROFFHOLD|', { how: undefined }],
  ['PAUSEREASON|LOGIN||SIP/1001', { reason: 'LOGIN', line: 'SIP/1001' }],
  ['HOTDESK|1001@default', { line: '1001@default', extension: '1001', context: 'default' }],
  ['ADDMEMBER2|SIP/1001', { line: 'SIP/1001', extension: 'SIP/1001', context: undefined }],
]

test.each(cases)('%s', (line, expected) => {
  expect(meaning(line)).toEqual({ event: line.slice(0, line.indexOf('|')), ...expected })
})

test('the member events that name an interface say so', () => {
  expect(meaning('PENALTY|5', 'PJSIP/1005')).toEqual({ event: 'PENALTY', interface: 'PJSIP/1005', penalty: 5 })
  expect(meaning('RINGINUSE|0', 'PJSIP/1005')).toEqual({
    event: 'RINGINUSE',
    interface: 'PJSIP/1005',
    ringInUse: false,
  })
  expect(meaning('RINGINUSE|', 'PJSIP/1005')).toMatchObject({ ringInUse: undefined })
})

test('every event of the vocabulary has a case here', () => {
  const shown = new Set([...cases.map(([line]) => line.slice(0, line.indexOf('|'))), 'PENALTY', 'RINGINUSE'])
  expect([...shown].sort()).toEqual(Object.keys(queueLogEvents).sort())
})

const unknown = undefined

test.each([
  ['CONNECT of 1.0 and VICIdial', 'CONNECT|4', { holdSeconds: 4, channel: unknown, ringSeconds: unknown }],
  ['CONNECT of 1.4', 'CONNECT|4|1795233103.42', { holdSeconds: 4, channel: '1795233103.42', ringSeconds: unknown }],
  ['ENTERQUEUE of 1.4', 'ENTERQUEUE||0612345678', { callerNumber: '0612345678', entryPosition: unknown }],
  ['TRANSFER of 1.2', 'TRANSFER|3002|default', { extension: '3002', holdSeconds: unknown, talkSeconds: unknown }],
  ['TRANSFER of 1.4', 'TRANSFER|3002|default|4|60', { holdSeconds: 4, talkSeconds: 60, entryPosition: unknown }],
  [
    'EXITWITHKEY before 2013',
    'EXITWITHKEY|5|2',
    { key: '5', exitPosition: 2, entryPosition: unknown, waitSeconds: unknown },
  ],
  ['EXITWITHTIMEOUT of 13.0', 'EXITWITHTIMEOUT|2', { exitPosition: 2, entryPosition: unknown, waitSeconds: unknown }],
  ['LEAVEEMPTY of XiVO', 'LEAVEEMPTY|', { exitPosition: unknown, entryPosition: unknown, waitSeconds: unknown }],
  ['ATTENDEDTRANSFER by an unknown method', 'ATTENDEDTRANSFER|WORMHOLE|x|4|60|1', { target: unknown, ...completion }],
])('%s lacks fields: they are undefined', (_, line, expected) => {
  expect(meaning(line)).toMatchObject(expected)
})

test.each(['', 'x', '-3', '1e5', 'NaN', 'Infinity', '0x10', '99999999999999999999'])(
  'a number written %j is unknown, not NaN',
  text => {
    expect(meaning(`COMPLETECALLER|${text}|60|1`)).toEqual({
      event: 'COMPLETECALLER',
      ...completion,
      holdSeconds: unknown,
    })
  },
)

test('an event that nobody knows keeps its name', () => {
  expect(meaning('LUNCHBREAK|soup')).toEqual({ event: 'UNKNOWN', name: 'LUNCHBREAK' })
  expect(meaning('toString|')).toEqual({ event: 'UNKNOWN', name: 'toString' })
})

test('a LINK means the same from the table, where its last two fields are glued', () => {
  const columns = 'time,callid,queuename,agent,event,data1,data2,data3,data4,data5'.split(',')
  const row = '2026-11-21 03:53:07.777191,c1,sales,Agent/8001,ATTENDEDTRANSFER,LINK,Local/a^3B1,Local/a^3B2,0,6|3'
  const decoded = queueLogTableDecoder(columns)(row.split(','), row, sourceClock('UTC'))
  expect('fact' in decoded && meaningOf(decoded.fact)).toEqual(
    meaning('ATTENDEDTRANSFER|LINK|Local/a;1|Local/a;2|0|6|3'),
  )
})

test('a position or penalty that is no whole number is unknown: no table takes the half of one', () => {
  expect(meaning('ENTERQUEUE||0612345678|1.5')).toMatchObject({ entryPosition: undefined })
  expect(meaning('ABANDON|101.3|2.5|17.5')).toMatchObject({
    exitPosition: undefined,
    entryPosition: undefined,
    waitSeconds: 17.5,
  })
  expect(meaning('COMPLETECALLER|4|60|1.0')).toMatchObject({ entryPosition: 1 })
  expect(meaning('PENALTY|0.5')).toMatchObject({ penalty: undefined })
})
