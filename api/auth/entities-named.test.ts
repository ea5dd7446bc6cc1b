import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder } from '../testing/ask.ts'
import { emptyReports, fakePorts, paris } from '../testing/fakes.ts'

test('entities of a site of which somebody sees nothing, and those of whose queues and agents he sees none, are none that he can name, and he is not told of them', async () => {
  const sites = () => Promise.resolve([{ ...paris, site: 'lyon', displayName: 'Lyon' }, paris])
  const ask = asker(fakePorts(createMemoryEventStore(), { reports: { ...emptyReports, sites } }))
  const made = await ask(`mutation {
    a: defineEntity(site: "lyon", input: { name: "globex", displayName: "Globex" }) { position }
    b: defineEntity(site: "paris", input: { name: "acme", displayName: "Acme" }) { position }
  }`)
  expect(made.errors).toBeUndefined()
  const messageFor = async (entity: string, identity: ReturnType<typeof holder>) => {
    const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }'
    const query = `{ queueStatistics(${period}, entities: ["${entity}"]) { edges { node { queue } } } }`
    return (await ask(query, {}, identity)).errors?.[0]?.message
  }
  const ofParis = holder('analyst', { queues: ['paris/*'], agents: ['paris/*'] })
  expect(await messageFor('acme', ofParis)).toBeUndefined()
  for (const name of ['globex', 'lyon/globex', 'initech'])
    expect(await messageFor(name, ofParis)).toBe(
      `entities: there is no entity "${name}" that you may see. You see: paris/acme.`,
    )
  expect(await messageFor('globex', holder('analyst'))).toBeUndefined()
  const ofAQueue = holder('analyst', { queues: ['paris/sales'] })
  expect(await messageFor('acme', ofAQueue)).toBe(
    'entities: there is no entity "acme" that you may see. You see no entity yet.',
  )
  await ask(
    'mutation { defineQueue(site: "paris", input: { name: "sales", displayName: "Sales", entity: "acme" }) { position } }',
  )
  expect(await messageFor('acme', ofAQueue)).toBeUndefined()
})
