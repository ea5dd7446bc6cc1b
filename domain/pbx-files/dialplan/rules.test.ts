import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diversionOf } from '../../queues/diversion.ts'
import { transformNumber } from '../../routing/numbers/number-transformation.ts'
import { parseConf } from '../testing/parse-conf.ts'
import { renderFiles } from '../render.ts'
import { renderingOf } from '../testing/sample-configurations.ts'
import { code, contextText, run, set, tell } from './dialplan.ts'
import { extensionsConf } from './extensions-conf.ts'
import { expressionCode } from './ivr-expressions.ts'
import { contextOf } from './names.ts'
import { transformation } from './outcalls.ts'
import { withPart } from './regexp.ts'
import { callCenter } from './testing/call-center.ts'
import { readDialplan } from './testing/read-dialplan.ts'

describe('a line of the dialplan', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...Array.from('a,;\\"()[]{}$|=>&\n')) }),
  )

  test('is one step, whatever text is put into it, and its application is ours', () => {
    fc.assert(
      fc.property(anyText, text => {
        const content = contextText({
          name: 'c',
          extensions: [
            { number: 's', steps: [run`QueueLog(${text})`, set`V=${text}`, tell`E,${text}`, run`Hangup()`] },
          ],
        })
        const steps = readDialplan(content).get('c')?.extensions.get('s') ?? []
        expect(steps.map(({ application }) => application)).toEqual(['QueueLog', 'Set', 'CELGenUserEvent', 'Hangup'])
        expect(parseConf(content).sections).toHaveLength(1)
      }),
    )
  })

  test('never has a variable or an expression that a text brought', () => {
    fc.assert(
      fc.property(anyText, text => {
        const given = [run`A(${text})`, set`V=${text}`, tell`E,${text}`].map(({ application }) => application)
        for (const line of given) expect(line.split('${RINGLEDGER_NOTHING}').join('\0')).not.toMatch(/\$[{[]/)
      }),
    )
  })

  test('takes code as it stands and numbers as digits', () => {
    expect(run`Wait(${5})`.application).toBe('Wait(5)')
    expect(run`Goto(${code`a,${'b,c'}`})`.application).toBe('Goto(a,b\\,c)')
  })
})

describe('the context of an object', () => {
  test('has a name that no context of people can have, and one of its own for each key', () => {
    expect(contextOf('queue', 'sales')).toBe('queue~sales')
    expect(contextOf('did', '0[1-5]XX.@from-extern')).toBe('did~0~5b1-5~5dXX.@from-extern')
  })

  test('with a long key is cut where Asterisk keeps all of it, and still differs from the others', () => {
    const [one, other] = ['a', 'b'].map(end => contextOf('permission', 'x'.repeat(100) + end))
    expect(one).toHaveLength(79)
    expect(one).not.toBe(other)
  })
})

