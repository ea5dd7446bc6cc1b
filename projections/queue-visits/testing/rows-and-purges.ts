import fc from 'fast-check'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { microsOfSeconds } from '../../../domain/kernel/time.ts'
import { amiEventRecorded, celRowRecorded, factStream, queueLogRowRecorded } from '../../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import { purgedBefore } from '../../testing/purged-in-memory.ts'
import { factOf, siteRegistered } from './folding.ts'

const day = 86_400
/** Bounds of figures are the first of a month, in UTC. In seconds. */
export const february = 31 * day
export const march = 59 * day

/** Of a row that tells of a call, by the event and a length in seconds. */
export const dataOf: Readonly<Record<string, (length: string) => string[]>> = {
  ENTERQUEUE: () => ['', '0612345678', '1'],
  CONNECT: length => [length, '1.2', '3'],
  COMPLETECALLER: length => ['4', length, '1'],
  BLINDTRANSFER: length => ['3002', 'default', '4', length, '1'],
  ABANDON: length => ['1', '1', length],
  RINGNOANSWER: length => [`${length}000`],
  WRAPUPSTART: length => [length],
  FULL: () => [],
  QUEUESTART: () => [],
}

/** Around two bounds, over which a stay may reach; some of one call, some of calls that are told apart by their second. */
const row: fc.Arbitrary<NewEvent> = fc
  .record({
    turn: fc.constantFrom(february, february, march),
    behind: fc.constantFrom(-day, -600, -30, -1, 0, 1, 30, 600, day),
    event: fc.constantFrom(...Object.keys(dataOf), 'ENTERQUEUE', 'CONNECT', 'COMPLETECALLER'),
    callid: fc.constantFrom('1.1', '1.1', '2.1', '1.19', '002678390.1', '002678399.1'),
    agent: fc.constantFrom('Agent/8001', 'Agent/8001', 'Agent/8002'),
    length: fc.constantFrom('0', '1', '30', '60', '630', '1200', '86400'),
  })
  .map(({ turn, behind, event, callid, agent, length }) =>
    factOf({
      at: turn + behind,
      callid: event === 'QUEUESTART' ? 'NONE' : callid,
      queue: event === 'QUEUESTART' ? 'NONE' : 'sales',
      agent: ['QUEUESTART', 'ENTERQUEUE', 'ABANDON', 'FULL'].includes(event) ? 'NONE' : agent,
      event,
      data: dataOf[event]?.(length) ?? [],
    }),
  )

export const purge: fc.Arbitrary<NewEvent> = fc
  .constantFrom(february, february, march)
  .map(bound => purgedBefore(microsOfSeconds(bound)))

/** Rows of a few calls, and purges of what was before one of the bounds, in any order. */
export const rowsAndPurges: fc.Arbitrary<NewEvent[]> = fc.array(
  fc.oneof({ weight: 7, arbitrary: row }, { weight: 1, arbitrary: purge }),
  { minLength: 3, maxLength: 24 },
)

const kindOf: Readonly<Record<string, 'queue_log' | 'cel' | 'ami'>> = {
  [queueLogRowRecorded]: 'queue_log',
  [celRowRecorded]: 'cel',
  [amiEventRecorded]: 'ami',
}

/** A log of rows and purges, of a site on UTC. */
export async function logOfRowsAndPurges(events: readonly NewEvent[]): Promise<EventStore> {
  const store = createMemoryEventStore({ now: () => 0 })
  for (const event of [siteRegistered('UTC'), ...events]) {
    const kind = kindOf[event.type]
    const stream = kind ? factStream('paris', event.node ?? '', kind) : 'site/paris'
    await store.append([{ stream, expected: 'any', events: [event] }])
  }
  return store
}
