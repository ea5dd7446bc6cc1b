import fc from 'fast-check'
import type { AmiRow, CelRow } from '../../../domain/calls/rows/rows.ts'
import { amiRow, celRow, ids, queueLogRow, second } from '../../../domain/calls/testing/colliding-rows.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { microsOfSeconds } from '../../../domain/kernel/time.ts'
import { amiCallIds } from '../../../domain/pbx/ami-fact.ts'
import { amiEventRecorded, callTag, celRowRecorded, factData, queueLogRowRecorded } from '../../../domain/pbx/facts.ts'
import type { CallRow } from '../../../domain/queues/stays.ts'
import { february, march, purge } from '../../queue-visits/testing/rows-and-purges.ts'
import { correction, restart, said } from './arbitrary-log.ts'

/** Where and when a row was written, and the ids that it is found by. */
interface Written {
  readonly at: number
  readonly node: string
  readonly keys: readonly string[]
}

const recorded = (type: string, data: NewEvent['data'], { at, node, keys }: Written): NewEvent => ({
  type,
  data,
  occurredAt: at,
  site: 'paris',
  node,
  tags: [...new Set(keys)].map(key => callTag('paris', node, key)),
})

export function celEvent({ at, ...row }: Omit<CelRow, 'position'>, node = 'pbx1'): NewEvent {
  const unread = { raw: '', cid_ani: '', cid_rdnis: '', amaflags: '3', peeraccount: '', userfield: '' }
  const data = factData({ ...unread, ...row })
  return recorded(celRowRecorded, data, { at, node, keys: [row.uniqueid, row.linkedid] })
}

function queueLogEvent({ at, ...row }: Omit<CallRow, 'position'>, node: string): NewEvent {
  const data = factData({ raw: '', form: 'table', ...row })
  return recorded(queueLogRowRecorded, data, { at, node, keys: [row.callid] })
}

function amiEvent({ at, ...row }: Omit<AmiRow, 'position'>, node: string): NewEvent {
  return recorded(amiEventRecorded, factData({ raw: '', ...row }), { at, node, keys: amiCallIds(row) })
}

const nodes = fc.constantFrom('pbx1', 'pbx1', 'pbx1', 'pbx2')

/** Something said of a channel, which no row may have told of yet. */
const words = fc.tuple(fc.constantFrom(...ids), nodes, fc.constantFrom(...said)).map(([uniqueid, node, event]) => {
  const about = recorded(queueLogRowRecorded, { callid: uniqueid }, { at: 0, node, keys: [uniqueid] })
  return correction(about, event, middle)
})

const collidingEvent: fc.Arbitrary<NewEvent> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(celRow, nodes).map(([row, node]) => celEvent(row, node)) },
  { weight: 3, arbitrary: fc.tuple(queueLogRow, nodes).map(([row, node]) => queueLogEvent(row, node)) },
  { weight: 2, arbitrary: fc.tuple(amiRow, nodes).map(([row, node]) => amiEvent(row, node)) },
  { weight: 1, arbitrary: fc.tuple(second, nodes).map(([at, node]) => restart(microsOfSeconds(at), node)) },
  { weight: 1, arbitrary: words },
)

/** Whatever PBXs may tell of the same few channels within half a minute, in any order, and starts of theirs in the same seconds. */
export const collidingLog: fc.Arbitrary<NewEvent[]> = fc.array(collidingEvent, { minLength: 2, maxLength: 24 })

/** In the half minute around a bound there are as many seconds before it as behind. */
const middle = microsOfSeconds(15)

/** The same seconds or hours from one of the bounds, which are in seconds. */
export const collidingAround = (...bounds: readonly number[]): fc.Arbitrary<NewEvent> =>
  fc
    .record({ event: collidingEvent, bound: fc.constantFrom(...bounds), times: fc.constantFrom(1, 1, 600) })
    .map(({ event, bound, times }) => ({
      ...event,
      occurredAt: microsOfSeconds(bound) + (event.occurredAt - middle) * times,
    }))

/** With purges of what was before one of two bounds. */
export const collidingLogWithPurges: fc.Arbitrary<NewEvent[]> = fc.array(
  fc.oneof({ weight: 7, arbitrary: collidingAround(february, february, march) }, { weight: 1, arbitrary: purge }),
  { minLength: 3, maxLength: 24 },
)
