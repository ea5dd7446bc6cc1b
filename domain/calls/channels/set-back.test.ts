import { expect, test } from 'vitest'
import { readAt } from '../../pbx/set-back.ts'
import { callFrom, callsFrom, factsFrom } from '../testing/read-calls.ts'
import { callsOf } from '../calls.ts'

/** As Asterisk 22 wrote it: its clock was set back 40 s at 5, while a caller talked to an agent, who passed him on. */
const rows = `
  time   | event         | id    | linked | channel          | number | exten | app      | data            | extra
  42.83  | CHAN_START    | 42.36 | 42.36  | PJSIP/trunk-a-0d | 061234 | 0122  |          |                 |
  42.833 | ANSWER        | 42.36 | 42.36  |                  |        | 3022  | Answer   |                 |
  42.855 | CHAN_START    | 42.39 | 42.36  | PJSIP/1010-0e    | 1010   | s     |          |                 |
  42.857 | CHAN_START    | 42.40 | 42.36  | PJSIP/1002-0f    | 1002   | s     |          |                 |
  43.859 | ANSWER        | 42.39 | 42.36  |                  |        | 3022  | AppQueue | (Outgoing Line) |
  43.86  | HANGUP        | 42.40 | 42.36  |                  |        | 3022  | AppQueue | (Outgoing Line) | cause=26
  43.86  | BRIDGE_ENTER  | 42.39 | 42.36  |                  |        | 3022  | AppQueue | (Outgoing Line) | B0
  43.86  | BRIDGE_ENTER  | 42.36 | 42.36  |                  |        | 3022  | Queue    | pick,tTkK,,,18  | B0
  9.168  | BLINDTRANSFER | 42.39 | 42.36  |                  |        | 3022  | AppQueue | (Outgoing Line) | extension=1007 context=internal bridge_id=B0 transferee_channel_uniqueid=42.36
  9.169  | BRIDGE_EXIT   | 42.39 | 42.36  |                  |        | 3022  | AppQueue | (Outgoing Line) | B0
  9.172  | HANGUP        | 42.39 | 42.36  |                  |        |       | AppQueue | (Outgoing Line) | cause=16
  9.173  | BRIDGE_EXIT   | 42.36 | 42.36  |                  |        | 1007  | Queue    | pick,tTkK,,,18  | B0
  9.173  | CHAN_START    | 9.42  | 42.36  | PJSIP/1007-10    | 1007   | s     |          |                 |
  10.182 | ANSWER        | 9.42  | 42.36  |                  |        | 1007  | AppDial  | (Outgoing Line) |
  10.182 | BRIDGE_ENTER  | 9.42  | 42.36  |                  |        |       | AppDial  | (Outgoing Line) | B2
  10.182 | BRIDGE_ENTER  | 42.36 | 42.36  |                  |        | 1007  | Dial     | PJSIP/1007,8    | B2
  13.212 | BRIDGE_EXIT   | 42.36 | 42.36  |                  |        | 1007  | Dial     | PJSIP/1007,8    | B2
  13.212 | HANGUP        | 42.36 | 42.36  |                  |        | 1007  |          |                 | cause=16 source=PJSIP/trunk-a-0d status=ANSWER
  13.212 | HANGUP        | 9.42  | 42.36  |                  |        |       | AppDial  | (Outgoing Line) | cause=16`

const read = {
  direction: 'INBOUND',
  outcome: 'ANSWERED',
  from: '42.36',
  to: '9.42',
  hungUpBy: 'CALLER',
  started: 42.83,
  answered: 43.86,
  transfers: [{ kind: 'BLIND', by: '42.39', to: '1007', transferred: '42.36', target: '9.42' }],
  parties: [
    { line: 'PJSIP/trunk-a', role: 'CALLER' },
    { line: 'PJSIP/1010', role: 'CALLEE' },
    { line: 'PJSIP/1002', role: 'CALLEE', ring: 1.003 },
    { line: 'PJSIP/1007', role: 'CALLEE', ring: 1.009, talk: 3.03 },
  ],
}

test('a call during which the clock of the PBX was set back is read in the order in which its rows were written', () => {
  expect(callFrom(rows)).toMatchObject(read)
})

test('in whatever order its rows come in', () => {
  const facts = factsFrom({ cel: rows })
  const [call] = callsOf({ ...facts, cel: [...facts.cel].reverse() }, { restarts: [] })
  expect(call).toEqual(callsFrom({ cel: rows })[0])
})

test('its conversation in the queue ends where queue_log, whose row is as far back, is read', () => {
  const table = `
    time | callid | queue | agent      | event         | data
    42   | 42.36  | pick  | NONE       | ENTERQUEUE    | |061234|1
    43   | 42.36  | pick  | Agent/8010 | CONNECT       | 1|42.39|1
    9    | 42.36  | pick  | Agent/8010 | BLINDTRANSFER | 1007|internal|1|-34|1`
  const facts = factsFrom({ cel: rows, queueLog: table })
  const queueLog = facts.queueLog.map(row => ({ ...row, at: readAt(row.at, { ...row, form: 'file' }) }))
  const [call] = callsOf({ ...facts, queueLog }, { restarts: [] })
  expect(call).toMatchObject({ outcome: 'ANSWERED', isOpen: false, agents: ['Agent/8010'] })
})

test('rows of a file that came in before the older one are no clock that was set back', () => {
  const [header = '', ...lines] = rows.trim().split('\n')
  const forward = lines.map(line => line.replace(/^ *(9|1[03])\./, (_, second: string) => `${Number(second) + 40}.`))
  const older = [header, ...forward.slice(8), ...forward.slice(0, 8)].join('\n')
  expect(callFrom(older)).toMatchObject({ ...read, started: 42.83, talk: 8.339 })
})
