import { expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { registerPlace } from '../registration.ts'
import { isWelcomeDue, welcome } from './welcome.ts'

/** How many events of each type a log holds. */
async function countsOf(store: EventStore): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for await (const { events } of store.readAll()) for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1
  return counts
}

/** The log of a process that is killed before its nth append. */
function dyingAt(store: EventStore, nth: number): EventStore {
  let appends = 0
  return {
    ...store,
    append: (...given) => (++appends < nth ? store.append(...given) : Promise.reject(new Error('killed'))),
  }
}

test('a first start that is killed at any append is taken up by the next one, which shows the same', async () => {
  const undisturbed = createMemoryEventStore()
  expect(await isWelcomeDue(undisturbed)).toBe(true)
  await welcome(undisturbed)
  expect(await isWelcomeDue(undisturbed)).toBe(false)
  const whole = await countsOf(undisturbed)
  for (let nth = 1, killed = true; killed; nth++) {
    const store = createMemoryEventStore()
    killed = await welcome(dyingAt(store, nth)).then(
      () => false,
      () => true,
    )
    expect(await isWelcomeDue(store)).toBe(killed)
    if (killed) await welcome(store)
    expect(await countsOf(store)).toEqual(whole)
  }
})

test('where somebody has registered a site, nothing is shown that nobody asked for', async () => {
  const store = createMemoryEventStore()
  await registerPlace(store, { site: 'paris', node: 'pbx1', timeZone: 'Europe/Paris', actor: 'Ann' })
  expect(await isWelcomeDue(store)).toBe(false)
})
