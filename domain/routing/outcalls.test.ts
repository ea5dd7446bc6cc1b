import { describe, expect, test } from 'vitest'
import { given, when } from '../configuration/testing/given.ts'

const context = { defineContext: { name: 'to-extern', displayName: 'Outcalls', type: 'outcall' } }
const trunk = (name: string) => ({
  defineTrunk: { name, endpoint: { custom: { interface: `DAHDI/${name}` } } },
})
const outcall = (more = {}) => ({ defineOutcall: { name: 'national', contexts: ['to-extern'], ...more } })
const before = given(context, trunk('g0'), trunk('g1'), outcall({ trunks: ['g1', 'g0'] }))

describe('an outcall', () => {
  test('has its trunks in the order in which they are tried, and repeated changes nothing', () => {
    expect(when(before, { changeOutcall: { name: 'national', trunks: ['g0', 'g1'] } })).toEqual({
      events: ['OutcallChanged national: trunks ["g1","g0"] > ["g0","g1"]'],
    })
    expect(when(before, outcall({ trunks: ['g1', 'g0'] }))).toEqual({ events: [] })
  })

  test('tries no trunk twice, and none that is not there', () => {
    expect(when(before, { changeOutcall: { name: 'national', trunks: ['g0', 'g0'] } })).toEqual({
      rejections: ['commands[0].changeOutcall.trunks[1] unique'],
    })
    expect(when(before, { changeOutcall: { name: 'national', trunks: ['g2'] } })).toEqual({
      rejections: ['commands[0].changeOutcall.trunks[0] exists'],
    })
  })

  test('gets, changes and loses its patterns one by one', () => {
    expect(
      when(
        before,
        { addOutcallPattern: { outcall: 'national', pattern: '0X.', regexp: '0(.*)' } },
        { changeOutcallPattern: { outcall: 'national', pattern: '0X.', callerId: '"Shop" <+33123456789>' } },
        { removeOutcallPattern: { outcall: 'national', pattern: '0X.' } },
      ),
    ).toEqual({
      events: ['OutcallPatternAdded national', 'OutcallPatternChanged national', 'OutcallPatternRemoved national'],
    })
  })

  test('cannot have a transformation that is wrong or dangerous', () => {
    const pattern = (fields: object) => ({ addOutcallPattern: { outcall: 'national', pattern: '0X.', ...fields } })
    expect(when(before, pattern({ regexp: '0(.*)', target: '\\2' }))).toEqual({
      rejections: ['commands[0].addOutcallPattern.patterns[0].regexp transformation'],
    })
    expect(when(before, pattern({ regexp: '0${EXTEN}' }))).toEqual({
      rejections: ['commands[0].addOutcallPattern.regexp numberRegexp'],
    })
    expect(when(before, pattern({ target: '\\1,60,T' }))).toEqual({
      rejections: ['commands[0].addOutcallPattern.target numberTarget'],
    })
    expect(when(before, pattern({ callerId: 'Shop' }))).toEqual({
      rejections: ['commands[0].addOutcallPattern.callerId callerId'],
    })
  })
})
