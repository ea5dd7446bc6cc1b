import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent, Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { queueTalkEndFound, talkEndEvent, talkEndStream, type QueueTalkEnd } from '../../domain/queues/talk-ends.ts'
import overInCelSql from './sql/over-in-cel.sql'

interface TalkEndFinder {
  /**
   * Looks once through what the read models hold now.
   * @returns how many ends were put into the log
   */
  look(): Promise<number>
}

interface Found extends QueueTalkEnd {
  readonly site: string
  readonly node: string
  readonly endedAt: Micros
}

/** Where nothing newer is written to queue_log, as at night, an end is believed missing after so long. */
const patience: Micros = 60 * microsPerSecond

/**
 * Puts the ends of conversations into the log that CEL tells and queue_log does not (domain/queues/talk-ends.ts). Each once: those of the log are
 * remembered. Two that look at the same time may both put one there, which changes nothing.
 */
export function createTalkEndFinder(options: {
  readonly sql: Queryable
  readonly store: Pick<EventStore, 'append' | 'readAll'>
  readonly clock: () => Micros
}): TalkEndFinder {
  const { sql, store, clock } = options
  const known = new Set<string>()
  let through: Position = 0

  async function learn(): Promise<void> {
    for await (const page of store.readAll({ types: [queueTalkEndFound], after: through })) {
      for (const event of page.events) known.add(nameOf(event, event.data as unknown as QueueTalkEnd))
      through = page.through
    }
  }

  return {
    async look() {
      const { rows } = await sql.query<Found>(overInCelSql, [clock() - patience])
      if (rows.length === 0) return 0
      await learn()
      const fresh = rows.filter(row => !known.has(nameOf(row, row)))
      const byStream = new Map<string, NewEvent[]>()
      for (const { site, node, endedAt, callid, queue, agent, answeredAt, uniqueid } of fresh) {
        const event = talkEndEvent(site, node, { callid, queue, agent, answeredAt, uniqueid }, endedAt)
        byStream.set(talkEndStream(site, node), [...(byStream.get(talkEndStream(site, node)) ?? []), event])
      }
      const appends = [...byStream].map(([stream, events]) => ({ stream, expected: 'any' as const, events }))
      if (appends.length > 0) await store.append(appends)
      return fresh.length
    },
  }
}

const nameOf = (
  { site, node }: Pick<RecordedEvent, 'site' | 'node'>,
  { callid, queue, agent, answeredAt }: QueueTalkEnd,
): string => JSON.stringify([site, node, callid, queue, agent, answeredAt])
