import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import { after, given as configured } from '../configuration/testing/given.ts'
import { stateOf } from '../kernel/decider.ts'
import { answersTo, offerOf, type AnswerQualification, type QualificationAnswered } from './answers.ts'

const sub = (name: string, displayName: string) => ({ name, displayName })

const site = configured(
  {
    defineQualification: {
      name: 'support',
      displayName: 'Support',
      subQualifications: [sub('technical', 'Technical'), sub('general', 'General')],
    },
  },
  { defineQualification: { name: 'sales', displayName: 'Sales', subQualifications: [sub('offer', 'Offer')] } },
  { defineQueue: { name: 'hotline', displayName: 'Hotline', qualifications: ['support'] } },
  { defineQueue: { name: 'plain', displayName: 'Plain' } },
)

const now = 1_795_233_200_000_000

const said = {
  site: 'paris',
  queue: 'hotline',
  callId: '1795233102.41',
  node: 'pbx1',
  agent: 'Agent/8001',
  qualification: 'support',
  subQualification: 'technical',
  firstName: 'john',
  lastName: 'doe',
  comment: null,
  customData: null,
}

const answer = (more: Partial<AnswerQualification> = {}): AnswerQualification => ({
  ...said,
  type: 'AnswerQualification',
  answeredAt: null,
  now,
  ...more,
})

const answered = (more: Partial<QualificationAnswered> = {}): QualificationAnswered => ({
  ...said,
  type: 'QualificationAnswered',
  answeredAt: now,
  qualificationName: 'Support',
  subQualificationName: 'Technical',
  ...more,
})

const given = (history: readonly QualificationAnswered[], ...changes: readonly ConfigurationCommand[]) => ({
  when(command: AnswerQualification) {
    const configuration = changes.length === 0 ? site : after(site, ...changes)
    const decider = answersTo(offerOf(configuration, command.queue), agent => agent === 'Agent/8001')
    return decider.decide(command, stateOf(decider, history))
  },
})

const accepted = (...events: QualificationAnswered[]) => ({ accepted: true, events })
const rejected = (field: string, rule: string) => ({ accepted: false, rejections: [{ field, rule }] })

const deactivated = { changeQualification: { name: 'support', active: false } }

describe('an answer', () => {
  test('says which sub-qualification the call was about, by its names and as the agent read them', () => {
    expect(given([]).when(answer())).toEqual(accepted(answered()))
  })

  test('is of now where it names no time, and of the past where it does', () => {
    const then = now - 3_600_000_000
    expect(given([]).when(answer({ answeredAt: then }))).toEqual(accepted(answered({ answeredAt: then })))
    expect(given([]).when(answer({ answeredAt: now + 1 }))).toMatchObject(rejected('answeredAt', 'future'))
  })

  test('that is given again changes nothing, even when it could not be given any more', () => {
    const later = now + 60_000_000
    expect(given([answered()]).when(answer({ now: later }))).toEqual(accepted())
    expect(given([answered()]).when(answer({ now: later, answeredAt: now }))).toEqual(accepted())
    expect(given([answered()], deactivated).when(answer({ now: later }))).toEqual(accepted())
  })

  test('that says something else, is of another agent or of another time is another one', () => {
    const before = given([answered()])
    for (const more of [{ comment: 'angry' }, { subQualification: 'general' }, { lastName: 'Doe' }])
      expect(before.when(answer(more))).toMatchObject({ accepted: true, events: [more] })
    expect(before.when(answer({ answeredAt: now - 1 }))).toMatchObject({
      accepted: true,
      events: [{ answeredAt: now - 1 }],
    })
  })

  test('leaves out what is empty', () => {
    expect(given([]).when(answer({ firstName: ' ', comment: ' late \n', customData: '' }))).toEqual(
      accepted(answered({ firstName: null, comment: 'late' })),
    )
  })
})

describe('an answer is refused', () => {
  test.each([
    ['of a queue that is not configured', { queue: 'nowhere' }, 'queue', 'exists'],
    ['of a qualification that the queue does not offer', { qualification: 'sales' }, 'qualification', 'offered'],
    ['of a queue that offers none', { queue: 'plain' }, 'qualification', 'offered'],
    ['of a sub-qualification of another one', { subQualification: 'offer' }, 'subQualification', 'exists'],
    ['of an agent whom nobody knows', { agent: 'Agent/9' }, 'agent', 'exists'],
    ['about no call', { callId: '' }, 'callId', 'text'],
    ['about what can be no call', { callId: 'a/b' }, 'callId', 'text'],
    ['with a name that is too long', { firstName: 'x'.repeat(129) }, 'firstName', 'text'],
    ['with what no screen can show', { comment: 'a\u0000b' }, 'comment', 'text'],
    ['with data that are too long', { customData: 'x'.repeat(2_001) }, 'customData', 'text'],
  ])('%s', (_, more, field, rule) => {
    expect(given([]).when(answer(more))).toMatchObject(rejected(field, rule))
  })

  test('of what is inactive, the qualification or the finer one', () => {
    expect(given([], deactivated).when(answer())).toMatchObject(rejected('qualification', 'active'))
    const finer = { qualification: 'support', name: 'technical', active: false }
    expect(given([], { changeQualificationSubQualification: finer }).when(answer())).toMatchObject(
      rejected('subQualification', 'active'),
    )
  })

  test('with what can be chosen instead', () => {
    expect(given([]).when(answer({ qualification: 'sales' }))).toMatchObject({
      rejections: [{ message: 'queue hotline does not offer "sales". It offers: support' }],
    })
  })
})
