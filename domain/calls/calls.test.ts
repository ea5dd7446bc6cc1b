import { describe, expect, test } from 'vitest'
import { callFrom, callsFrom } from './testing/read-calls.ts'

const inbound = `
  time | event        | id    | linked | channel           | number     | name       | exten | extra
  0    | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | Ada Martin | 3001  |
  0    | XIVO_INCALL  | 100.1 |        |                   |            |            | 3001  | 0123456001
  1    | CHAN_START   | 101.2 | 100.1  | PJSIP/1001-02     | 1001       |            | s     |
  4    | ANSWER       | 101.2 |        |                   |            |            | 3001  |
  4    | ANSWER       | 100.1 |        |                   |            |            | 3001  |
  4    | BRIDGE_ENTER | 101.2 |        |                   |            |            |       | B1
  4    | BRIDGE_ENTER | 100.1 |        |                   |            |            |       | B1
  64   | BRIDGE_EXIT  | 100.1 |        |                   |            |            |       | B1
  64   | BRIDGE_EXIT  | 101.2 |        |                   |            |            |       | B1
  64   | HANGUP       | 101.2 |        |                   |            |            |       | cause=16 source=PJSIP/trunk-in-01
  65   | HANGUP       | 100.1 |        |                   |            |            |       | cause=16 source=PJSIP/trunk-in-01 status=ANSWER
  65   | LINKEDID_END | 100.1 |        |                   |            |            |       |`

describe('a call of two', () => {
  test('is one call from the first ring to the last hang-up, with its talk from the bridge', () => {
    expect(callFrom(inbound)).toMatchObject({
      id: '100.1',
      direction: 'INBOUND',
      outcome: 'ANSWERED',
      started: 0,
      answered: 4,
      ended: 65,
      ring: 3,
      talk: 60,
      wait: null,
      hungUpBy: 'CALLER',
      callerNumber: '0612345678',
      callerName: 'Ada Martin',
      calledNumber: '3001',
      from: '100.1',
      to: '101.2',
      linkedIds: ['100.1'],
      uniqueIds: ['100.1', '101.2'],
      queues: [],
      agents: [],
      flags: [],
      witnesses: [],
    })
  })

  test('has a party a channel: who placed it, and who was rung for it', () => {
    expect(callFrom(inbound).parties).toMatchObject([
      {
        role: 'CALLER',
        channel: 'PJSIP/trunk-in-01',
        line: 'PJSIP/trunk-in',
        isExternal: true,
        dialled: '3001',
        ring: null,
        talks: [[4, 64, '101.2']],
      },
      {
        role: 'CALLEE',
        line: 'PJSIP/1001',
        isExternal: false,
        number: '1001',
        dialled: null,
        ring: 3,
        answered: 4,
        talk: 60,
        hangupCause: 16,
        talks: [[4, 64, '100.1']],
      },
    ])
  })

  test('the callee hangs up: his is the name in hangupsource', () => {
    expect(callFrom(inbound.replaceAll('source=PJSIP/trunk-in-01', 'source=PJSIP/1001-02')).hungUpBy).toBe('CALLEE')
  })

  test('a stop of the PBX hangs both up, and nobody did', () => {
    expect(callFrom(inbound.replaceAll('source=PJSIP/trunk-in-01', '')).hungUpBy).toBe('SYSTEM')
  })

  test('a channel that ends by its linkedid alone, since neither HANGUP nor CHAN_END is among the events, has an end', () => {
    const withoutEnds = inbound
      .split('\n')
      .filter(line => !line.includes('HANGUP'))
      .join('\n')
    expect(callFrom(withoutEnds)).toMatchObject({ outcome: 'ANSWERED', ended: 65, talk: 60, hungUpBy: 'UNKNOWN' })
  })
})

