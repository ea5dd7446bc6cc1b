import { afterEach, expect, test, vi } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { createMemoryLeases } from '../../infra/leases/memory.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { AmiFact } from '../../domain/pbx/facts.ts'
import type { SiteEvent, SourceSettings } from '../../domain/sites/sites.ts'
import { eventsOf } from '../testing/rows.ts'
import { startFakeManager, type FakeManager } from '../testing/fake-manager.ts'
import { followSources, type SourceSet } from './source-set.ts'

const secret = 'ver1-s3cret'
const until = (what: () => unknown) => expect.poll(what, { timeout: 15_000, interval: 10 })

let pbx: FakeManager | undefined
let sources: SourceSet | undefined
afterEach(async () => {
  await sources?.stop()
  await pbx?.stop()
  vi.unstubAllEnvs()
})

const decided = (event: SiteEvent): NewEvent => ({ type: event.type, data: event as never, occurredAt: 1, site: 'lab' })

test('a manager interface is followed as soon as it is configured, and no more when it is removed', async () => {
  vi.stubEnv('RINGLEDGER_TEST_SECRET', secret)
  pbx = await startFakeManager({ secret })
  const store = createMemoryEventStore()
  const source: SourceSettings = {
    name: 'manager',
    kind: 'ami',
    host: '127.0.0.1',
    port: pbx.port,
    user: 'ringledger',
    secretEnvironment: 'RINGLEDGER_TEST_SECRET',
  }
  const logged: string[] = []
  const append = (...events: SiteEvent[]) =>
    store.append([{ stream: 'site/lab', expected: 'any', events: events.map(decided) }])
  sources = followSources({
    store,
    leases: createMemoryLeases(),
    log: (_, message) => logged.push(message),
    connect: () => Promise.reject(new Error('there is no database here')),
  })
  await append(
    { type: 'SiteRegistered', site: 'lab', siteId: 's', displayName: 'Lab', timeZone: 'UTC' },
    { type: 'NodeRegistered', site: 'lab', node: 'pbx1', nodeId: 'n', displayName: 'PBX 1', clockZone: 'UTC' },
    { type: 'SourceConfigured', site: 'lab', node: 'pbx1', source },
  )
  await until(() => sources?.followed()).toEqual([
    { site: 'lab', node: 'pbx1', name: 'manager', state: 'LIVE', lagSeconds: 0, problem: null },
  ])
  pbx.say({ Event: 'Hold', Timestamp: '1795233000.500000', Uniqueid: '1795233000.1' })
  await until(async () =>
    (await eventsOf(store, 'ami')).map(({ data }) => (data as unknown as AmiFact).event),
  ).toContain('Hold')
  await append({ type: 'SourceRemoved', site: 'lab', node: 'pbx1', sourceName: 'manager' })
  await until(() => pbx?.listeners()).toBe(0)
  expect(sources.followed()).toEqual([])
  expect(logged.join()).not.toContain(secret)
})
