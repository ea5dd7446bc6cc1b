import fc from 'fast-check'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import type { QueueLogRow } from '../../../domain/pbx/facts.ts'
import { arbitraryRings, instantOf, type ToldOfRings } from '../../../replay-tests/agents/arbitrary-rings.ts'
import { arbitraryRows } from '../../../replay-tests/agents/arbitrary-rows.ts'
import { amiFactOf, factOf, gapOf } from './folding.ts'

/** A row of queue_log, or what a manager interface tells. */
export type Told = { readonly row: QueueLogRow } | { readonly heard: ToldOfRings }

const at = (told: Told): number => ('row' in told ? told.row.at : instantOf(told.heard))

type Order = 'any' | 'time' | 'nearly time' | 'heard first' | 'rows first'

/** Rows and what was heard, mixed: in any order, in that of time, or nearly. */
export const arbitraryLog: fc.Arbitrary<readonly Told[]> = fc
  .tuple(
    arbitraryRows(25),
    arbitraryRings,
    fc.constantFrom<Order>('any', 'time', 'time', 'nearly time', 'heard first', 'rows first'),
    fc.infiniteStream(fc.nat(2_000_000)),
    fc.integer({ min: -2_000_000, max: 2_000_000 }),
  )
  .map(([rows, { heard: rings, rows: ofRings }, order, keys, delay]) => {
    const both: Told[] = [...[...rows, ...ofRings].map(row => ({ row })), ...rings.map(heard => ({ heard }))]
    // As if the one source were read a little behind the other.
    const read = (told: Told) => at(told) + ('row' in told ? 0 : delay)
    const sorters: Readonly<Record<Order, (told: Told) => number>> = {
      'nearly time': told => at(told) + ((keys.next().value as number | undefined) ?? 0),
      any: () => (keys.next().value as number | undefined) ?? 0,
      time: read,
      'heard first': told => ('row' in told ? 1 : 0),
      'rows first': told => ('row' in told ? 0 : 1),
    }
    return both
      .map(told => [sorters[order](told), told] as const)
      .sort(([a], [b]) => a - b)
      .map(([, told]) => told)
  })

export const eventOf = (told: Told): NewEvent => {
  if ('row' in told) return factOf(told.row)
  return told.heard.kind === 'event' ? amiFactOf(told.heard.event) : gapOf(told.heard.gap)
}
