import type { NewEvent, RecordedEvent } from '../../../domain/kernel/event.ts'
import { correctionStream, type CorrectionEvent } from '../../../domain/calls/corrections.ts'
import { amiEventRecorded, celRowRecorded, factStream, queueLogRowRecorded } from '../../../domain/pbx/facts.ts'
import type { ContactLog } from '../contacts/contact-rows.ts'

/** A log in memory: as much of the event store as a fold sees, and how it was asked. */
export interface TestLog extends ContactLog {
  readonly events: readonly RecordedEvent[]
  readonly reads: { tags: number; streams: number }
}

const kindOf = { [queueLogRowRecorded]: 'queue_log', [celRowRecorded]: 'cel', [amiEventRecorded]: 'ami' } as const

export function logOf(appended: readonly NewEvent[]): TestLog {
  const tagged = new Map<string, RecordedEvent[]>()
  const streams = new Map<string, RecordedEvent[]>()
  const put = (map: Map<string, RecordedEvent[]>, key: string, event: RecordedEvent) => {
    const known = map.get(key)
    if (known) known.push(event)
    else map.set(key, [event])
  }
  const events = appended.map(({ tags = [], ...event }, index): RecordedEvent => {
    const position = index + 1
    const stream = streamOf(event)
    const recorded = { schemaVersion: 1, ...event, id: `${position}`, stream, revision: index, position, recordedAt: 0 }
    for (const tag of tags) put(tagged, tag, recorded)
    put(streams, stream, recorded)
    return recorded
  })
  const reads = { tags: 0, streams: 0 }
  return {
    events,
    reads,
    async *readTagged(tag, { upTo = Infinity } = {}) {
      await Promise.resolve()
      reads.tags++
      yield { events: (tagged.get(tag) ?? []).filter(({ position }) => position <= upTo), through: events.length }
    },
    async *readStream(stream, { upTo = Infinity, occurredWithin: [from, to] = [-Infinity, Infinity] } = {}) {
      await Promise.resolve()
      reads.streams++
      const found = (streams.get(stream) ?? []).filter(
        ({ position, occurredAt }) => position <= upTo && from <= occurredAt && occurredAt <= to,
      )
      yield { events: found, through: events.length }
    },
  }
}

function streamOf({ type, site = '', node = '', data }: NewEvent): string {
  if (type in kindOf) return factStream(site, node, kindOf[type as keyof typeof kindOf])
  return correctionStream(data as unknown as CorrectionEvent)
}
