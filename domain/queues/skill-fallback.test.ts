import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  skillFallback,
  type PenaltyWindow,
  type RuledCalls,
  type SkilledMember,
  type SkillFallback,
} from './skill-fallback.ts'
import { readSkillRule, type SkillRule } from './skill-rule.ts'
import { route } from './skill-routing.ts'

const rule = (text: string): SkillRule => {
  const read = readSkillRule(text)
  if (!read.ok) throw new Error(`${text}: ${read.message}`)
  return read.rule
}
const calls = (rules: readonly string[], variables: Record<string, string> = {}): RuledCalls => ({
  call: `rules ${JSON.stringify(variables)}`,
  rules: rules.map(rule),
  variables: new Map(Object.entries(variables)),
})
const member = (name: string, skills: Record<string, number>, penalty = 0): SkilledMember => ({
  member: name,
  skills: new Map(Object.entries(skills)),
  penalty,
})

const speaks = ['WT<60, english>50', 'english>0']
const [a, b] = [member('A', { english: 75 }), member('B', { english: 25 })]

/** As the generated dialplan chooses one when a call enters. */
function taken(fallback: SkillFallback, loggedIn: readonly SkilledMember[], which = 0): readonly PenaltyWindow[] {
  if (!fallback.mapped) throw new Error('it is not mapped')
  const { variants } = fallback.calls[which]!
  const penalty = (one: SkilledMember): number => fallback.penalties.get(one.member)!
  const inside = ({ minimum, maximum }: PenaltyWindow) =>
    loggedIn.some(one => penalty(one) >= minimum && penalty(one) <= maximum)
  return variants.find(([first]) => first !== undefined && inside(first)) ?? variants[0]!
}

/** Whom app_queue rings first: of those in the window who are free, all of the lowest penalty that there is. */
function rung(
  fallback: SkillFallback,
  seconds: number,
  loggedIn: readonly SkilledMember[],
  free: readonly SkilledMember[],
  which = 0,
): readonly string[] {
  if (!fallback.mapped) throw new Error('it is not mapped')
  const now = taken(fallback, loggedIn, which).findLast(({ fromSeconds }) => fromSeconds <= seconds)!
  const penalty = (one: SkilledMember): number => fallback.penalties.get(one.member)!
  const callable = free.filter(one => penalty(one) >= now.minimum && penalty(one) <= now.maximum)
  const least = Math.min(...callable.map(penalty))
  return callable.filter(one => penalty(one) === least).map(one => one.member)
}

describe('two agents with english 75 and 25, rules `WT<60, english>50` and `english>0` (G-10)', () => {
  const fallback = skillFallback([calls(speaks)], [a, b])

  test('become two penalties, and a range that grows after 60 s', () => {
    expect(fallback).toEqual({
      mapped: true,
      penalties: new Map([
        ['A', 0],
        ['B', 1],
      ]),
      others: 2,
      calls: [
        {
          call: 'rules {}',
          variants: [
            [
              { fromSeconds: 0, minimum: 0, maximum: 0 },
              { fromSeconds: 60, minimum: 0, maximum: 1 },
            ],
            [{ fromSeconds: 0, minimum: 0, maximum: 1 }],
          ],
        },
      ],
      losses: new Set(['loggedIn', 'ringing', 'preference']),
    })
  })

  test('the first call goes to A, even after 60 s while A is free; the second to B after 60 s', () => {
    expect(rung(fallback, 0, [a, b], [a, b])).toEqual(['A'])
    expect(rung(fallback, 65, [a, b], [a, b])).toEqual(['A'])
    expect(rung(fallback, 10, [a, b], [b])).toEqual([])
    expect(rung(fallback, 60, [a, b], [b])).toEqual(['B'])
  })

  test('with A logged out a call goes to B at once', () => {
    expect(rung(fallback, 0, [b], [b])).toEqual(['B'])
  })
})

