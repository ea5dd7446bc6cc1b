import { describe, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import { initialConfiguration } from '../configuration/configuration.ts'
import { commandsBetween } from '../configuration/difference.ts'
import { handleChangeSet } from '../configuration/handle-change-set.ts'
import { createConfigurationReader } from '../configuration/history.ts'
import { kinds } from '../configuration/kinds.ts'
import { given, testSeal, when } from '../configuration/testing/given.ts'
import { defaultThresholds, thresholdStream, type ThresholdEvent } from './thresholds.ts'

const limits = (serviceLevelSeconds: number) => ({ ...defaultThresholds, serviceLevelSeconds })

function site() {
  const store = createMemoryEventStore()
  const reader = createConfigurationReader(store, kinds)
  const send = (occurredAt: number, ...commands: ConfigurationCommand[]) =>
    handleChangeSet(
      store,
      reader,
      { commands },
      { kinds, seal: testSeal },
      { site: 'paris', changeSetId: `c${occurredAt}`, comment: null, actor: 'ann', occurredAt, dryRun: false },
    )
  /** What the figures of the queue get to know: from when on which T. */
  const judged = async (queue: string) => {
    const found: [from: number, seconds: number][] = []
    for await (const { events } of store.readStream(thresholdStream('paris', queue)))
      for (const { data } of events) {
        const { effectiveFrom, thresholds } = data as unknown as ThresholdEvent
        found.push([effectiveFrom, thresholds.serviceLevelSeconds])
      }
    return found
  }
  return { reader, send, judged }
}

const sales = (more: object) => ({ defineQueue: { name: 'sales', displayName: 'Sales', ...more } })

describe('thresholds of a configured queue', () => {
  test('judge waits from the change on, and the defaults do when they are unset', async () => {
    const { send, judged } = site()
    await send(10, sales({ thresholds: limits(20) }))
    await send(20, { changeQueue: { name: 'sales', weight: 5 } })
    await send(30, { changeQueue: { name: 'sales', thresholds: limits(30) } })
    await send(40, { changeQueue: { name: 'sales', thresholds: null } })
    expect(await judged('sales')).toEqual([
      [10, 20],
      [30, 30],
      [40, defaultThresholds.serviceLevelSeconds],
    ])
  })

  test('end with their queue: who has its name later begins with the defaults', async () => {
    const { send, judged } = site()
    await send(10, sales({ thresholds: limits(20) }))
    await send(20, { removeQueue: { name: 'sales' } })
    await send(30, sales({}))
    expect(await judged('sales')).toEqual([
      [10, 20],
      [20, defaultThresholds.serviceLevelSeconds],
    ])
  })

  test('that it does not name stay what they were before it was configured', async () => {
    const { send, judged } = site()
    await send(10, sales({}))
    expect(await judged('sales')).toEqual([])
  })

  test('are in the document that makes the configuration', async () => {
    const { send, reader } = site()
    await send(10, sales({ thresholds: limits(20) }))
    const { configuration } = await reader.now('paris')
    expect(commandsBetween(initialConfiguration(kinds), configuration, kinds)).toEqual([
      sales({ thresholds: limits(20) }),
    ])
  })

  test('are all four of them, and t2 is not less than t1', () => {
    const { t2Seconds: _, ...three } = limits(20)
    expect(when(given(), sales({ thresholds: three }))).toEqual({
      rejections: ['commands[0].defineQueue.thresholds.t2Seconds required'],
    })
    expect(when(given(), sales({ thresholds: { ...limits(20), t1Seconds: 15, t2Seconds: 15 } }))).toEqual({
      events: ['QueueDefined sales'],
    })
    expect(when(given(), sales({ thresholds: { ...limits(20), t2Seconds: 10 } }))).toEqual({
      rejections: ['commands[0].defineQueue.thresholds.t2Seconds order'],
    })
    expect(when(given(), sales({ thresholds: { ...limits(20), t1Seconds: -1 } }))).toEqual({
      rejections: ['commands[0].defineQueue.thresholds.t1Seconds range'],
    })
  })
})
