import { describe, expect, test } from 'vitest'
import { callFrom, type Pasted } from '../testing/read-calls.ts'

const call = (rows: string, talked = true) => `
  time | event        | id    | linked | channel       | exten | extra
  0    | CHAN_START   | 100.1 |        | PJSIP/1001-01 | 1002  |
  1    | CHAN_START   | 100.2 | 100.1  | PJSIP/1002-02 | s     |
  ${talked ? '4 | BRIDGE_ENTER | 100.2 | | | | B1\n4 | BRIDGE_ENTER | 100.1 | | | | B1' : ''}
  ${rows}
  64   | HANGUP       | 100.2 |        |               |       |
  64   | HANGUP       | 100.1 |        |               |       |`

const recordings = (rows: string, talked = true, ami: Pasted['ami'] = []) =>
  callFrom({ cel: call(rows, talked), ami }).recordings.map(({ id, file, from, to }) => [
    id,
    file,
    from / 1e6,
    to === null ? null : to / 1e6,
  ])

describe('recordings', () => {
  test('last from the start of MixMonitor to its stop', () => {
    expect(
      recordings(`
        5  | MIXMONITOR_START | 100.1 | | | | {"filename":"/a.wav","mixmonitor_id":"0x1"}
        30 | MIXMONITOR_STOP  | 100.1 | | | | {"filename":"/a.wav","mixmonitor_id":"0x1"}`),
    ).toEqual([['0x1', '/a.wav', 5, 30]])
  })

  test('without a stop last to the end of the call', () => {
    expect(recordings('5 | MIXMONITOR_START | 100.1 | | | | {"filename":"/a.wav","mixmonitor_id":"0x1"}')).toEqual([
      ['0x1', '/a.wav', 5, 64],
    ])
  })

  test('that are paused and resumed are one', () => {
    expect(
      recordings(`
        5  | MIXMONITOR_START | 100.1 | | | | {"filename":"/a.wav","mixmonitor_id":"0x1"}
        20 | MIXMONITOR_STOP  | 100.1 | | | | {"filename":"/a.wav","mixmonitor_id":"0x1"}
        30 | MIXMONITOR_START | 100.1 | | | | {"filename":"/a.wav","mixmonitor_id":"0x2"}
        40 | MIXMONITOR_STOP  | 100.1 | | | | {"filename":"/a.wav","mixmonitor_id":"0x2"}`),
    ).toEqual([['0x1', '/a.wav', 5, 40]])
  })

  test.each(['', '{"filename":"/a.w'])('whose start cannot be read are none: %s', extra => {
    expect(recordings(`5 | MIXMONITOR_START | 100.1 | | | | ${extra}`)).toEqual([])
  })

  test('are named by what the dialplan attaches', () => {
    expect(recordings('5 | ATTACHED_DATA | 100.1 | | | | recording=xivo-1527066463.2')).toEqual([
      ['xivo-1527066463.2', null, 5, 64],
    ])
  })

  const told = (at: number, state: string, channel = '100.1') =>
    `${at} | RECORDING_STATE | ${channel} | | | | {"extra":"${state}"}`

  test('that our dialplan stops end where the call comes to a queue that is not recorded, and stay ended', () => {
    expect(
      recordings(`
        5  | ATTACHED_DATA | 100.1 | | | | recording=pbx-100.1
        ${told(5, 'active')}
        ${told(30, 'disabled')}
        ${told(40, 'disabled')}`),
    ).toEqual([['pbx-100.1', null, 5, 30]])
  })

  test.each([
    ['ends it', ['MixMonitorStop'], 40],
    ['and starts again later ends nothing', ['MixMonitorStop', 'MixMonitorStart'], 64],
  ])('that the manager stops, since a caller outside was passed on to the outside: that %s', (_, told, to) => {
    const ami = told.map((event, index) => [40 + index, event, { Uniqueid: '100.1' }] as const)
    const { recordings: found } = callFrom({ cel: call('5 | ATTACHED_DATA | 100.1 | | | | recording=pbx-100.1'), ami })
    expect(found).toMatchObject([{ id: 'pbx-100.1', from: 5e6, to: to * 1e6 }])
  })

  test('on demand begin when they are started', () => {
    expect(
      recordings(`
        5  | ATTACHED_DATA | 100.1 | | | | recording=pbx-100.1
        ${told(5, 'paused')}
        ${told(20, 'active')}`),
    ).toEqual([['pbx-100.1', null, 20, 64]])
  })

  test('are those of a channel: what is told of another one is not of them', () => {
    expect(
      recordings(`
        5  | ATTACHED_DATA | 100.1 | | | | recording=pbx-100.1
        ${told(30, 'disabled', '100.2')}`),
    ).toEqual([['pbx-100.1', null, 5, 64]])
  })

  test('of a call in which nobody talked are none', () => {
    expect(recordings('2 | ATTACHED_DATA | 100.1 | | | | recording=xivo-1527066463.2', false)).toEqual([])
  })
})

