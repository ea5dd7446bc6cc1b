import { objectOf, type Configuration, type ConfigurationEvent } from '../configuration/configuration.ts'
import type { Micros } from '../kernel/time.ts'
import { queues } from './configured-queues.ts'
import { defaultThresholds, sameThresholds, type ThresholdEvent } from './thresholds.ts'

/** A change set as far as it concerns thresholds. */
interface Change {
  readonly site: string
  readonly occurredAt: Micros
  readonly events: readonly ConfigurationEvent[]
  readonly before: Configuration
  readonly after: Configuration
}

/**
 * What a change of the configuration means for the judgement of waits: figures know one kind of event, whoever decides. It is stored with
 * the change set, in the same append. A queue that names no thresholds any more, or is gone, is judged by the defaults from then on.
 */
export function thresholdsSetBy({ site, occurredAt, events, before, after }: Change): readonly ThresholdEvent[] {
  const touched = new Set(events.filter(({ kind }) => kind === queues.name).map(({ key }) => key))
  return [...touched].flatMap((queue): readonly ThresholdEvent[] => {
    const was = objectOf(before, queues, queue)?.value.thresholds ?? null
    const is = objectOf(after, queues, queue)?.value.thresholds ?? null
    if (was === is || (was && is && sameThresholds(was, is))) return []
    return [{ type: 'QueueThresholdsSet', site, queue, effectiveFrom: occurredAt, thresholds: is ?? defaultThresholds }]
  })
}
