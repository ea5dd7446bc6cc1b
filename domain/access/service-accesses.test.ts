import { describe, expect, test } from 'vitest'
import { objectOf } from '../configuration/configuration.ts'
import { after, given, testSeal, when } from '../configuration/testing/given.ts'
import { rightsOfService, rightsOfTokenNow } from './service.ts'
import { serviceAccesses } from './service-accesses.ts'

const base = given(
  { defineEntity: { name: 'acme', displayName: 'Acme' } },
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineQueue: { name: 'sales', displayName: 'Sales' } },
  { defineAgentGroup: { name: 'days', displayName: 'Days' } },
  { defineAgent: { number: '8001', firstName: 'Ann', group: 'days', context: 'default' } },
  { defineAgent: { number: '8002', firstName: 'Bob', context: 'default' } },
)
const define = (more: object = {}) => ({
  defineServiceAccess: { login: 'crm', password: 'secret12', role: 'analyst', acl: ['calls.#'], ...more },
})
const rights = (more: object) => {
  const configuration = after(base, define(more))
  const access = objectOf(configuration, serviceAccesses, 'crm')?.value
  if (!access) throw new Error('it was defined')
  return rightsOfService('paris', access, configuration)
}

describe('the access of a service', () => {
  test('is defined, changed and removed, its password sealed', () => {
    expect(when(base, define())).toEqual({ events: ['ServiceAccessDefined crm'] })
    const defined = after(base, define())
    expect(objectOf(defined, serviceAccesses, 'crm')?.value).toMatchObject({
      password: { sealed: testSeal('secret12', 'serviceAccess:crm:password') },
      acl: ['calls.#'],
    })
    expect(when(defined, define())).toEqual({ events: [] })
    expect(when(defined, { changeServiceAccess: { login: 'crm', acl: [] } })).toEqual({
      events: ['ServiceAccessChanged crm: acl ["calls.#"] > []'],
    })
    expect(when(defined, { removeServiceAccess: { login: 'crm' } })).toEqual({ events: ['ServiceAccessRemoved crm'] })
  })

  test.each([
    ['a login with a dot, which would be two words of a name', { login: 'crm.paris' }, 'login login'],
    ['a short password', { password: '1234567' }, 'password password'],
    ['a pattern with half a wildcard', { acl: ['calls.#', 'call*'] }, 'acl[1] acl'],
    ['an auditor of queues', { role: 'auditor', queues: ['sales'] }, 'queues role'],
    ['an analyst of entities', { entities: ['acme'] }, 'entities role'],
    ['an analyst who closes queues', { dissuasionAccess: true }, 'dissuasionAccess role'],
    ['a queue that there is not', { queues: ['salse'] }, 'queues[0] exists'],
  ])('is refused with %s', (_, more, refused) => {
    expect(when(base, define(more))).toEqual({ rejections: [`commands[0].defineServiceAccess.${refused}`] })
  })

  test('keeps what it names from being removed', () => {
    const limited = after(base, define({ role: 'administrator', entities: ['acme'] }))
    expect(when(limited, { removeEntity: { name: 'acme' } })).toEqual({
      rejections: ['commands[0].removeEntity inUse'],
    })
  })
})

describe('the rights of a service', () => {
  test('are those of its site, unless it names queues or groups; of groups whoever is in them', () => {
    const acl = ['calls.#']
    expect(rights({})).toEqual({ role: 'analyst', scope: { queues: ['paris/*'], agents: ['paris/*'], acl } })
    expect(rights({ role: 'supervisor', queues: ['sales'], agentGroups: ['days'], dissuasionAccess: true })).toEqual({
      role: 'supervisor',
      scope: { queues: ['paris/sales'], agents: ['paris/Agent/8001'], dissuasion: true, acl },
    })
  })

  test('of administrators and auditors are for everything, unless they name entities', () => {
    expect(rights({ role: 'auditor' })).toEqual({ role: 'auditor', scope: { acl: ['calls.#'] } })
    expect(rights({ role: 'administrator', entities: ['acme'] }).scope).toMatchObject({ entities: ['paris/acme'] })
  })

  test('go by what is configured now, and end with the access and with its password', () => {
    const hashOf = (text: string) => `hash of ${text}`
    const defined = after(base, define())
    const token = {
      site: 'paris',
      login: 'crm',
      id: 'serviceAccess:crm',
      password: hashOf(testSeal('secret12', 'serviceAccess:crm:password')),
    }
    expect(objectOf(defined, serviceAccesses, 'crm')?.id).toBe(token.id)
    const changed = after(defined, { changeServiceAccess: { login: 'crm', acl: ['boards.#'], role: 'supervisor' } })
    expect(rightsOfTokenNow(token, changed, hashOf)).toMatchObject({
      role: 'supervisor',
      scope: { acl: ['boards.#'], service: token },
    })
    const otherPassword = after(defined, { changeServiceAccess: { login: 'crm', password: 'secret13' } })
    expect(rightsOfTokenNow(token, otherPassword, hashOf)).toBeUndefined()
    const removed = after(defined, { removeServiceAccess: { login: 'crm' } })
    expect(rightsOfTokenNow(token, removed, hashOf)).toBeUndefined()
    expect(rightsOfTokenNow(token, after(removed, define()), hashOf)).toBeUndefined()
  })
})
