import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { Position } from '../../../domain/kernel/event.ts'
import { callTag } from '../../../domain/pbx/facts.ts'
import { foundBy, intakeOf, type IntakeRow } from '../intake.ts'
import type { KeyOfNode } from '../stored.ts'

/** What the rows of a contact are found by in the log. */
export interface ContactTraces {
  readonly site: string
  readonly node: string
  readonly keys: readonly string[]
}

export type ContactLog = Pick<EventStore, 'readTagged'>

/**
 * What the PBX wrote of each contact as far as the log went then, in the order of the contacts.
 *
 * A page of the log has rows of many calls. When CEL is imported behind the queue_log of the same year every call is looked for, and each
 * page is read once for all of them.
 */
export async function rowsOfContacts(
  log: ContactLog,
  contacts: readonly ContactTraces[],
  upTo: Position,
): Promise<readonly (readonly IntakeRow[])[]> {
  const found = contacts.map((): IntakeRow[] => [])
  const ofTag = new Map<string, IntakeRow[]>()
  for (const [index, { site, node, keys }] of contacts.entries())
    for (const key of keys) ofTag.set(callTag(site, node, key), found[index] ?? [])
  for await (const { events } of log.readTagged([...ofTag.keys()], { upTo }))
    for (const event of events) {
      const row = intakeOf(event)
      if (!row || row.kind === 'correction') continue
      for (const rows of new Set(event.tags.map(tag => ofTag.get(tag)))) rows?.push(row)
    }
  return found
}

/**
 * The rows that the log finds by the key, and by the ids of these, and so on. What ties them by other ids is not asked for: from one side
 * of such a tie the log does not find the other, so it would depend on which of the two is looked for first.
 */
export async function rowsTiedTo(
  log: ContactLog,
  { site, node, key }: KeyOfNode,
  upTo: Position,
): Promise<readonly IntakeRow[]> {
  const rows = new Map<Position, IntakeRow>()
  const keys = new Set([key])
  // What is added meanwhile is gone through as well.
  for (const known of keys)
    for await (const { events } of log.readTagged([callTag(site, node, known)], { upTo }))
      for (const event of events) {
        const row = intakeOf(event)
        if (!row) continue
        rows.set(row.row.position, row)
        for (const other of foundBy(row)) keys.add(other)
      }
  return [...rows.values()]
}
