import type { EventStore } from '../../domain/kernel/event-store.ts'
import { switchDemonstration } from './demonstrations.ts'
import { importSample } from './sample.ts'

/** Who registers what the first start shows. */
const actor = 'first run'

/** What there is to see before anything is connected: the recording, then the demonstration. Repeated, it adds what is missing. */
export async function welcome(store: EventStore): Promise<void> {
  await importSample(store, actor)
  await switchDemonstration(store, 'StartDemo', actor)
}

/**
 * This is the very first start, or the first one was killed: nobody else has registered a site, and the demonstration, which comes last, was
 * never begun.
 */
export async function isWelcomeDue(store: EventStore): Promise<boolean> {
  for await (const page of store.readAll({ types: ['SiteRegistered', 'DemoStarted'] }))
    if (page.events.some(event => event.type === 'DemoStarted' || event.actor !== actor)) return false
  return true
}
