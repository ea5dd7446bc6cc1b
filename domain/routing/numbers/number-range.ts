import type { NumberRangeType, OtherObjects } from '../../configuration/kind.ts'
import type { Rejection } from '../../kernel/decider.ts'
import { contexts, type Context } from '../dialplan/contexts.ts'

/** pbx-configuration §3: a number outside the ranges of its type is refused; a pattern is exempt. */
export function outsideRange(
  number: string | null,
  context: string | null,
  type: NumberRangeType,
  others: OtherObjects,
): Rejection[] {
  if (number === null || context === null || !/^[0-9]+$/.test(number)) return []
  const ranges = (others.get(contexts, context)?.numberRanges ?? [])
    .filter(range => range.type === type)
    .map(asDelivered)
  if (ranges.length === 0) return []
  if (ranges.some(({ start, end }) => number.length === start.length && number >= start && number <= end)) return []
  const named = ranges.map(({ start, end }) => `${start}-${end}`).join(', ')
  return [
    { field: 'number', rule: 'range', message: `${number} is in no ${type} range of context ${context} (${named})` },
  ]
}

/** A number needs a context to be dialled in, and a context alone gives no number. */
export function numberWithoutContext(number: string | null, context: string | null): Rejection[] {
  if ((number === null) === (context === null)) return []
  return [
    {
      field: number === null ? 'number' : 'context',
      rule: 'together',
      message: 'number and context are given together or not at all',
    },
  ]
}

/** The network may deliver only the last digits of the numbers that it gave: these are what is dialled then. */
export function asDelivered({ start, end, didLength }: Context['numberRanges'][number]) {
  if (!didLength || didLength >= start.length) return { start, end }
  return { start: start.slice(-didLength), end: end.slice(-didLength) }
}
