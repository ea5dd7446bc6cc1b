import { describe, expect, test } from 'vitest'
import { after, given, when } from '../../configuration/testing/given.ts'
import { parseIvrExpression } from './ivr-expression.ts'

const node = (name: string, does: object) => ({ name, does })
const start = node('begin', { start: { next: 'choose' } })
const menu = (more: object = {}) =>
  node('choose', {
    menu: {
      prompt: 'ivr-sounds/welcome',
      choices: [
        { key: '1', next: 'sales' },
        { key: '2', next: 'bye' },
      ],
      failed: 'bye',
      ...more,
    },
  })
const sales = node('sales', { queue: { queue: 'sales' } })
const bye = node('bye', { hangup: {} })
const ivr = (...nodes: readonly object[]) => ({ defineIvr: { name: 'main', displayName: 'Main', nodes } })
const before = given({ defineQueue: { name: 'sales', displayName: 'Sales' } })
const rejected = (...nodes: readonly object[]) => {
  const decision = when(before, ivr(start, ...nodes))
  return 'rejections' in decision ? decision.rejections.map(one => one.replace('commands[0].defineIvr.', '')) : []
}

describe('a voice menu', () => {
  test('is a flow chart from its start; repeated it changes nothing', () => {
    expect(when(before, ivr(start, menu(), sales, bye))).toEqual({ events: ['IvrDefined main'] })
    const known = after(before, ivr(start, menu(), sales, bye))
    expect(when(known, ivr(start, menu(), sales, bye))).toEqual({ events: [] })
    expect(when(known, { changeIvrNode: { ivr: 'main', name: 'bye', does: { leave: { to: { busy: {} } } } } })).toEqual(
      {
        events: ['IvrNodeChanged main'],
      },
    )
  })

  test('has one start, and at most one way out of hangups and errors', () => {
    expect(when(before, ivr(bye))).toEqual({ rejections: ['commands[0].defineIvr.nodes start'] })
    expect(rejected(menu(), sales, bye, node('again', { start: { next: 'bye' } }))).toEqual(['nodes start'])
    const onHangup = ['h1', 'h2'].map(name => node(name, { onHangup: { next: 'bye' } }))
    expect(rejected(menu(), sales, bye, ...onHangup)).toEqual(['nodes onHangup'])
  })

  test('has every exit wired', () => {
    expect(rejected(menu(), sales)).toEqual([
      'nodes[1].does.menu.choices[1].next exists',
      'nodes[1].does.menu.failed exists',
    ])
    expect(rejected(node('choose', { playback: { sound: 'a' } }))).toEqual(['nodes[1].does.playback.next required'])
  })

  test('has no node to which no way leads', () => {
    expect(rejected(menu(), sales, bye, node('lost', { wait: { next: 'bye' } }))).toEqual(['nodes[4] reachable'])
    expect(rejected(menu(), sales, bye, node('late', { onHangup: { next: 'bye' } }))).toEqual([])
  })

  test('leads to queues that exist, and keeps them', () => {
    expect(rejected(menu(), node('sales', { queue: { queue: 'sails' } }), bye)).toEqual([
      'nodes[2].does.queue.queue exists',
    ])
    expect(when(after(before, ivr(start, menu(), sales, bye)), { removeQueue: { name: 'sales' } })).toEqual({
      rejections: ['commands[0].removeQueue inUse'],
    })
  })

  test('offers each key once, and one at least', () => {
    const twice = menu({ choices: ['1', '1'].map(key => ({ key, next: 'bye' })) })
    expect(rejected(twice, bye)).toEqual(['nodes[1].does.menu.choices[1].key unique'])
    expect(rejected(menu({ choices: [] }), bye)).toEqual(['nodes[1].does.menu.choices required'])
  })

  test('reads digits within limits that can be kept', () => {
    const read = (more: object) => node('choose', { read: { variable: 'pin', next: 'bye', failed: 'bye', ...more } })
    expect(rejected(read({}), bye)).toEqual([])
    expect(rejected(read({ minDigits: 5, maxDigits: 4 }), bye)).toEqual(['nodes[1].does.read.maxDigits order'])
    expect(rejected(read({ minValue: 5, maxValue: 4 }), bye)).toEqual(['nodes[1].does.read.maxValue order'])
    expect(rejected(read({ numeric: false, maxValue: 4 }), bye)).toEqual(['nodes[1].does.read.numeric together'])
  })

  test('asks for what can be computed', () => {
    const ask = (expression: string) =>
      rejected(node('choose', { condition: { expression, whenTrue: 'bye', whenFalse: 'bye' } }), bye)
    expect(ask('=$age >= 18 && !$blocked')).toEqual([])
    expect(ask('=$age >=')).toEqual(['nodes[1].does.condition.expression expression'])
    expect(ask('$age')).toEqual(['nodes[1].does.condition.expression expression'])
    expect(rejected(node('choose', { assign: { variable: 'a', value: 'x)', next: 'bye' } }), bye)).toEqual([])
    expect(rejected(node('choose', { assign: { variable: 'a', value: '${SHELL(id)}', next: 'bye' } }), bye)).toEqual([
      'nodes[1].does.assign.value ivrParameter',
    ])
  })
})

describe('an expression', () => {
  test('binds products before sums, sums before comparisons, these before logic', () => {
    expect(parseIvrExpression('=1 + 2 * $n < 9 || 0')).toEqual({
      ok: true,
      expression: {
        type: 'binary',
        operator: '||',
        left: {
          type: 'binary',
          operator: '<',
          left: {
            type: 'binary',
            operator: '+',
            left: { type: 'number', value: 1 },
            right: {
              type: 'binary',
              operator: '*',
              left: { type: 'number', value: 2 },
              right: { type: 'variable', name: 'n' },
            },
          },
          right: { type: 'number', value: 9 },
        },
        right: { type: 'number', value: 0 },
      },
    })
  })

  test('goes from left to right, and parentheses first', () => {
    expect(parseIvrExpression('=(\'a\' . "b") - -1 - 2')).toMatchObject({
      expression: { operator: '-', left: { operator: '-', left: { operator: '.' } }, right: { value: 2 } },
    })
  })

  test.each([
    ['=', 'missing'],
    ['=(1', ') is missing'],
    ['=1 2', '2 is not expected'],
    ['=* 2', '* is not expected'],
    ["='a$b'", 'cannot be read'],
    ['=$EXTEN', 'cannot be read'],
    ['=1234567890', 'cannot be read'],
    ['=FOO(1)', 'cannot be read'],
  ])('%s cannot be read, and it is said why', (text, why) => {
    expect(parseIvrExpression(text)).toMatchObject({ ok: false, problem: expect.stringContaining(why) as string })
  })
})
