import { expect, test } from 'vitest'
import { danglingOf, pairEnds } from './lineage.ts'
import { rowsFrom } from './testing/queue-log-table.ts'
import { callFrom, inSeconds } from './testing/read-visits.ts'
import { visitsOf } from './visits.ts'

const conversation = `
  time | callid | queue | agent      | event          | data
  0    | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
  4    | c1     | sales | Agent/8001 | CONNECT        | 4|c1.2|3`
const ghost = '65 | c9 | sales | Agent/8001 | COMPLETECALLER | 4|60|1'

const endsOf = (callid: string, ...rows: string[]) =>
  callFrom(['time|callid|queue|agent|event|data', ...rows].join('\n')).looseEnds.map(end => ({ ...end, callid }))

const conversationsOf = (callid: string, table: string) =>
  callFrom(table)
    .visits.flatMap(danglingOf)
    .map(dangling => ({ ...dangling, callid }))

test('an end under another callid finds the conversation of the same queue and agent that began when it says', () => {
  expect(pairEnds(endsOf('c9', ghost), conversationsOf('c1', conversation))).toMatchObject([
    { end: { callid: 'c9', position: 1 }, beginning: { callid: 'c1', agent: 'Agent/8001' } },
  ])
})

test('joined with its end the conversation has a talk, and the flag says that the callid changed', () => {
  const end = { ...rowsFrom(`header\n${ghost}`)[0]!, position: 3 }
  expect(visitsOf(rowsFrom(conversation), { restarts: [] }, [end]).visits.map(inSeconds)).toMatchObject([
    { outcome: 'ANSWERED', talk: 61, hungUpBy: 'CALLER', flags: ['joinedEnd'], positions: [1, 2, 3] },
  ])
})

test.each([
  ['another agent', '65 | c9 | sales   | Agent/8002 | COMPLETECALLER | 4|60|1'],
  ['another queue', '65 | c9 | support | Agent/8001 | COMPLETECALLER | 4|60|1'],
  ['another time', '68 | c9 | sales   | Agent/8001 | COMPLETECALLER | 4|60|1'],
  ['no talk', '65 | c9 | sales   | Agent/8001 | COMPLETECALLER |'],
])('an end of %s stays alone', (_, row) => {
  expect(pairEnds(endsOf('c9', row), conversationsOf('c1', conversation))).toEqual([])
})

test('a conversation that has its end takes no other', () => {
  const ended = `${conversation}\n64 | c1 | sales | Agent/8001 | COMPLETEAGENT | 4|60|1`
  expect(conversationsOf('c1', ended)).toEqual([])
})

test('an end of the same callid is no ghost', () => {
  expect(pairEnds(endsOf('c1', ghost), conversationsOf('c1', conversation))).toEqual([])
})

test('two ends never share a conversation: the earlier takes the nearest', () => {
  const ends = [...endsOf('c8', ghost), ...endsOf('c9', ghost)].map((end, index) => ({ ...end, position: 10 + index }))
  const conversations = conversationsOf('c1', conversation)
  expect(pairEnds(ends, conversations)).toMatchObject([{ end: { callid: 'c8' } }])
  expect(pairEnds([...ends].reverse(), conversations)).toMatchObject([{ end: { callid: 'c8' } }])
})

test('an end within the second of the answer is read behind it, wherever it stands in the log', () => {
  const end = rowsFrom('header\n4 | c9 | sales | Agent/8001 | COMPLETECALLER | 4|0|1')[0]!
  const rows = rowsFrom(conversation).map(row => ({ ...row, position: row.position + 1 }))
  expect(visitsOf(rows, { restarts: [] }, [end]).visits.map(inSeconds)).toMatchObject([
    { answered: 4, ended: 4, talk: 0, flags: ['joinedEnd'] },
  ])
})

test('an end before the answer is not its end', () => {
  const end = endsOf('c9', '3 | c9 | sales | Agent/8001 | COMPLETECALLER | 4|0|1')
  expect(pairEnds(end, conversationsOf('c1', conversation))).toEqual([])
})

/** As Asterisk 22 wrote it: the manager bridged the waiting caller (action Bridge) to somebody who talked. */
const bridgedAway = `
  time | callid | queue | agent      | event        | data
  0    | c1     | over  | NONE       | ENTERQUEUE   | |0612345678|1
  0    | c1     | over  | Agent/8007 | RINGNOANSWER | 0`
const leftInHisStead = ['1 | c9 | over | Agent/8006 | RINGCANCELED | 322', '1 | c9 | over | NONE | ABANDON | 1|1|1']

test('what hangs up under a callid of its own in the stead of a caller who was bridged away ends his wait', () => {
  const [end] = endsOf('c9', ...leftInHisStead)
  expect(pairEnds([end!], conversationsOf('c1', bridgedAway))).toMatchObject([
    { end: { agent: null, positions: [1, 2] }, beginning: { callid: 'c1', agent: null } },
  ])
  const rows = rowsFrom(['header', ...leftInHisStead].join('\n')).map(row => ({ ...row, position: row.position + 2 }))
  expect(visitsOf(rowsFrom(bridgedAway), { restarts: [] }, rows).visits.map(inSeconds)).toMatchObject([
    { outcome: 'ABANDONED', wait: 1, ring: 0.322, missedRings: 1, flags: ['joinedEnd'], positions: [1, 2, 3, 4] },
  ])
})

test.each([
  ['another queue', '1 | c9 | sales | NONE | ABANDON | 1|1|1'],
  ['another time', '7 | c9 | over | NONE | ABANDON | 1|1|4'],
  ['another place in the queue', '1 | c9 | over | NONE | ABANDON | 1|2|1'],
  ['no wait', '1 | c9 | over | NONE | SYSCOMPAT |'],
])('an end of a wait of %s stays alone', (_, row) => {
  expect(pairEnds(endsOf('c9', row), conversationsOf('c1', bridgedAway))).toEqual([])
})

test('who has left takes no end of a wait', () => {
  const left = `${bridgedAway}\n1 | c1 | over | NONE | ABANDON | 1|1|1`
  expect(conversationsOf('c1', left)).toEqual([])
})

test('an answer under another callid is not given to the caller who waits', () => {
  expect(endsOf('c8', '5 | c8 | over | Agent/8001 | CONNECT | 5|c1.2|3')).toEqual([])
})
