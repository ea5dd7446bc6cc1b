import { expect, test } from 'vitest'
import { objectOf } from '../../domain/configuration/configuration.ts'
import { handleChangeSet } from '../../domain/configuration/handle-change-set.ts'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { scheduledChangesOf } from '../../domain/configuration/scheduled/scheduled-change.ts'
import { testSeal } from '../../domain/configuration/testing/given.ts'
import { queues } from '../../domain/queues/configured-queues.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { createMemoryWorkflows } from '../workflows/memory.ts'
import { createScheduledChanges, scheduledChangeWorkflow } from './service.ts'

const rules = { kinds, seal: testSeal }

/** A log, and servers that come and go over it; the clock is what the test says. */
async function world() {
  const store = createMemoryEventStore()
  const reader = createConfigurationReader(store, kinds)
  const context = { site: 'paris', comment: null, actor: 'ann', dryRun: false }
  let now = 10
  const clock = () => now
  const commands = [{ defineQueue: { name: 'sales', displayName: 'Sales' } }]
  await handleChangeSet(store, reader, { commands }, rules, { ...context, changeSetId: 'c0', occurredAt: now })
  const server = () => {
    const workflows = createMemoryWorkflows(1, clock)
    const service = createScheduledChanges({ store, reader, rules, workflows, clock })
    return {
      ...service,
      workflows,
      work: () => workflows.work({ [scheduledChangeWorkflow]: service.workflow }),
      schedule: (changeSetId: string, effectiveAt: number, displayName: string) =>
        service.schedule(
          { commands: [{ changeQueue: { name: 'sales', displayName } }] },
          { ...context, changeSetId, occurredAt: now, effectiveAt },
        ),
    }
  }
  return {
    server,
    at: (instant: number) => (now = instant),
    name: async () => objectOf((await reader.now('paris')).configuration, queues, 'sales')?.value.displayName,
    ends: async () =>
      [...(await scheduledChangesOf(store, 'paris')).byId.values()].map(({ changeSetId, state, endedAt }) => [
        changeSetId,
        state,
        endedAt,
      ]),
  }
}

const soon = { timeout: 5000, interval: 5 }

test('a scheduled change is applied when the clock says so, not before', async () => {
  const { server, at, name, ends } = await world()
  const { schedule, work, workflows } = server()
  const worker = await work()
  await schedule('s1', 100, 'Morning')
  await schedule('s2', 200, 'Evening')
  at(99)
  workflows.tick()
  expect(await name()).toBe('Sales')
  at(100)
  workflows.tick()
  await expect.poll(name, soon).toBe('Morning')
  at(205)
  workflows.tick()
  await workflows.idle()
  expect(await name()).toBe('Evening')
  expect(await ends()).toEqual([
    ['s1', 'APPLIED', 100],
    ['s2', 'APPLIED', 205],
  ])
  await worker.stop()
})

test('what came due while no server ran is applied by the next one, with the instant at which it was', async () => {
  const { server, at, name, ends } = await world()
  await server().schedule('s1', 100, 'Morning')
  at(5000)
  const next = server()
  await next.work()
  expect(await name()).toBe('Sales')
  await next.resume()
  await next.resume()
  await next.workflows.idle()
  expect(await name()).toBe('Morning')
  expect(await ends()).toEqual([['s1', 'APPLIED', 5000]])
})

test('what was cancelled is left alone when its time comes', async () => {
  const { server, at, name, ends } = await world()
  const first = server()
  const { schedule, work, workflows } = first
  await schedule('s1', 100, 'Morning')
  await first.cancel({ site: 'paris', changeSetId: 's1', reason: null, actor: 'bob', occurredAt: 20 })
  at(100)
  await work()
  await workflows.idle()
  expect(await name()).toBe('Sales')
  expect(await ends()).toEqual([['s1', 'CANCELLED', 20]])
})