describe('which rows are of one call', () => {
  test('two calls at a time stay two', () => {
    const other = inbound.replaceAll('100.1', '100.5').replaceAll('101.2', '101.6').split('\n').slice(2).join('\n')
    expect(callsFrom({ cel: `${inbound}\n${other}` }).map(({ id }) => id)).toEqual(['100.1', '100.5'])
  })

  test('several linkedids that share a channel are one call, over any number of steps', () => {
    expect(
      callFrom(`
        time | event      | id    | linked | channel        | exten
        0    | CHAN_START | 100.1 | 100.1  | PJSIP/1001-01  | 1002
        1    | CHAN_START | 101.2 | 101.2  | PJSIP/1003-02  | *8
        2    | CHAN_START | 102.3 | 102.3  | PJSIP/1004-03  | *8
        3    | HANGUP     | 101.2 | 100.1  |                |
        4    | HANGUP     | 102.3 | 101.2  |                |
        5    | HANGUP     | 100.1 | 100.1  |                |
      `),
    ).toMatchObject({ id: '100.1', linkedIds: ['100.1', '101.2', '102.3'], uniqueIds: ['100.1', '101.2', '102.3'] })
  })

  test('the id is the oldest by second and counter, not by text', () => {
    expect(
      callFrom(`
        time | event      | id     | linked | channel       | exten
        0    | CHAN_START | 100.9  |        | PJSIP/1001-01 | 1002
        0    | CHAN_START | 100.10 | 100.9  | PJSIP/1002-02 | s
        1    | HANGUP     | 100.10 |        |               |
        1    | HANGUP     | 100.9  |        |               |
      `),
    ).toMatchObject({ id: '100.9', uniqueIds: ['100.9', '100.10'] })
  })

  test('names that repeat after a restart tie nothing', () => {
    const calls = callsFrom({
      cel: `
        time | event      | id    | channel       | exten
        0    | CHAN_START | 100.1 | PJSIP/1001-00 | 1002
        5    | HANGUP     | 100.1 |               |
        50   | CHAN_START | 150.1 | PJSIP/1001-00 | 1003
        55   | HANGUP     | 150.1 |               |
      `,
      restarts: [40],
    })
    expect(calls.map(({ id, calledNumber }) => [id, calledNumber])).toEqual([
      ['100.1', '1002'],
      ['150.1', '1003'],
    ])
  })

  test('who meets in a conference stays in a call of his own, and talks from his entry', () => {
    const calls = callsFrom({
      cel: `
        time | event        | id    | channel       | exten | app        | extra
        0    | CHAN_START   | 100.1 | PJSIP/1001-00 | 4001  |            |
        2    | BRIDGE_ENTER | 100.1 |               | 4001  | ConfBridge | C1 softmix
        5    | CHAN_START   | 105.2 | PJSIP/1002-01 | 4001  |            |
        6    | BRIDGE_ENTER | 105.2 |               | 4001  | ConfBridge | C1 softmix
        20   | BRIDGE_EXIT  | 105.2 |               | 4001  | ConfBridge | C1 softmix
        20   | HANGUP       | 105.2 |               | 4001  |            |
        30   | BRIDGE_EXIT  | 100.1 |               | 4001  | ConfBridge | C1 softmix
        30   | HANGUP       | 100.1 |               | 4001  |            |
      `,
    })
    expect(calls.map(({ id, outcome, talk }) => [id, outcome, talk])).toEqual([
      ['100.1', 'ANSWERED', 28_000_000],
      ['105.2', 'ANSWERED', 14_000_000],
    ])
  })

  /** As Asterisk 22 wrote it: action Redirect with both channels, of which the agent's arrived first. */
  const redirected = (arrival: string) => `
    time  | event        | id    | linked | channel          | exten | app        | extra
    0     | CHAN_START   | 100.1 |        | PJSIP/trunk-a-5e | 0122  |            |
    0.1   | CHAN_START   | 100.2 | 100.1  | PJSIP/1010-60    | s     |            |
    1     | BRIDGE_ENTER | 100.2 | 100.1  |                  | 3022  | AppQueue   | B0
    1     | BRIDGE_ENTER | 100.1 | 100.1  |                  | 3022  | Queue      | B0
    2.391 | BRIDGE_EXIT  | 100.1 | 100.1  |                  | 4000  | Queue      | B0
    2.392 | BRIDGE_EXIT  | 100.2 | 100.1  |                  | 3022  | AppQueue   | B0
    2.394 | BRIDGE_ENTER | 100.2 | 100.1  |                  | 4000  | ConfBridge | C1 softmix
    ${arrival} | BRIDGE_ENTER | 100.1 | 100.1  |            | 4000  | ConfBridge | C1 softmix
    5.41  | BRIDGE_EXIT  | 100.2 | 100.1  |                  | 4000  | ConfBridge | C1 softmix
    5.41  | HANGUP       | 100.2 | 100.1  |                  | 4000  |            |
    7.44  | HANGUP       | 100.1 | 100.1  |                  | 4000  |            |`

  test('two whom the manager moves into a conference go on with their conversation, whoever arrives first', () => {
    expect(callFrom(redirected('2.396'))).toMatchObject({
      parties: [
        {
          talks: [
            [1, 5.41, '100.2'],
            [5.41, 7.44],
          ],
        },
        { talks: [[1, 5.41, '100.1']] },
      ],
    })
  })

  test('who waits there for the other one has begun another conversation, from his entry on', () => {
    expect(callFrom(redirected('4'))).toMatchObject({
      parties: [
        {
          talks: [
            [1, 2.391, '100.2'],
            [4, 5.41, '100.2'],
            [5.41, 7.44],
          ],
        },
        {
          talks: [
            [1, 2.391, '100.1'],
            [2.394, 5.41, '100.1'],
          ],
        },
      ],
    })
  })

  test('rows without an id, and of queue_log without a call, are of none', () => {
    const cel = 'time | event | id\n0 | USER_DEFINED |'
    const queueLog = 'time | callid | queue | agent | event | data\n0 | NONE | NONE | NONE | QUEUESTART |'
    expect(callsFrom({ cel, queueLog, ami: [[0, 'DialBegin', { Uniqueid: '100.1' }]] })).toEqual([])
  })
})

