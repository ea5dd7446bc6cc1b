import { describe, expect, test } from 'vitest'
import { expectedOf, named, unlike } from './expected.ts'
import { objectKey, pbxObjectsIn } from './pbx-objects.ts'

const file = (path: string, content: string) => ({ path, content })

/** `queue sales`, `member PJSIP/a of sales`. */
const texts = (objects: ReturnType<typeof pbxObjectsIn>) =>
  objects.map(({ kind, name, of }) => `${kind} ${name}${of === undefined ? '' : ` of ${of}`}`)

const queues = (...lines: readonly string[]) => file('queues.conf', `[general]\n${lines.join('\n')}\n`)
const dialplan = (...lines: readonly string[]) =>
  file('extensions.conf', `[general]\n[globals]\nA = 1\n${lines.join('\n')}\n`)

describe('a PBX must show', () => {
  test('the queues of its files with their members, and no template', () => {
    const read = pbxObjectsIn([
      queues('[base](!)', '[sales]', 'member => PJSIP/a,0,Ann\\, A.,PJSIP/a', 'member => Local/1\\,2@x/n,5', '[empty]'),
    ])
    expect(texts(read)).toEqual([
      'queue sales',
      'member PJSIP/a of sales',
      'member Local/1,2@x/n of sales',
      'queue empty',
    ])
  })

  test('the endpoints and registrations, mailboxes and parking lots', () => {
    const read = pbxObjectsIn([
      file('pjsip.conf', '[t]\ntype = endpoint\n[t]\ntype = auth\n[t]\ntype = registration\n'),
      file('voicemail.conf', '[general]\nmaxmsg = 9\n[zonemessages]\nfr = a|b\n[default]\n1000 = 1,Ann,,,\n'),
      file('res_parking.conf', '[general]\nparkeddynamic = no\n[default]\nparkext = 700\n'),
      file('musiconhold.conf', '[jazz]\nmode = files\n'),
    ])
    expect(texts(read)).toEqual(['endpoint t', 'registration t', 'mailbox 1000@default', 'parkingLot default'])
  })

  test('the contexts that have something in them, with their extensions, each once', () => {
    const { present } = expectedOf(
      [
        dialplan('[empty]', '[a]', 'exten => 1000,hint,PJSIP/a', 'exten => 1000,1,NoOp()', ' same => n,Hangup()'),
        file(
          'extensions_extra.d/x.conf',
          '[a](+)\nexten => _[1,2]X,1,NoOp()\nexten => ${NUMBER},1,NoOp()\ninclude => b\n',
        ),
        file('extensions_extra.d/y.conf', '[b]\nexten => 1000/0612345678,1,NoOp()\n'),
      ],
      [],
      ['extensions.conf', 'extensions_extra.d/x.conf', 'extensions_extra.d/y.conf'],
    )
    expect(texts(present)).toEqual([
      'context a',
      'extension 1000 of a',
      'extension _[1,2]X of a',
      'context b',
      'extension 1000 of b',
    ])
  })

  test('nothing of a file that is as it was', () => {
    expect(expectedOf([queues('[sales]')], [], [])).toEqual({ present: [], absent: [] })
  })
})

describe('a PBX must show no longer', () => {
  const changed = ['queues.conf', 'extensions.conf']

  test('what its files had and have no more; with a queue its members, with a context its extensions are gone', () => {
    const { absent } = expectedOf(
      [queues('[sales]', 'member => PJSIP/a'), dialplan('[a]', 'exten => 1,1,NoOp()')],
      [
        queues('[Sales]', 'member => PJSIP/a', 'member => PJSIP/b', '[gone]', 'member => PJSIP/a'),
        dialplan('[a]', 'exten => 1,1,NoOp()', 'exten => 2,1,NoOp()', '[b]', 'exten => 1,1,NoOp()'),
      ],
      changed,
    )
    expect(texts(absent)).toEqual(['member PJSIP/b of Sales', 'queue gone', 'extension 2 of a', 'context b'])
  })

  test('but a context that moved to another file is still there', () => {
    const x = file('extensions_extra.d/x.conf', '[a]\nexten => 1,1,NoOp()\n')
    const { absent } = expectedOf([dialplan(), x], [dialplan('[a]', 'exten => 1,1,NoOp()')], ['extensions.conf'])
    expect(absent).toEqual([])
  })
})

test('what is missing and what is still there is said one by one, by name', () => {
  const expected = expectedOf(
    [queues('[sales]', 'member => PJSIP/a'), dialplan('[a]', 'exten => 1,1,NoOp()')],
    [queues('[sales]', 'member => PJSIP/b', '[gone]'), dialplan('[b]', 'exten => 1,1,NoOp()')],
    ['queues.conf', 'extensions.conf'],
  )
  expect(unlike(expected, new Set())).toEqual(['there is no queue sales', 'there is no context a'])
  expect(unlike(expected, new Set(['queue sales', 'context  a']))).toEqual([
    'queue sales has no member PJSIP/a',
    'context a has no extension 1',
  ])
  const shown = new Set([...expected.present, ...expected.absent].map(objectKey))
  expect(unlike(expected, shown)).toEqual([
    'queue sales still has the member PJSIP/b',
    'queue gone is still there',
    'context b is still there',
  ])
})

test('of thousands of things twenty are named, and how many more there are', () => {
  const problems = Array.from({ length: 3000 }, (_, i) => `there is no queue q${i}`)
  expect(named(problems)).toMatch(/^there is no queue q0; .*; there is no queue q19; and 2980 more$/)
  expect(named(problems.slice(0, 2))).toBe('there is no queue q0; there is no queue q1')
})
