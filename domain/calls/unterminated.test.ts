import { describe, expect, test } from 'vitest'
import { callFrom } from './testing/read-calls.ts'

const going = `
  time  | event        | id    | linked | channel           | number     | exten | extra
  0     | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 1001  |
  1     | CHAN_START   | 100.2 | 100.1  | PJSIP/1001-02     | 1001       | s     |
  4     | BRIDGE_ENTER | 100.2 |        |                   |            |       | B1
  4     | BRIDGE_ENTER | 100.1 |        |                   |            |       | B1`

const ended = `${going}
  18004 | BRIDGE_EXIT  | 100.1 |        |                   |            |       | B1
  18004 | HANGUP       | 100.2 |        |                   |            |       | cause=16
  18004 | HANGUP       | 100.1 |        |                   |            |       | cause=16`

describe('a call without an end', () => {
  test('goes on, as far as the log goes: for more than four hours too', () => {
    expect(callFrom(going)).toMatchObject({
      outcome: 'IN_PROGRESS',
      answered: 4,
      ended: null,
      talk: null,
      hungUpBy: null,
      flags: [],
      parties: [{ talks: [[4, null, '100.2']] }, { ended: null, ring: 3 }],
    })
  })

  test('is unterminated when the PBX started again since: no cap, no zero (L-03, T-3)', () => {
    expect(callFrom({ cel: going, restarts: [7200] })).toMatchObject({
      outcome: 'UNTERMINATED',
      ended: null,
      talk: null,
      hungUpBy: null,
      flags: ['lostEnd'],
    })
  })

  test('a restart before it says nothing', () => {
    expect(callFrom({ cel: going, restarts: [-10, 3] })).toMatchObject({ outcome: 'IN_PROGRESS', flags: [] })
  })

  test('that still rings has not been given up', () => {
    const ringing = going.split('\n').slice(0, 4).join('\n')
    expect(callFrom(ringing)).toMatchObject({ outcome: 'IN_PROGRESS', answered: null, talk: 0, to: '100.2' })
  })
})

test('a call of five hours has its real length (T-3)', () => {
  expect(callFrom({ cel: ended, restarts: [20000] })).toMatchObject({
    outcome: 'ANSWERED',
    talk: 18000,
    ended: 18004,
    flags: [],
  })
})

test('a row that comes late ends what seemed to go on', () => {
  const late = ended.split('\n')
  expect(callFrom([...late.slice(0, 6), ...late.slice(7), late[6]].join('\n'))).toMatchObject({
    outcome: 'ANSWERED',
    talk: 18000,
  })
})
