import type { Refusal, Visit } from '../../domain/queues/visit.ts'

/**
 * Names and numbers stand in keys, and a damaged or hostile row can make them any length: PostgreSQL refuses keys of more than some 2,700
 * bytes, and text with the character NUL or half a surrogate pair. Real ones have at most 80 characters in Asterisk, 256 in its tables.
 */
const longest = 256

const unfit = /[\0\p{Cs}]/u

export function nameKept(name: string): string {
  const cut = name.length > longest ? name.slice(0, longest) : name
  return unfit.test(cut) ? cut.replace(new RegExp(unfit, 'gu'), '\uFFFD') : cut
}

const recurring = new Map<string, string>()
const recurringAtMost = 10_000

/** The same for queues and agents, which recur from row to row. */
export function recurringNameKept(name: string): string {
  const known = recurring.get(name)
  if (known !== undefined) return known
  const fit = nameKept(name)
  if (recurring.size >= recurringAtMost) recurring.clear()
  if (name.length <= longest) recurring.set(name, fit)
  return fit
}

const kept = (text: string | null): string | null => (text === null ? null : nameKept(text))

/**
 * A caller who waits for long while a busy member is tried every second has thousands of rings: only the first and last rows of such a
 * visit are named, so that writing it again with every ring stays cheap.
 */
const positionsAtMost = 1_000
const positionsFromEnd = 100

/** The visit as the tables can hold it. */
export function visitKept(visit: Visit): Visit {
  const { callerNumber, calledNumber, transfer, positions } = visit
  const isKept =
    positions.length <= positionsAtMost &&
    kept(callerNumber) === callerNumber &&
    kept(calledNumber) === calledNumber &&
    kept(transfer?.to ?? null) === (transfer?.to ?? null) &&
    kept(transfer?.context ?? null) === (transfer?.context ?? null)
  if (isKept) return visit
  return {
    ...visit,
    positions:
      positions.length <= positionsAtMost
        ? positions
        : [...positions.slice(0, positionsAtMost - positionsFromEnd), ...positions.slice(-positionsFromEnd)],
    callerNumber: kept(callerNumber),
    calledNumber: kept(calledNumber),
    transfer: transfer && { ...transfer, to: kept(transfer.to), context: kept(transfer.context) },
  }
}

export function refusalKept(refusal: Refusal): Refusal {
  const calledNumber = kept(refusal.calledNumber)
  return calledNumber === refusal.calledNumber ? refusal : { ...refusal, calledNumber }
}
