import { microsPerSecond, type Micros } from '../kernel/time.ts'
import type { QueueLogFact } from './facts.ts'

/** Where rows tell how long what they end has lasted, one length behind the other. Asterisk takes them from the clock of the day. */
const lengthsAt: Readonly<Partial<Record<string, readonly number[]>>> = {
  CONNECT: [0],
  COMPLETEAGENT: [0, 1],
  COMPLETECALLER: [0, 1],
  TRANSFER: [2, 3],
  BLINDTRANSFER: [2, 3],
  ATTENDEDTRANSFER: [2, 3, 4], // LINK has one field more in front, and no position is negative
  ABANDON: [2],
  EXITWITHTIMEOUT: [2],
  EXITEMPTY: [2],
  LEAVEEMPTY: [2],
  EXITWITHKEY: [3],
  WITHDRAW: [2],
}

/** These count milliseconds. */
const ringsAt: Readonly<Partial<Record<string, readonly number[]>>> = { RINGNOANSWER: [0], RINGCANCELED: [0] }

/**
 * When a row was written, by the clock by which what it ends began. A length below 0 says that the PBX's clock was set back since (Asterisk 22:
 * `BLINDTRANSFER|1007|internal|1|-34|1`, 34 s before its `CONNECT`): the row then stands at that beginning, as no other row tells how much time went by.
 * So it stays behind what it ends, which would be open for ever else.
 * @param occurredAt as the row says
 */
export function readAt(
  occurredAt: Micros,
  { event, data, form }: Pick<QueueLogFact, 'event' | 'data' | 'form'>,
): Micros {
  const missing = below(data, lengthsAt[event]) * microsPerSecond + below(data, ringsAt[event], 1_000) * microsPerSecond
  if (missing === 0) return occurredAt
  // A length is the difference of whole seconds: of microseconds it may lack one.
  return occurredAt + missing + (form === 'table' ? microsPerSecond : 0)
}

/** By how many seconds the lengths are below 0, in all. */
function below(data: readonly string[], places: readonly number[] | undefined, unitsPerSecond = 1): number {
  if (!places) return 0
  let seconds = 0
  for (const place of places) {
    const field = data[place]
    if (field?.startsWith('-') && /^-\d{1,9}$/.test(field)) seconds += Math.trunc(-Number(field) / unitsPerSecond)
  }
  return seconds
}
