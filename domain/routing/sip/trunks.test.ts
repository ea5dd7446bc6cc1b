import { describe, expect, test } from 'vitest'
import { objectOf } from '../../configuration/configuration.ts'
import { given, when } from '../../configuration/testing/given.ts'
import { trunks } from './trunks.ts'

const context = { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } }
const sip = (fields = {}) => ({
  defineTrunk: { name: 'trunk-acme', endpoint: { sip: { context: 'from-extern', ...fields } } },
})
const before = given(context)

describe('a SIP trunk', () => {
  test('has an address, or registers here with a password; repeated it changes nothing', () => {
    expect(when(before, sip({ host: 'sip.example.org' }))).toEqual({ events: ['TrunkDefined trunk-acme'] })
    expect(when(before, sip({ password: 'secret' }))).toEqual({ events: ['TrunkDefined trunk-acme'] })
    expect(when(given(context, sip({ password: 'secret' })), sip({ password: 'secret' }))).toEqual({ events: [] })
    expect(when(before, sip())).toEqual({
      rejections: ['commands[0].defineTrunk.endpoint.sip.password together'],
    })
  })

  test('that registers here is known by its name: it has no other user name', () => {
    expect(when(before, sip({ password: 'secret', username: 'trunk-acme' }))).toEqual({
      events: ['TrunkDefined trunk-acme'],
    })
    expect(when(before, sip({ password: 'secret', username: 'acme' }))).toEqual({
      rejections: ['commands[0].defineTrunk.endpoint.sip.username together'],
    })
    expect(when(before, sip({ host: 'sip.example.org', username: 'acme' }))).toEqual({
      events: ['TrunkDefined trunk-acme'],
    })
  })

  test('registers with the other side only with a password', () => {
    const registration = { server: 'sip.example.org', username: 'acme' }
    expect(when(before, sip({ host: 'sip.example.org', registration }))).toEqual({
      rejections: ['commands[0].defineTrunk.endpoint.sip.registration.password together'],
    })
    expect(when(before, sip({ host: 'sip.example.org', password: 'secret', registration }))).toEqual({
      events: ['TrunkDefined trunk-acme'],
    })
  })

  test('has calls that log in only with a password', () => {
    expect(when(before, sip({ host: 'sip.example.org', authenticatesCalls: true }))).toEqual({
      rejections: ['commands[0].defineTrunk.endpoint.sip.password together'],
    })
  })

  test('has no / in its password, and keeps it sealed', () => {
    expect(when(before, sip({ password: 'a/b' }))).toEqual({
      rejections: ['commands[0].defineTrunk.endpoint.sip.password trunkPassword'],
    })
    expect(objectOf(given(context, sip({ password: 'secret' })), trunks, 'trunk-acme')?.value.endpoint).toMatchObject({
      sip: { password: { sealed: expect.stringContaining('terces') as string } },
    })
  })
})

describe('a customised trunk', () => {
  const custom = (endpoint: object) => ({ defineTrunk: { name: 'isdn', endpoint: { custom: endpoint } } })

  test('is an interface and a suffix around the number', () => {
    expect(when(before, custom({ interface: 'DAHDI/g0', suffix: '/r' }))).toEqual({ events: ['TrunkDefined isdn'] })
  })

  test.each(['DAHDI', 'DAHDI/g0/', 'Local/x&SIP/y', 'Local/${X}', 'Local/a,b'])('cannot dial %s', channel => {
    expect(when(before, custom({ interface: channel }))).toEqual({
      rejections: ['commands[0].defineTrunk.endpoint.custom.interface dialString'],
    })
  })
})

test('a trunk is one thing: SIP or customised', () => {
  expect(
    when(before, {
      defineTrunk: { name: 'both', endpoint: { sip: { context: 'from-extern' }, custom: { interface: 'DAHDI/g0' } } },
    }),
  ).toEqual({ rejections: ['commands[0].defineTrunk.endpoint variant'] })
})
