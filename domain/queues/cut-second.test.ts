import { expect, test } from 'vitest'
import { rowsFrom } from './testing/queue-log-table.ts'
import { visitsOf, type QueueCall } from './visits.ts'

/**
 * The call of the table, as from a log that was rotated within a second: the first `older` rows are in the file that came in last, behind all
 * others. What the log says of it is its positions alone, so they are left out.
 */
function read(table: string, older = 0) {
  const rows = rowsFrom(table).map(row => (row.position <= older ? { ...row, position: row.position + 1_000 } : row))
  return withoutPositions(visitsOf(rows, { restarts: [] }))
}

const withoutPositions = ({ visits, refusals, looseEnds }: QueueCall) => ({
  visits: visits.map(visit => ({ ...visit, positions: visit.positions.length })),
  refusals: refusals.map(refusal => ({ ...refusal, position: 0 })),
  looseEnds: looseEnds.length,
})

const didAndEntry = `
  time       | callid          | queue   | agent      | event          | data
  1792658899 | 1792658899.4233 | billing | NONE       | DID            | 0199000102
  1792658899 | 1792658899.4233 | billing | NONE       | ENTERQUEUE     | |0639989477|1
  1792658981 | 1792658899.4233 | billing | Agent/8011 | CONNECT        | 82|1792658980.4250|1
  1792659082 | 1792658899.4233 | billing | Agent/8011 | COMPLETECALLER | 82|101|1
`

test('a called number that comes in behind the entry of its second is that of the visit', () => {
  expect(read(didAndEntry, 1)).toEqual(read(didAndEntry))
  expect(read(didAndEntry, 1).visits).toMatchObject([{ calledNumber: '0199000102' }])
})

test.each(['CLOSED', 'JOINEMPTY'])('and of a refusal: %s', event => {
  const refused = `
    time | callid | queue | agent | event    | data
    5    | c1     | sales | NONE  | DID      | 0199000102
    5    | c1     | sales | NONE  | ${event} |
  `
  expect(read(refused, 1)).toEqual(read(refused))
  expect(read(refused, 1).refusals).toMatchObject([{ calledNumber: '0199000102' }])
})

test('a number that is told later than the entry is no number of it', () => {
  const later = `
    time | callid | queue | agent | event      | data
    5    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
    6    | c1     | sales | NONE  | DID        | 0199000102
  `
  expect(read(later).visits).toMatchObject([{ calledNumber: null }])
})

test.each([
  ['an answer', 'CONNECT        | 0|c1.1|0', 'COMPLETEAGENT | 0|30|1'],
  ['an exit', 'EXITEMPTY      | 1|1|0', ''],
  ['a ring of no length', 'RINGNOANSWER   | 0', 'CONNECT       | 30|c1.1|2'],
])('an entry that comes in behind %s in its second is that of one visit', (_, same, later) => {
  const call = `
    time | callid | queue | agent      | event          | data
    5    | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
    5    | c1     | sales | Agent/8001 | ${same}
    ${later === '' ? '' : `35   | c1     | sales | Agent/8001 | ${later}`}
  `
  const whole = read(call)
  expect(read(call, 1)).toEqual(whole)
  expect(whole.visits).toMatchObject([{ callerNumber: '0612345678', entryPosition: 1, flags: [] }])
})
