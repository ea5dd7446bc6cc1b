import type { Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import { hangUpSideOf, transferOf } from './endings.ts'
import type { Stay } from './stays.ts'
import type { Side, Visit, VisitFlag } from './visit.ts'

/** Settles what the rows of a stay left open, and turns instants into lengths. */
export function visitOf(
  stay: Stay,
  visitNumber: number,
  nextEntry: Micros | undefined,
  restarts: readonly Micros[],
): Visit {
  const { answer, exit, end, wrapUp } = stay
  const leftAt = answer?.at ?? exit?.at ?? null
  const found = end || wrapUp ? null : foundEndOf(stay, restarts)
  const endedAt = answer ? (end?.at ?? wrapUp?.at ?? found?.at ?? null) : null
  const lostAt = lossOf(stay, leftAt, endedAt, nextEntry, restarts)
  return {
    queue: stay.queue,
    visitNumber,
    outcome: answer ? 'ANSWERED' : (exit?.outcome ?? (lostAt === null ? 'OPEN' : 'LOST_SYSTEM')),
    enteredAt: stay.enteredAt,
    leftAt,
    answeredAt: answer?.at ?? null,
    endedAt,
    lostAt,
    wait: leftAt !== null && stay.entryKnown ? leftAt - stay.enteredAt : null,
    ring: stay.ring,
    talk: answer?.known && endedAt !== null ? endedAt - answer.at : null,
    hold: holdOf(stay),
    wrapUp: wrapUp?.length ?? null,
    missedRings: stay.missedRings,
    agent: answer?.agent ?? null,
    callerNumber: stay.callerNumber,
    calledNumber: stay.calledNumber,
    entryPosition: stay.entryPosition,
    exitPosition: exit?.position ?? null,
    hungUpBy: hangUpOf(stay, endedAt ?? lostAt),
    transfer: end ? transferOf(end.meaning) : null,
    flags: flagsOf(stay, endedAt, lostAt),
    positions: found ? [...stay.positions, found.position].sort((a, b) => a - b) : stay.positions,
  }
}

/** No call lives through a start of the PBX: what CEL tells of a later end is about another one. */
function foundEndOf({ found, lastRowAt }: Stay, restarts: readonly Micros[]): Stay['found'] {
  return found && found.at <= (firstAfter(restarts, lastRowAt) ?? Infinity) ? found : null
}

/** A hold that nobody takes back ends with the conversation. */
function holdOf({ hold, end }: Stay): MicrosLength | null {
  if (!hold) return null
  return hold.length + (hold.since !== null && end ? end.at - hold.since : 0)
}

/** When a stay or conversation that no row ends was over at the latest; null: it has an end, or goes on. */
function lossOf(
  stay: Stay,
  leftAt: Micros | null,
  endedAt: Micros | null,
  nextEntry: Micros | undefined,
  restarts: readonly Micros[],
): Micros | null {
  if (leftAt === null && nextEntry !== undefined) return nextEntry // a caller waits in one place only
  if (leftAt !== null && (endedAt !== null || !stay.answer)) return null
  return firstAfter(restarts, stay.lastRowAt)
}

function firstAfter(restarts: readonly Micros[], at: Micros): Micros | null {
  let low = 0
  let high = restarts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((restarts[middle] ?? Infinity) > at) high = middle
    else low = middle + 1
  }
  return restarts[low] ?? null
}

function hangUpOf({ answer, end, exit }: Stay, over: Micros | null): Side | null {
  if (end) return hangUpSideOf[end.meaning.event]
  if (exit?.outcome === 'ABANDONED') return 'CALLER'
  return answer && over !== null ? 'UNKNOWN' : null
}

function flagsOf({ flags, end }: Stay, endedAt: Micros | null, lostAt: Micros | null): readonly VisitFlag[] {
  if (lostAt !== null) return [...flags, 'lostEnd']
  return endedAt !== null && !end ? [...flags, 'inferredEnd'] : flags
}
