import { expect, test } from 'vitest'
import { readAt } from '../pbx/set-back.ts'
import { rowsFrom } from './testing/queue-log-table.ts'
import { inSeconds } from './testing/read-visits.ts'
import { visitsOf } from './visits.ts'

/** Rows of a file, as they are taken in. */
const rowsOf = (table: string) => rowsFrom(table).map(row => ({ ...row, at: readAt(row.at, { ...row, form: 'file' }) }))

const visitsFrom = (table: string) => visitsOf(rowsOf(table), { restarts: [] }).visits.map(inSeconds)

/** As Asterisk 22 wrote it: its clock was set back 40 s while the caller talked, and the agent transferred him 6 s later. */
test('a clock that is set back in a conversation leaves one stay, with an end, whose length nobody knows', () => {
  expect(
    visitsFrom(`
      time | callid | queue | agent      | event         | data
      42   | c1     | pick  | NONE       | ENTERQUEUE    | |0612345678|1
      43   | c1     | pick  | Agent/8010 | CONNECT       | 1|c1.37|1
      9    | c1     | pick  | Agent/8010 | BLINDTRANSFER | 1007|internal|1|-34|1`),
  ).toMatchObject([
    {
      entered: 42,
      answered: 43,
      ended: 43,
      wait: 1,
      talk: 0,
      agent: 'Agent/8010',
      transfer: { to: '1007' },
      flags: [],
    },
  ])
})

/** As Asterisk 22 wrote it: set back while he waited, and he hung up 5 s after he had come. */
test('a clock that is set back while a caller waits leaves one stay, which he abandoned', () => {
  expect(
    visitsFrom(`
      time | callid | queue | agent      | event        | data
      67   | c1     | pick  | NONE       | ENTERQUEUE   | |0612345678|1
      32   | c1     | pick  | Agent/8010 | RINGCANCELED | -35003
      32   | c1     | pick  | Agent/8002 | RINGCANCELED | -35003
      32   | c1     | pick  | NONE       | ABANDON      | 1|1|-35`),
  ).toMatchObject([{ outcome: 'ABANDONED', entered: 67, left: 67, wait: 0, positions: [1, 2, 3, 4] }])
})

test('what comes behind the answer keeps its length when the clock was set back before', () => {
  expect(
    visitsFrom(`
      time | callid | queue | agent      | event          | data
      100  | c1     | pick  | NONE       | ENTERQUEUE     | |0612345678|1
      66   | c1     | pick  | Agent/8010 | CONNECT        | -34|c1.37|1
      80   | c1     | pick  | Agent/8010 | COMPLETECALLER | -34|14|1`),
  ).toMatchObject([{ entered: 100, answered: 100, ended: 114, wait: 0, talk: 14, hungUpBy: 'CALLER' }])
})

test.each([
  ['a length of 0 or more', 'COMPLETECALLER', ['1', '0', '1'], 9],
  ['a minus sign where no length stands', 'BLINDTRANSFER', ['-34', 'internal', '1', '6', '1'], 9],
  ['a length below 0 of an event that nobody knows', 'WHATEVER', ['-34'], 9],
  ['no number', 'ABANDON', ['1', '1', '-x'], 9],
])('%s moves no row', (_, event, data, at) => {
  expect(readAt(9, { event, data, form: 'file' })).toBe(at)
})

test('in a table, whose instants have microseconds, the row stands a second later: lengths are differences of whole seconds', () => {
  expect(readAt(32_800_000, { event: 'ABANDON', data: ['1', '1', '-35'], form: 'table' })).toBe(68_800_000)
})
