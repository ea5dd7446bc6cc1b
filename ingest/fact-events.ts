import type { NewEvent } from '../domain/kernel/event.ts'
import type { Json } from '../domain/kernel/json.ts'
import type { Micros } from '../domain/kernel/time.ts'
import { callTag, factData, quarantinedRowReleased, rowQuarantined, type QuarantinedRow } from '../domain/pbx/facts.ts'
import { factIds, factType } from './fact-kinds.ts'
import type { FactRow } from './known-facts.ts'
import type { ReleasedRow } from './known-quarantine.ts'

/** What rows of a node become in the log. */
interface FactEvents {
  /** Tagged with the calls that it is of. */
  fact(row: FactRow): NewEvent
  /** @param at an unreadable row has no time of its own: it is filed under that of the row before it */
  quarantined(row: QuarantinedRow, at: Micros): NewEvent
  released(row: ReleasedRow, at: Micros): NewEvent
}

export function factEventsOf(site: string, node: string): FactEvents {
  const tagOfCalls = callTag(site, node, '')
  const event = (type: string, data: Json, occurredAt: Micros): NewEvent => ({ type, data, occurredAt, site, node })
  return {
    fact: ({ at, fact }) => ({
      type: factType(fact),
      data: factData(fact),
      occurredAt: at,
      site,
      node,
      tags: factIds(fact).map(id => tagOfCalls + id),
    }),
    quarantined: (row, at) => event(rowQuarantined, factData(row), at),
    released: (row, at) => event(quarantinedRowReleased, { ...row }, at),
  }
}