describe('a route', () => {
  /** What Asterisk makes of the steps: `$["text" : "expression"]` is the first part of a match from the start. */
  function dialledBy(regexp: string, target: string, number: string): string {
    const [first, condition, second] = transformation({ regexp, target }).map(({ application }) => application)
    const posix = (expression: string) => new RegExp(`^${expression}`)
    const tested = /REGEX\("(.*)" /.exec(condition ?? '')?.[1]
    if (first !== 'Set(XIVO_OUTNUM=${EXTEN})') throw new Error(first)
    if (tested === undefined || !new RegExp(tested).test(number)) return number
    return (second ?? '')
      .replace(/^Set\(XIVO_OUTNUM=(.*)\)$/, '$1')
      .replace(/\$\["\$\{EXTEN\}" : "([^"]*)"\]/g, (_, expression: string) => posix(expression).exec(number)?.[1] ?? '')
  }

  test.each([
    ['0(.*)', '\\1', '00123456789', '0123456789'],
    ['14(.*)..', '\\1', '1455660', '556'],
    ['.{1}(.*)', '\\1', '03601', '3601'],
    ['+33(.*)', '0\\1', '+33123456789', '0123456789'],
    ['0(.*)', '+33\\1', '0123456789', '+33123456789'],
    ['14(.*)..', '33\\18', '1455660', '335568'],
    ['(.*)', '\\1', '123', '123'],
    ['(.*)', '445', '123', '445'],
    ['(9)((8)(.*))', '\\4*\\2', '98123', '123*8123'],
    ['\\*5([0-9]{2})', '\\1#', '*512', '12#'],
    ['0(.*)', '\\1', '123', '123'],
  ])('%s to %s makes of %s what the rule of numbers says: %s', (regexp, target, number, expected) => {
    expect(dialledBy(regexp, target, number)).toBe(expected)
    expect(transformNumber(regexp, target, number)).toBe(expected)
  })

  test('keeps of the parentheses those of one part, which is the one that Asterisk gives back', () => {
    expect([1, 2, 3].map(part => withPart('+(1(2))(3)', part))).toEqual(['[+](12)3', '[+]1(2)3', '[+]12(3)'])
  })
})

describe('a diversion', () => {
  const testOf = (rules: { divertWaitSeconds?: number; divertRatio?: number }) => {
    const to = { hangup: {} }
    const configuration = callCenter({
      changeQueue: {
        name: 'sales',
        divertWaitSeconds: rules.divertWaitSeconds ?? null,
        divertWaitTo: rules.divertWaitSeconds === undefined ? null : to,
        divertRatio: rules.divertRatio ?? null,
        divertRatioTo: rules.divertRatio === undefined ? null : to,
      },
    })
    const content = renderFiles(renderingOf(configuration, 'main'), [extensionsConf])[0]!.content
    const steps = readDialplan(content).get('queue~sales')!.extensions.get('s')!
    return steps.flatMap(step => {
      const [, condition, label] = /^\$\[(.*)\]\?(notdiverted|divertwait|divertratio)$/.exec(step.arguments) ?? []
      return condition !== undefined && label !== undefined ? [{ condition, label }] : []
    })
  }

  test.each([
    { divertRatio: 1 },
    { divertRatio: 0.5 },
    { divertRatio: 0.333 },
    { divertWaitSeconds: 60 },
    { divertWaitSeconds: 60, divertRatio: 2.25 },
  ])('is what diversion.ts says, with %j', rules => {
    const tests = testOf(rules)
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(200), (waiting, loggedIn, estimatedHoldSeconds) => {
        const values: Readonly<Record<string, number>> = {
          '${QUEUE_WAITING_COUNT(sales)}': waiting,
          '${QUEUE_MEMBER(sales,count)}': loggedIn,
          '0${QUEUEHOLDTIME}': estimatedHoldSeconds,
        }
        const taken = tests.find(({ condition }) => {
          const text = Object.entries(values).reduce(
            (all, [name, value]) => all.replaceAll(name, String(value)),
            condition,
          )
          return holds(text)
        })?.label
        const events = { divertwait: 'DIVERT_HOLDTIME', divertratio: 'DIVERT_CA_RATIO' } as const
        const event = taken === 'divertwait' || taken === 'divertratio' ? events[taken] : null
        const asked = { divertWaitSeconds: rules.divertWaitSeconds ?? null, divertRatio: rules.divertRatio ?? null }
        expect(event).toBe(diversionOf(asked, { waiting, loggedIn, estimatedHoldSeconds }))
      }),
    )
  })

  /** `(w + 1) * a > b * n`, `h > s` and `w = 0`: the three forms that are written. */
  function holds(text: string): boolean {
    const ratio = /^\((\d+) \+ 1\) \* (\d+) > (\d+) \* (\d+)$/.exec(text)
    if (ratio) {
      const [waiting = 0, parts = 0, whole = 0, members = 0] = ratio.slice(1).map(Number)
      return (waiting + 1) * parts > whole * members
    }
    const [, left, sign, right] = /^(\d+) ([=>]) (\d+)$/.exec(text) ?? []
    if (left === undefined || right === undefined) throw new Error(`${text} is none of the forms`)
    return sign === '=' ? Number(left) === Number(right) : Number(left) > Number(right)
  }
})

describe('an expression of a voice menu', () => {
  test.each([
    ['=$next > 100 && $account != 12', '(("${IVR_VAR_next}" > 100) & ("${IVR_VAR_account}" != 12))'],
    ["='account ' . $account", '("account " ~~ "${IVR_VAR_account}")'],
    ['=$a + 1 * 2', '(0${IVR_VAR_a} + (1 * 2))'],
    ['=!($a == 1 || $b == 2)', '(! (("${IVR_VAR_a}" = 1) | ("${IVR_VAR_b}" = 2)))'],
  ])('%s is %s', (text, expected) => {
    expect(expressionCode(text)).toEqual({ code: expected })
  })
})

describe('permissions', () => {
  const content = renderFiles(renderingOf(callCenter(), 'main'), [extensionsConf])[0]!.content
  const steps = (context: string, exten = 's') =>
    readDialplan(content)
      .get(context)
      ?.extensions.get(exten)
      ?.map(step => `${step.application}(${step.arguments})`)

  test("are asked of the user, then of his groups, and his password stands for each permission's own", () => {
    expect(steps('permissions~alice')).toEqual([
      'Set(XIVO_PERMISSIONS_OWN=permission~green-numbers)',
      'Set(XIVO_PERMISSIONS_GROUPS=permission~national)',
      'Set(XIVO_PERMISSIONS_PASSWORD=)',
      'Return()',
    ])
    expect(steps('permissions~carol')).toContain('Set(XIVO_PERMISSIONS_PASSWORD=4711)')
    expect(steps('permissions~dan')).toBeUndefined()
  })

  test('are contexts of their numbers, so that Asterisk matches them as it matches what is dialled', () => {
    expect(steps('permission~mobile', '_06X.')).toEqual(['Goto(says,1)'])
    expect(steps('permission~mobile', 'says')).toContain(
      'Set(XIVO_PERMISSION_PASSWORDS=${XIVO_PERMISSION_PASSWORDS}&9876)',
    )
    expect(steps('permission~green-numbers', 'says')).toEqual(['Set(XIVO_PERMISSION=allow)', 'Return()'])
  })
})
