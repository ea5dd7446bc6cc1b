import { expect, test } from 'vitest'
import { rowProblem } from './row-problem.ts'

const at = 1_795_233_000_000_000
const abandon = {
  raw: '1795233000|1.1|sales|NONE|ABANDON|1|1|7',
  form: 'file',
  callid: '1.1',
  queue: 'sales',
  agent: 'NONE',
  event: 'ABANDON',
  data: ['1', '1', '7'],
}
const hangup = { raw: 'Event: Hangup', event: 'Hangup', fields: { Uniqueid: '1.1' } }
const gap = { from: at, to: at + 1, reason: 'CONNECTION_LOST', detail: 'no route to host' }
const unreadable = { kind: 'queue_log', raw: '?', reason: 'no row', input: 'queue_log', line: 7 }
const chanStart = Object.fromEntries(
  (
    'raw eventtype userdeftype cid_name cid_num cid_ani cid_rdnis cid_dnid exten context channame appname appdata ' +
    'amaflags accountcode peeraccount uniqueid linkedid userfield peer extra'
  )
    .split(' ')
    .map(name => [name, 'x']),
)

test.each([
  ['queue_log', { at, fact: abandon }],
  ['queue_log', { at, fact: { ...abandon, form: 'table', flags: ['unknownEvent'] } }],
  ['cel', { at, fact: chanStart }],
  ['ami', { at, fact: hangup }],
  ['ami', { at, fact: gap }],
  ['queue_log', { quarantined: unreadable }],
  // Six characters, which a caller is free to call himself.
  ['cel', { at, fact: { ...chanStart, cid_name: '\\u0000' } }],
  ['cel', { at, fact: { ...chanStart, cid_name: 'a\\\\\\u0000' } }],
] as const)('a row of %s that has the shape of a fact is taken: %j', (kind, row) => {
  expect(rowProblem(row, kind)).toBeUndefined()
})

test.each([
  ['queue_log', 'ABANDON', 'a row'],
  ['queue_log', [at, abandon], 'a row'],
  ['queue_log', { at, fact: { ...abandon, queue: 'sales\0' } }, 'text without NUL'],
  ['queue_log', { at, fact: { ...abandon, queue: 'sales\\\0' } }, 'text without NUL'],
  ['queue_log', { fact: abandon }, 'an instant `at` in microseconds'],
  ['queue_log', { at: -1, fact: abandon }, 'an instant `at` in microseconds'],
  ['queue_log', { at: at + 0.5, fact: abandon }, 'an instant `at` in microseconds'],
  ['queue_log', { at: 4.2e15, fact: abandon }, 'an instant `at` in microseconds'],
  ['queue_log', { at }, 'a `fact`'],
  ['queue_log', { at, fact: { ...abandon, form: 'tables' } }, '`form` file or table'],
  ['queue_log', { at, fact: { ...abandon, agent: null } }, 'text `agent`'],
  ['queue_log', { at, fact: { ...abandon, data: ['1', 1, '7'] } }, '`data` as a list of texts'],
  ['queue_log', { at, fact: { ...abandon, flags: 'unknownEvent' } }, '`flags` as a list of texts'],
  ['cel', { at, fact: { ...chanStart, linkedid: 1.1 } }, 'text `linkedid`'],
  ['ami', { at, fact: { ...hangup, event: undefined } }, 'text `event`'],
  ['ami', { at, fact: { ...hangup, fields: { Uniqueid: 1.1 } } }, '`fields` of text'],
  ['ami', { at, fact: { ...hangup, fields: ['1.1'] } }, '`fields` of text'],
  ['ami', { at, fact: { ...gap, detail: 7 } }, 'text `detail`'],
  ['ami', { at, fact: { ...gap, to: null } }, '`from` and `to`'],
  ['cel', { quarantined: unreadable }, 'an unreadable row of kind cel'],
  ['queue_log', { quarantined: null }, 'an unreadable row'],
  ['queue_log', { quarantined: { ...unreadable, line: '7' } }, '`line` as a number'],
  ['queue_log', { quarantined: { ...unreadable, input: undefined } }, 'text `input`'],
] as const)('of a row of %s that has not, what is needed is said: %j', (kind, row, problem) => {
  expect(rowProblem(row, kind)).toBe(problem)
})
