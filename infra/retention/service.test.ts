import { expect, test } from 'vitest'
import { handleChangeSet } from '../../domain/configuration/handle-change-set.ts'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { testSeal } from '../../domain/configuration/testing/given.ts'
import { silent } from '../../domain/kernel/log.ts'
import { isoOf, microsOfIso } from '../../domain/kernel/time.ts'
import { purgedIn, retentionStream } from '../../domain/retention/purge.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { createMemoryWorkflows } from '../workflows/memory.ts'
import { createRetention, retentionWorkflow } from './service.ts'

const rules = { kinds, seal: testSeal }
const instant = (text: string) => microsOfIso(text) ?? NaN
const sites = [
  { site: 'paris', timeZone: 'Europe/Paris' },
  { site: 'lyon', timeZone: 'Europe/Paris' },
]

/** Two sites, and servers that come and go; the clock is what the test says. */
function world(start: string) {
  const store = createMemoryEventStore()
  const reader = createConfigurationReader(store, kinds)
  let now = instant(start)
  let changes = 0
  const clock = () => now
  const counted: RetentionBounds[] = []
  let older: readonly string[] = []
  const server = () => {
    const workflows = createMemoryWorkflows(1, clock)
    const retention = createRetention({
      store,
      reader,
      workflows,
      clock,
      log: silent,
      sites: () => Promise.resolve(sites),
      rowsOver(_, bounds) {
        counted.push(bounds)
        return Promise.resolve({ 'calls.call': 7 })
      },
      behind: () => Promise.resolve(older),
    })
    return { ...retention, workflows, work: () => workflows.work({ [retentionWorkflow]: retention.workflow }) }
  }
  return {
    server,
    counted,
    upgrade: (...names: string[]) => (older = names),
    at: (text: string) => (now = instant(text)),
    change: (site: string, fields: Record<string, unknown>) =>
      handleChangeSet(store, reader, { commands: [{ changeRetentionSettings: fields }] }, rules, {
        site,
        comment: null,
        actor: 'ann',
        dryRun: false,
        changeSetId: `c${++changes}`,
        occurredAt: now,
      }),
    purged: async (site: string) => {
      const found: string[] = []
      for await (const { events } of store.readStream(retentionStream(site)))
        for (const event of events) {
          const { callDetails } = purgedIn(event).before
          found.push(`${event.actor ?? ''}: ${callDetails === undefined ? '' : isoOf(callDetails).slice(0, 10)}`)
        }
      return found
    },
  }
}

const soon = { timeout: 5000, interval: 5 }

test('each day at its time what is over is removed, and nothing where nobody said so', async () => {
  const { server, at, change, purged } = world('2026-11-30T01:00:00Z')
  await change('paris', { callDetailsDays: 30 })
  const { resume, work, workflows } = server()
  const worker = await work()
  await resume()
  at('2026-11-30T02:00:00Z')
  workflows.tick()
  at('2026-11-30T02:30:00Z')
  workflows.tick()
  await expect.poll(() => purged('paris'), soon).toEqual(['retention: 2026-10-31'])
  at('2026-11-30T23:30:00Z')
  workflows.tick()
  at('2026-12-01T02:30:00Z')
  workflows.tick()
  await expect.poll(() => purged('paris'), soon).toEqual(['retention: 2026-10-31', 'retention: 2026-11-01'])
  expect(await purged('lyon')).toEqual([])
  await worker.stop()
})

test('behind an upgrade it waits until every read model can tell what goes', async () => {
  const { server, counted, upgrade, change, purged } = world('2026-11-30T12:00:00Z')
  await change('paris', { callDetailsDays: 30 })
  upgrade('calls', 'queue_visits')
  const { purge } = server()
  const asked = { site: 'paris', actor: 'ann', dryRun: false }
  expect(await purge(asked)).toMatchObject({
    before: {},
    rejections: [
      { field: 'site', rule: 'upgrade', message: expect.stringMatching(/^calls, queue_visits have still/) as string },
    ],
  })
  expect(await purge({ ...asked, dryRun: true })).toMatchObject({ rejections: [{ rule: 'upgrade' }] })
  expect([await purged('paris'), counted]).toEqual([[], []])
  upgrade()
  expect(await purge(asked)).toMatchObject({ rejections: [], rows: { 'calls.call': 7 } })
  expect(await purged('paris')).toEqual(['ann: 2026-10-31'])
})

test('a day that no server ran is made up for, and two servers remove once', async () => {
  const { server, at, change, purged } = world('2026-11-28T01:00:00Z')
  await change('paris', { callDetailsDays: 30 })
  at('2026-11-30T12:00:00Z')
  const [one, other] = [server(), server()]
  const workers = [await one.work(), await other.work()]
  await Promise.all([one.resume(), other.resume()])
  await expect.poll(() => purged('paris'), soon).toEqual(['retention: 2026-10-31'])
  for (const worker of workers) await worker.stop()
})

test('a dry run tells what would go, and stores nothing; a purge says it in its event', async () => {
  const { server, change, purged, counted } = world('2026-11-30T12:00:00Z')
  await change('paris', { callDetailsDays: 30 })
  const { purge, status, inForce } = server()
  const callDetails = instant('2026-10-31T00:00:00Z')
  const request = { site: 'paris', dryRun: true, actor: 'ann' }
  expect(await purge(request)).toMatchObject({ rejections: [], before: { callDetails }, rows: { 'calls.call': 7 } })
  expect(await purged('paris')).toEqual([])
  expect(counted.at(-1)).toMatchObject({ callDetails })
  await purge({ ...request, dryRun: false })
  expect(await purged('paris')).toEqual(['ann: 2026-10-31'])
  expect(await inForce('paris')).toMatchObject({ callDetails })
  expect(await status('paris')).toMatchObject({ due: {}, last: { actor: 'ann', rows: { 'calls.call': 7 } } })
  expect((await purge({ ...request, dryRun: false })).before).toEqual({})
  expect(await purged('paris')).toHaveLength(1)
})

test('a legal hold keeps everything, by hand and by itself', async () => {
  const { server, change, purged } = world('2026-11-30T12:00:00Z')
  await change('paris', { callDetailsDays: 30, legalHold: true })
  await change('lyon', { callDetailsDays: 30 })
  const { purge, status, resume, work, workflows } = server()
  expect((await purge({ site: 'paris', dryRun: false, actor: 'ann' })).rejections).toMatchObject([
    { rule: 'legalHold' },
  ])
  expect((await status('paris')).next).toBeNull()
  const worker = await work()
  await resume()
  workflows.tick()
  // The other site is looked at after this one: what it was going to remove of paris is gone by then.
  await expect.poll(() => purged('lyon'), soon).toEqual(['retention: 2026-10-31'])
  expect(await purged('paris')).toEqual([])
  await worker.stop()
})