/** Asterisk 22 as it is released: no MIXMONITOR row in CEL. */
describe('recordings of a PBX whose CEL and dialplan tell of none', () => {
  const monitor = (at: number, event: string, Uniqueid = '100.2') =>
    [at, `MixMonitor${event}`, { Channel: 'PJSIP/1002-02', Uniqueid, Linkedid: '100.1' }] as const

  test('that somebody begins through the manager last from its start to its stop, and are named by their channel', () => {
    expect(recordings('', true, [monitor(6, 'Start'), monitor(8, 'Stop')])).toEqual([['100.2', null, 6, 8]])
  })

  test('that are begun again are another one', () => {
    const ami = [monitor(6, 'Start'), monitor(8, 'Stop'), monitor(10, 'Start')]
    expect(recordings('', true, ami)).toEqual([
      ['100.2', null, 6, 8],
      ['100.2/2', null, 10, 64],
    ])
  })

  test('two at once on one channel are one, to the last stop', () => {
    const ami = [monitor(6, 'Start'), monitor(7, 'Start'), monitor(8, 'Stop'), monitor(9, 'Stop')]
    expect(recordings('', true, ami)).toEqual([['100.2', null, 6, 9]])
  })

  const byDialplan = `
    time | event        | id    | linked | channel       | exten | app        | data        | extra
    0    | CHAN_START   | 100.1 |        | PJSIP/1001-01 | 3017  |            |             |
    0.1  | APP_START    | 100.1 |        |               | 3017  | MixMonitor | 100.1.wav,b |
    0.2  | APP_END      | 100.1 |        |               | 3017  | MixMonitor | 100.1.wav,b |
    0.2  | APP_START    | 100.1 |        |               | 3017  | Queue      | billing,tT  |
    1    | CHAN_START   | 100.2 | 100.1  | PJSIP/1002-02 | s     |            |             |
    4    | BRIDGE_ENTER | 100.2 |        |               |       |            |             | B1
    4    | BRIDGE_ENTER | 100.1 |        |               | 3017  | Queue      | billing,tT  | B1
    30   | HANGUP       | 100.2 |        |               |       |            |             |
    30   | BRIDGE_EXIT  | 100.1 |        |               | 3017  | Queue      | billing,tT  | B1
    31   | APP_START    | 100.1 |        |               | 3017  | StopMixMonitor |         |
    64   | HANGUP       | 100.1 |        |               |       |            |             |`

  test.each([
    ['the manager tells too', [monitor(0.1, 'Start', '100.1'), monitor(31.5, 'Stop', '100.1')], 31.5],
    ['nobody listened to the manager', [], 31],
  ] as const)('that the dialplan begins have its file: %s', (_, ami, to) => {
    expect(callFrom({ cel: byDialplan, ami }).recordings).toEqual([
      { id: '100.1', file: '100.1.wav', from: 100_000, to: to * 1e6 },
    ])
  })

  test('are no others than those that the dialplan names', () => {
    const attached = '5 | ATTACHED_DATA | 100.1 | | | | recording=xivo-1527066463.2'
    expect(recordings(attached, true, [monitor(5, 'Start')])).toEqual([['xivo-1527066463.2', null, 5, 64]])
  })
})

test('attached data is cut at the first =, and every row is kept with its place', () => {
  const rows = `
    5 | ATTACHED_DATA | 100.1 | | | | colour=green
    6 | ATTACHED_DATA | 100.1 | | | | formula=a=b
    7 | ATTACHED_DATA | 100.1 | | | | colour=red
    8 | ATTACHED_DATA | 100.1 | | | | nothing`
  expect(callFrom(call(rows)).attachedData).toEqual([
    { position: 5, at: 5_000_000, key: 'colour', value: 'green' },
    { position: 6, at: 6_000_000, key: 'formula', value: 'a=b' },
    { position: 7, at: 7_000_000, key: 'colour', value: 'red' },
  ])
})

test('what a dialplan tells for sheets is attached to the call as dp-NAME, without its quotes', () => {
  const told = (more: Record<string, string>) =>
    [7, 'UserEvent', { Uniqueid: '100.1', UserEvent: 'dialplan2cti', ...more }] as const
  const { attachedData } = callFrom({
    cel: call('5 | ATTACHED_DATA | 100.1 | | | | color=green'),
    ami: [
      told({ VARIABLE: 'customer', VALUE: '"Acme, 75"' }),
      told({ VALUE: 'of nothing' }),
      [8, 'UserEvent', { Uniqueid: '100.1', UserEvent: 'Did', VARIABLE: 'x', VALUE: 'y' }],
    ],
  })
  expect(attachedData.map(({ key, value }) => [key, value])).toEqual([
    ['color', 'green'],
    ['dp-customer', 'Acme, 75'],
  ])
})
