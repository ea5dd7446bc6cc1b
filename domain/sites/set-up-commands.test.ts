import { describe, expect, test } from 'vitest'
import { initialConfiguration, objectOf } from '../configuration/configuration.ts'
import { kinds } from '../configuration/kinds.ts'
import { after, given, when } from '../configuration/testing/given.ts'
import { othersIn } from '../configuration/whole-state.ts'
import { callPermissions } from '../routing/permissions/call-permissions.ts'
import { contexts } from '../routing/dialplan/contexts.ts'
import { outcalls } from '../routing/outcalls.ts'
import { simulateCallPermission } from '../routing/permissions/simulate-call-permission.ts'

const nothing = initialConfiguration(kinds)
const initialize = (more = {}) => ({
  initializePbx: {
    server: { address: '192.0.2.10' },
    internalNumbers: { start: '1000', end: '1099' },
    incallNumbers: { start: '0100', end: '0199' },
    didLength: 4,
    ...more,
  },
})

describe('a PBX that is set up', () => {
  test('has its server and the contexts of the wizard', () => {
    expect(when(nothing, initialize())).toEqual({
      events: [
        'MediaServerDefined main',
        'SipSettingsChanged general: language fr_FR > en_US',
        'ContextDefined to-extern',
        'ContextDefined default',
        'ContextDefined from-extern',
      ],
    })
    const made = after(nothing, initialize({ entity: { name: 'acme', displayName: 'Acme' } }))
    expect(objectOf(made, contexts, 'default')?.value).toMatchObject({
      entity: 'acme',
      includes: ['to-extern'],
      numberRanges: [{ type: 'user', start: '1000', end: '1099' }],
    })
    expect(objectOf(made, contexts, 'from-extern')?.value).toMatchObject({
      type: 'incall',
      numberRanges: [{ type: 'incall', start: '0100', end: '0199', didLength: 4 }],
    })
  })

  test('is left as it is when that is sent again, and is refused where it is otherwise by then', () => {
    const made = after(nothing, initialize({ france: true }))
    expect(when(made, initialize({ france: true }))).toEqual({ events: [] })
    const renamed = after(made, { changeContext: { name: 'default', displayName: 'House' } })
    expect(when(renamed, initialize())).toEqual({ rejections: ['commands[0].initializePbx taken'] })
    expect(when(nothing, initialize({ internalNumbers: { start: '1099', end: '1000' } }))).toEqual({
      rejections: ['commands[0].initializePbx.internalNumbers order'],
    })
  })
})

describe('the settings for France', () => {
  const made = given(
    { defineContext: { name: 'to-extern', displayName: 'Out', type: 'outcall' } },
    { applyFrancePreset: {} },
  )

  test('have two routes on a trunk that leads nowhere yet', () => {
    expect(objectOf(made, outcalls, 'urgences-france')?.value.patterns.map(({ pattern }) => pattern)).toContain('112')
    expect(objectOf(made, outcalls, 'sortants-france')?.value).toMatchObject({
      trunks: ['template_a_changer'],
      contexts: ['to-extern'],
    })
    expect(when(made, { applyFrancePreset: {} })).toEqual({ events: [] })
  })

  test('deny everything by refuser-tout but what another permission allows', () => {
    expect(objectOf(made, callPermissions, 'refuser-tout')?.value.action).toBe('deny')
    const people = after(
      made,
      { defineContext: { name: 'default', displayName: 'In', includes: ['to-extern'] } },
      { defineLine: { name: 'a', number: '1001', context: 'default', endpoint: { sip: {} } } },
      { defineUser: { user: 'ann', firstName: 'Ann', lines: ['a'], callPermissions: ['refuser-tout', 'national'] } },
    )
    const verdict = (number: string) => simulateCallPermission(othersIn(people, kinds), 'ann', number)?.answer.verdict
    expect(verdict('0123456789')).toBe('allowed')
    expect(verdict('0612345678')).toBe('denied')
    expect(verdict('0044123456')).toBe('denied')
  })
})
