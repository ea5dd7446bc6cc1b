import { describe, expect, test } from 'vitest'
import { evolveAll, initialConfiguration, objectOf } from '../../configuration/configuration.ts'
import { kinds } from '../../configuration/kinds.ts'
import { after, given, when } from '../../configuration/testing/given.ts'
import { lines } from '../../users/lines.ts'
import { sipTemplates } from './sip-templates.ts'

const base = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineSipTemplate: { name: 'make', displayName: 'Phones of a make', t38: true } },
)
const line = (more: object) => ({ defineLine: { name: 'a', context: 'default', endpoint: { sip: {} }, ...more } })

describe('a template of SIP options', () => {
  test('is named by lines and trunks, exists, and stays while it is named', () => {
    const used = after(base, line({ sipTemplate: 'make' }))
    expect(when(base, line({ sipTemplate: 'other' }))).toEqual({
      rejections: ['commands[0].defineLine.sipTemplate exists'],
    })
    expect(when(used, { removeSipTemplate: { name: 'make' } })).toEqual({
      rejections: ['commands[0].removeSipTemplate inUse'],
    })
    expect(
      when(used, { changeLine: { name: 'a', sipTemplate: null } }, { removeSipTemplate: { name: 'make' } }),
    ).toEqual({
      events: ['LineChanged a: sipTemplate make > null', 'SipTemplateRemoved make'],
    })
  })

  test('is of no use to what is custom', () => {
    const custom = { endpoint: { custom: { interface: 'DAHDI/g1' } }, sipTemplate: 'make' }
    expect(when(base, line(custom))).toEqual({ rejections: ['commands[0].defineLine.sipTemplate custom'] })
    expect(when(base, { defineTrunk: { name: 't', ...custom } })).toEqual({
      rejections: ['commands[0].defineTrunk.sipTemplate custom'],
    })
  })

  test('can be turned over and over: what was set before is in its history', () => {
    expect(when(base, { changeSipTemplate: { name: 'make', t38: null } })).toEqual({
      events: ['SipTemplateChanged make: t38 true > null'],
    })
    expect(objectOf(base, sipTemplates, 'make')?.value.allowTransfer).toBeNull()
  })
})

test('a line at an address of its own needs no password, and none is made up', () => {
  const sip = { sip: { host: '192.0.2.50' } }
  expect(objectOf(after(base, line({ endpoint: sip })), lines, 'a')?.value.password).toBeNull()
  expect(objectOf(after(base, line({})), lines, 'a')?.value.password).not.toBeNull()
})

test('options that came later are unset in lines that were defined before', () => {
  const value = {
    name: 'old',
    context: 'default',
    number: null,
    username: null,
    password: null,
    md5Password: null,
    endpoint: { sip: { codecs: ['alaw'], t38: false, variables: [], maxContacts: 1 } },
  }
  const defined = { type: 'LineDefined', kind: 'line', key: 'old', id: 'line:old', change: 'defined', value } as const
  const changes = { endpoint: { from: null, to: { custom: { interface: 'DAHDI/g1' } } } }
  const changed = { ...defined, type: 'LineChanged', change: 'changed', changes } as const
  const endpointAfter = (...events: Parameters<typeof evolveAll>[1] extends Iterable<infer E> ? E[] : never) =>
    objectOf(evolveAll(initialConfiguration(kinds), events, kinds), lines, 'old')?.value.endpoint
  expect(endpointAfter(defined)).toMatchObject({
    sip: { codecs: ['alaw'], t38: false, host: null, mailbox: null, denied: [] },
  })
  expect(endpointAfter(defined, changed)).toEqual({ custom: { interface: 'DAHDI/g1', interfaceSuffix: null } })
})
