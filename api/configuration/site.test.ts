import { expect, test } from 'vitest'
import type { GrantedScope, Role } from '../../domain/access/identity.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder } from '../testing/ask.ts'
import { emptyReports, fakePorts, paris } from '../testing/fakes.ts'

const sites = () => Promise.resolve([{ ...paris, site: 'lyon', displayName: 'Lyon' }, paris])
const ask = asker(fakePorts(createMemoryEventStore(), { reports: { ...emptyReports, sites } }))

async function messageFor(question: string, role: Role, scope: GrantedScope = {}) {
  const { errors } = await ask(question, {}, holder(role, scope))
  return errors?.[0]?.message
}

const inParis = { queues: ['paris/*'], agents: ['paris/*'] }

test.each([
  ['phonebook', 'analyst', inParis, '{ phonebook(search: "a" SITE) { edges { cursor } } }'],
  ['callbackOffer', 'analyst', inParis, '{ callbackOffer(SITE) { site } }'],
  ['profiles', 'supervisor', inParis, '{ profiles(SITE) { edges { cursor } } }'],
  [
    'configurationHistory',
    'auditor',
    { entities: ['paris/acme'] },
    '{ configurationHistory(SITE) { edges { cursor } } }',
  ],
] as const)(
  '%s: of a site of which somebody sees nothing he does not learn that there is one',
  async (_, role, scope, question) => {
    const of = (site: string) => messageFor(question.replace('SITE', site).replace('()', ''), role, scope)
    expect(await of('site: "paris"')).toBeUndefined()
    expect(await of('')).toBeUndefined()
    expect(await of('site: "lyon"')).toBe('site: there is no site "lyon" that you may see')
    expect(await of('site: "rome"')).toBe('site: there is no site "rome" that you may see')
  },
)

test('who sees all sites is told which there are', async () => {
  const question = '{ phonebook(search: "a") { edges { cursor } } }'
  expect(await messageFor(question, 'analyst')).toBe('site: say which site is meant: lyon, paris')
})