test('what $variables stand for is another mapping, in the same order of agents', () => {
  const rules = ['WT < 10, $lang > 90', '$lang > 40']
  const both = member('both', { german: 50, french: 50 })
  const [german, french] = [member('german', { german: 95 }), member('french', { french: 95 })]
  const fallback = skillFallback(
    [calls(rules, { lang: 'german' }), calls(rules, { lang: 'french' })],
    [both, german, french],
  )
  const all = [both, german, french]
  expect(rung(fallback, 0, all, all, 0)).toEqual(['german'])
  expect(rung(fallback, 0, all, all, 1)).toEqual(['french'])
  expect(rung(fallback, 10, all, [both], 0)).toEqual(['both'])
  expect(rung(fallback, 10, all, [both], 1)).toEqual(['both'])
  expect(rung(fallback, 10, all, [french], 0)).toEqual([])
})

test('configured penalties hold among agents of one rank', () => {
  const [first, later] = [member('first', { english: 60 }, 1), member('later', { english: 60 }, 3)]
  const fallback = skillFallback([calls(speaks)], [later, first, b])
  expect(fallback).toMatchObject({ mapped: true })
  const all = [first, later, b]
  expect(rung(fallback, 0, all, all)).toEqual(['first'])
  expect(rung(fallback, 0, all, [later, b])).toEqual(['later'])
})

test('agents who belong together in more ways than a row has are not mapped at all', () => {
  const of = (...skills: string[]) => member(skills.join(), Object.fromEntries(skills.map(skill => [skill, 1])))
  const three = ['x', 'y', 'z'].map(skill => calls([skill]))
  expect(skillFallback(three, [of('x', 'y'), of('y', 'z'), of('x', 'z')])).toEqual({
    mapped: false,
    losses: new Set(['noOrder']),
  })
})

describe('whomever the fallback rings first, the rules let ring', () => {
  const skill = fc.constantFrom('english', 'german')
  const comparison = fc.tuple(skill, fc.constantFrom('>', '<', '=', '!'), fc.constantFrom(0, 50, 90))
  const asked = fc
    .tuple(comparison, fc.option(fc.tuple(fc.constantFrom('&', '|'), comparison)))
    .map(([one, more]) => [one, ...(more ? [more[0], ...more[1]] : [])].flat().join(' '))
  const wait = fc.option(fc.tuple(fc.constantFrom('<', '>', '!', '='), fc.constantFrom(0, 10, 60)))
  const anyRule = fc.tuple(wait, asked).map(([time, who]) => (time ? `WT ${time.join(' ')}, ${who}` : who))
  const someSkills = fc.dictionary(skill, fc.constantFrom(0, 25, 75, 95))
  const anyMembers = fc
    .array(fc.tuple(someSkills, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 6 })
    .map(all => all.map(([skills, loggedIn, free], i) => ({ one: member(`m${i}`, skills), loggedIn, free })))
  const seconds = fc.constantFrom(0, 1, 9, 10, 11, 59, 60, 61, 500)

  test('except for the losses that are named, and then it is nobody, or fewer', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.array(anyRule, { minLength: 1, maxLength: 3 }), anyMembers, seconds, (texts, all, at) => {
        const asked = calls(texts)
        const fallback = skillFallback(
          [asked],
          all.map(({ one }) => one),
        )
        if (!fallback.mapped) return
        const here = all.filter(({ loggedIn }) => loggedIn)
        const free = here.filter(each => each.free).map(({ one }) => one)
        const rings = rung(
          fallback,
          at,
          here.map(({ one }) => one),
          free,
        )
        const routed = route(
          asked.rules,
          { waitSeconds: at, variables: new Map(), ringingUnder: null },
          here.map(({ one, free: available }) => ({ agent: one.member, skills: one.skills, available })),
        )
        const allowed = routed?.agents ?? []
        if (rings.length > 0) compared++
        expect(allowed).toEqual(expect.arrayContaining([...rings]))
        if (!fallback.losses.has('loggedIn')) expect(rings.length > 0).toBe(allowed.length > 0)
        if (rings.length > 0 && !fallback.losses.has('preference')) expect([...rings]).toEqual([...allowed])
        // While everybody is logged in, the rule of the moment is the same one.
        if (here.length === all.length) expect(rings.length > 0).toBe(allowed.length > 0)
      }),
      { numRuns: 2000 },
    )
    expect(compared).toBeGreaterThan(200)
  })
})
