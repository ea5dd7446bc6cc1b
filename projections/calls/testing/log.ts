import type { TaggedEvent } from '../../../domain/kernel/event-store.ts'
import type { NewEvent, RecordedEvent } from '../../../domain/kernel/event.ts'
import { correctionStream, type CorrectionEvent } from '../../../domain/calls/corrections.ts'
import { amiEventRecorded, celRowRecorded, factStream, queueLogRowRecorded } from '../../../domain/pbx/facts.ts'
import type { ContactLog } from '../contacts/contact-rows.ts'

/** A log in memory: as much of the event store as a fold sees, and how it was asked. */
export interface TestLog extends ContactLog {
  readonly events: readonly RecordedEvent[]
  readonly reads: { tags: number }
}

const kindOf = { [queueLogRowRecorded]: 'queue_log', [celRowRecorded]: 'cel', [amiEventRecorded]: 'ami' } as const

export function logOf(appended: readonly NewEvent[]): TestLog {
  const tagged = new Map<string, TaggedEvent[]>()
  const events = appended.map(({ tags = [], ...event }, index): RecordedEvent => {
    const position = index + 1
    const stream = streamOf(event)
    const recorded = { schemaVersion: 1, ...event, id: `${position}`, stream, revision: index, position, recordedAt: 0 }
    const withTags = { ...recorded, tags }
    for (const tag of tags) tagged.set(tag, [...(tagged.get(tag) ?? []), withTags])
    return recorded
  })
  const reads = { tags: 0 }
  return {
    events,
    reads,
    async *readTagged(tags, { upTo = Infinity } = {}) {
      await Promise.resolve()
      reads.tags++
      const found = [...new Set(tags.flatMap(tag => tagged.get(tag) ?? []))].sort((a, b) => a.position - b.position)
      yield { events: found.filter(({ position }) => position <= upTo), through: events.length }
    },
  }
}

function streamOf({ type, site = '', node = '', data }: NewEvent): string {
  if (type in kindOf) return factStream(site, node, kindOf[type as keyof typeof kindOf])
  return correctionStream(data as unknown as CorrectionEvent)
}