describe('rows that are missing or late', () => {
  const lines = inbound.split('\n')

  test('rows that begin in the middle say so, and a bridge that was entered before counts from the first row', () => {
    expect(
      callFrom(`
        time | event        | id    | linked | channel       | extra
        10   | DTMF         | 100.1 |        | PJSIP/1001-00 |
        10   | DTMF         | 100.2 | 100.1  | PJSIP/1002-01 |
        20   | BRIDGE_EXIT  | 100.1 |        |               | B1
        20   | BRIDGE_EXIT  | 100.2 |        |               | B1
        20   | HANGUP       | 100.1 |        |               |
        20   | HANGUP       | 100.2 |        |               |
      `),
    ).toMatchObject({ talk: 10, flags: ['cutStart'] })
  })

  test('a channel that an unseen one dialled is not the caller', () => {
    expect(
      callFrom(`
        time | event      | id    | linked | channel       | number
        1    | CHAN_START | 101.2 | 100.1  | PJSIP/1001-02 | 1001
        9    | HANGUP     | 101.2 |        |               |
      `),
    ).toMatchObject({ id: '100.1', from: null, callerNumber: null, flags: ['cutStart'], parties: [{ role: 'CALLEE' }] })
  })

  test('a row that comes late is read where its time says', () => {
    const late = [...lines.slice(0, 7), ...lines.slice(8), lines[7]].join('\n')
    const { parties: _, ...call } = callFrom(late)
    const { parties: __, ...expected } = callFrom(inbound)
    expect({ ...call, attachedData: [] }).toEqual({ ...expected, attachedData: [] })
  })

  test('a call without bridges among its events is read from answers and hang-ups, and says so', () => {
    const withoutBridges = lines.filter(line => !line.includes('BRIDGE_')).join('\n')
    expect(callFrom(withoutBridges)).toMatchObject({ answered: 4, talk: 60, flags: ['withoutBridges'] })
  })

  test('CEL without the column extra has no bridges to read', () => {
    const withoutExtra = lines.map(line => (line.includes('BRIDGE_') ? line.replace('B1', '') : line)).join('\n')
    expect(callFrom(withoutExtra)).toMatchObject({ talk: 60, flags: ['withoutBridges'] })
  })

  test('BRIDGE_START and BRIDGE_END of Asterisk 1.8 to 11 name the other channel as peer', () => {
    expect(
      callFrom(`
        time | event        | id    | linked | channel     | exten | peer
        0    | CHAN_START   | 100.1 |        | SIP/1001-00 | 1002  |
        1    | CHAN_START   | 101.2 | 100.1  | SIP/1002-01 | s     |
        4    | ANSWER       | 101.2 |        |             |       |
        5    | BRIDGE_START | 100.1 |        |             | 1002  | SIP/1002-01
        25   | BRIDGE_END   | 100.1 |        |             | 1002  | SIP/1002-01
        25   | HANGUP       | 101.2 |        |             |       |
        26   | HANGUP       | 100.1 |        |             |       |
      `),
    ).toMatchObject({ talk: 20, answered: 5, flags: [] })
  })
})

describe('time', () => {
  test('a call over midnight is one call', () => {
    expect(
      callFrom(`
        time                | event        | id    | linked | channel       | exten | extra
        2026-11-21 23:59:50 | CHAN_START   | 100.1 |        | PJSIP/1001-00 | 1002  |
        2026-11-21 23:59:51 | CHAN_START   | 100.2 | 100.1  | PJSIP/1002-01 | s     |
        2026-11-21 23:59:55 | BRIDGE_ENTER | 100.1 |        |               |       | B1
        2026-11-21 23:59:55 | BRIDGE_ENTER | 100.2 |        |               |       | B1
        2026-11-22 00:10:00 | HANGUP       | 100.2 |        |               |       |
        2026-11-22 00:10:00 | HANGUP       | 100.1 |        |               |       |
      `),
    ).toMatchObject({ outcome: 'ANSWERED', talk: 605 })
  })
})
