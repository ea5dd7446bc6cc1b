import type { NumberRangeType, ObjectKind, OtherObjects } from '../../configuration/kind.ts'
import type { Rejection } from '../../kernel/decider.ts'
import { queues } from '../../queues/configured-queues.ts'
import { lines } from '../../users/lines.ts'
import { conferenceRooms } from '../conference-rooms.ts'
import type { Context } from '../dialplan/contexts.ts'
import { groups } from '../groups.ts'
import { incalls } from '../incalls.ts'
import { asDelivered } from './number-range.ts'

/** Whose numbers a range of the type is for. */
const holders: Readonly<Record<NumberRangeType, Pick<ObjectKind, 'name' | 'numberOf'>>> = {
  user: lines,
  group: groups,
  queue: queues,
  conference: conferenceRooms,
  incall: incalls,
}

/**
 * pbx-configuration §4.2: a range goes when no number is in it any more. While another one of the type is left, the numbers themselves are
 * asked whether they lie in one (number-range.ts); without any they could be whatever they like.
 */
export const rangesInUse = (from: Context, to: Context, others: OtherObjects): readonly Rejection[] =>
  from.numberRanges
    .filter(({ type }) => !to.numberRanges.some(range => range.type === type))
    .flatMap(range => {
      const { start, end } = asDelivered(range)
      const used = numbersOf(range.type, from.name, others).filter(
        number => number.length === start.length && number >= start && number <= end,
      )
      if (used.length === 0) return []
      const named = used.slice(0, mostNamed).join(', ')
      const more = used.length > mostNamed ? ` and ${used.length - mostNamed} more` : ''
      const message = `the ${range.type} range ${range.start}-${range.end} of context ${from.name} is in use: ${named}${more}; change these numbers first`
      return [{ field: 'numberRanges', rule: 'inUse', message }]
    })

const mostNamed = 10

function numbersOf(type: NumberRangeType, context: string, others: OtherObjects): readonly string[] {
  const holder = holders[type] as ObjectKind
  return others
    .all(holder)
    .flatMap(({ value }) => holder.numberOf?.(value) ?? [])
    .filter(owned => owned.context === context)
    .map(({ number }) => number)
    .sort()
}
