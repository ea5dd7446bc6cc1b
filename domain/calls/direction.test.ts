import { describe, expect, test } from 'vitest'
import { callFrom } from './testing/read-calls.ts'

const between = (caller: string, callee: string, told = '') => `
  time | event        | id    | linked | channel   | number    | account | exten | extra
  0    | CHAN_START   | 100.1 |        | ${caller} | 3002      |
  ${told}
  1    | CHAN_START   | 101.2 | 100.1  | ${callee} | s         |
  9    | HANGUP       | 101.2 |        |           |           |
  9    | HANGUP       | 100.1 |        |           |           |`

describe('the direction of a call whose dialplan tells nothing', () => {
  test.each([
    [
      'a public number on an endpoint named for a trunk',
      'PJSIP/trunk-in-01 | 0612345678 | ',
      'PJSIP/1001-02 | 1001 | ',
      'INBOUND',
    ],
    [
      'a public number on an endpoint of any name',
      'PJSIP/ovh-01 | +33612345678 | ',
      'PJSIP/1001-02 | 1001 | ',
      'INBOUND',
    ],
    ['a withheld number from a trunk', 'PJSIP/trunk-in-01 | anonymous | ', 'PJSIP/1001-02 | 1001 | ', 'INBOUND'],
    ['a span of a card', 'DAHDI/i1/0612345678-1 |  | ', 'PJSIP/1001-02 | 1001 | ', 'INBOUND'],
    ['an extension to a trunk', 'PJSIP/1001-01 | 1001 | ', 'PJSIP/trunk-out-02 |  | ', 'OUTBOUND'],
    ['an extension to an extension', 'PJSIP/1001-01 | 1001 | ', 'PJSIP/1002-02 | 1002 | ', 'INTERNAL'],
    ['an extension that shows a public number', 'PJSIP/1001-01 | 0123456001 | ', 'PJSIP/1002-02 | 1002 | ', 'INTERNAL'],
    [
      'lines with names of their own that show extensions',
      'SIP/je5qtq-01 | 1001 | ',
      'SIP/a1b2c3-02 | 1002 | ',
      'INTERNAL',
    ],
    [
      'an endpoint that is its own long number',
      'PJSIP/33123456001-01 | 33123456001 | ',
      'PJSIP/1002-02 | 1002 | ',
      'INTERNAL',
    ],
    [
      'an endpoint that is a long number with an account',
      'PJSIP/33123456001-01 | 0123456001 | users',
      'PJSIP/1002-02 | 1002 | ',
      'INTERNAL',
    ],
    ['a line that shows nothing', 'SIP/je5qtq-01 |  | ', 'SIP/a1b2c3-02 | 1002 | ', 'UNKNOWN'],
    ['an extension to a line that shows nothing', 'PJSIP/1001-01 | 1001 | ', 'SIP/a1b2c3-02 |  | ', 'UNKNOWN'],
  ])('%s', (_, caller, callee, direction) => {
    expect(callFrom(between(caller, callee)).direction).toBe(direction)
  })
})

describe('the direction of a call whose dialplan tells it', () => {
  test('XIVO_INCALL makes it an incoming one, whatever the line is called', () => {
    const call = callFrom(
      between('SIP/je5qtq-01 | 1001 | ', 'SIP/a1b2c3-02 | 1002 | ', '0 | XIVO_INCALL | 100.1 | | | | | | 0123456001'),
    )
    expect(call).toMatchObject({ direction: 'INBOUND', parties: [{ isExternal: true }, { isExternal: false }] })
  })

  test('XIVO_OUTCALL makes it an outgoing one, and the line that is rung then an external one', () => {
    const call = callFrom(
      between('SIP/je5qtq-01 | 1001 | ', 'SIP/a1b2c3-02 |  | ', '0 | XIVO_OUTCALL | 100.1 | | | | | | 0687654321'),
    )
    expect(call).toMatchObject({ direction: 'OUTBOUND', parties: [{ isExternal: false }, { isExternal: true }] })
  })

  test('a user event without show_user_defined stands under USER_DEFINED', () => {
    const told = '0 | USER_DEFINED | 100.1 | | | | | | {"extra":"0123456001"}'
    const cel = between('SIP/je5qtq-01 | 1001 | ', 'SIP/a1b2c3-02 | 1002 | ', told)
    const named = cel
      .replace('| exten | extra', '| exten | extra | user')
      .replace('{"extra":"0123456001"}', '{"extra":"0123456001"} | XIVO_INCALL')
    expect(callFrom(named).direction).toBe('INBOUND')
  })
})

/** Asterisk 22: action Originate with the customer's number as its channel, and a queue as the extension. */
test('a customer whom the PBX rings first, and whom a queue then gets, is called to the outside', () => {
  const call = callFrom(`
    time | event        | id    | linked | channel               | number | exten | app      | data            | extra
    0    | CHAN_START   | 100.1 |        | PJSIP/trunk-a-8a      |        | s     |          |                 |
    1    | ANSWER       | 100.1 |        |                       | 0102   | s     | AppDial2 | (Outgoing Line) |
    1    | CHAN_START   | 100.4 | 100.1  | PJSIP/1010-8b         | 1010   | s     |          |                 |
    2    | ANSWER       | 100.4 |        |                       |        | 3022  | AppQueue | (Outgoing Line) |
    2    | BRIDGE_ENTER | 100.4 |        |                       |        |       | AppQueue | (Outgoing Line) | B0
    2    | BRIDGE_ENTER | 100.1 |        |                       |        | 3022  | Queue    | pick,tTkK,,,18  | B0
    6    | HANGUP       | 100.4 |        |                       |        |       |          |                 | cause=16
    6    | HANGUP       | 100.1 |        |                       |        | 3022  | AppDial2 | (Outgoing Line) | cause=16 source=PJSIP/trunk-a-8a`)
  expect(call).toMatchObject({ direction: 'OUTBOUND', from: '100.1', to: '100.4', talk: 4 })
})

describe('the number that was called', () => {
  const calling = (exten: string, ...told: string[]) => `
    time | event      | id    | channel           | number     | exten | extra
    0    | CHAN_START | 100.1 | PJSIP/trunk-in-01 | 0612345678 | ${exten} |
    ${told.join('\n')}
    9    | HANGUP     | 100.1 |                   |            |       |`

  test.each([
    ['as dialled', calling('00612345678'), '00612345678'],
    ['behind s: what XIVO_FROM_S says', calling('s', '0 | XIVO_FROM_S | 100.1 | | | | 1002'), '1002'],
    ['behind s: where Wazo tells XIVO_FROM_S', calling('s', '0 | XIVO_FROM_S | 100.1 | | | 1003 | '), '1003'],
    ['behind s: the number of XIVO_INCALL', calling('s', '0 | XIVO_INCALL | 100.1 | | | | 0123456001'), '0123456001'],
    [
      "Wazo's XIVO_INCALL is a tenant, no number",
      calling('s', '0 | XIVO_INCALL | 100.1 | | | | 7691e6c8-6ebc-4d8f-a41c-45c049ac0dd4'),
      null,
    ],
    ['a meeting of Wazo has none', calling('wazo-meeting-7691e6c8'), null],
    ['a service of the PBX', calling('*98'), '*98'],
  ])('%s', (_, cel, called) => {
    expect(callFrom(cel).calledNumber).toBe(called)
  })

  test('behind s: the DID of queue_log', () => {
    const queueLog = 'time|callid|queue|agent|event|data\n0|100.1|sales|NONE|DID|0123456001'
    expect(callFrom({ cel: calling('s'), queueLog }).calledNumber).toBe('0123456001')
  })
})
