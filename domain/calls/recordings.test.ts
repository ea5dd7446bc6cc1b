import { describe, expect, test } from 'vitest'
import { callFrom } from './testing/read-calls.ts'

const call = (rows: string, talked = true) => `
  time | event        | id    | linked | channel       | exten | extra
  0    | CHAN_START   | 100.1 |        | PJSIP/1001-01 | 1002  |
  1    | CHAN_START   | 100.2 | 100.1  | PJSIP/1002-02 | s     |
  ${talked ? '4 | BRIDGE_ENTER | 100.2 | | | | B1\n4 | BRIDGE_ENTER | 100.1 | | | | B1' : ''}
  ${rows}
  64   | HANGUP       | 100.2 |        |               |       |
  64   | HANGUP       | 100.1 |        |               |       |`

const recordings = (rows: string, talked = true) =>
  callFrom(call(rows, talked)).recordings.map(({ id, file, from, to }) => [
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
