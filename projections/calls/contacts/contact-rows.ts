import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { Position } from '../../../domain/kernel/event.ts'
import { microsPerSecond, type Micros } from '../../../domain/kernel/time.ts'
import { callTag, factStream } from '../../../domain/pbx/facts.ts'
import { foundBy, intakeOf, type IntakeRow } from '../intake.ts'
import type { KeyOfNode } from '../stored.ts'

/** What tells which rows of the log are a contact's. */
export interface ContactTraces {
  readonly site: string
  readonly node: string
  readonly keys: readonly string[]
  /** Times of its first and last row. */
  readonly first: Micros
  readonly last: Micros
}

export type ContactLog = Pick<EventStore, 'readTagged' | 'readStream'>

/** Contacts that lie further apart than this are not read together. */
const nearby = 600 * microsPerSecond

/** A contact that lasts longer would make the others read a whole day. */
const longest = 7200 * microsPerSecond

/**
 * What the PBX wrote of each contact as far as the log went then, in the order of the contacts.
 *
 * A look for one tag unpacks every page that has it, and a page has rows of many calls: when CEL is imported behind the queue_log of the
 * same year, every call is looked for, and the pages of a time once for all of them.
 * @param togetherFrom from so many on, neighbours in time are read together
 */
export async function rowsOfContacts(
  log: ContactLog,
  contacts: readonly ContactTraces[],
  upTo: Position,
  togetherFrom: number,
): Promise<readonly (readonly IntakeRow[])[]> {
  const rows = new Map(contacts.map(contact => [contact, new Map<Position, IntakeRow>()]))
  const add = (contact: ContactTraces, row: IntakeRow) => rows.get(contact)?.set(row.row.position, row)
  for (const neighbours of groupsOf(contacts))
    if (neighbours.length < togetherFrom) for (const contact of neighbours) await readByTags(log, contact, upTo, add)
    else await readByTime(log, neighbours, upTo, add)
  return contacts.map(contact => [...(rows.get(contact)?.values() ?? [])])
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
    for await (const { events } of log.readTagged(callTag(site, node, known), { upTo }))
      for (const event of events) {
        const row = intakeOf(event)
        if (!row) continue
        rows.set(row.row.position, row)
        for (const other of foundBy(row)) keys.add(other)
      }
  return [...rows.values()]
}

type Add = (contact: ContactTraces, row: IntakeRow) => void

async function readByTags(log: ContactLog, contact: ContactTraces, upTo: Position, add: Add): Promise<void> {
  const { site, node, keys } = contact
  for (const key of keys)
    for await (const { events } of log.readTagged(callTag(site, node, key), { upTo }))
      for (const event of events) {
        const row = intakeOf(event)
        if (row && row.kind !== 'correction') add(contact, row)
      }
}

async function readByTime(
  log: ContactLog,
  contacts: readonly ContactTraces[],
  upTo: Position,
  add: Add,
): Promise<void> {
  const { site = '', node = '' } = contacts[0] ?? {}
  const byKey = new Map(contacts.flatMap(contact => contact.keys.map(key => [key, contact] as const)))
  const occurredWithin = [
    Math.min(...contacts.map(({ first }) => first)),
    Math.max(...contacts.map(({ last }) => last)),
  ] as const
  for (const kind of ['queue_log', 'cel', 'ami'] as const)
    for await (const { events } of log.readStream(factStream(site, node, kind), { occurredWithin, upTo }))
      for (const event of events) {
        const row = intakeOf(event)
        const contact =
          row &&
          foundBy(row)
            .map(key => byKey.get(key))
            .find(found => found !== undefined)
        if (contact) add(contact, row)
      }
}

/** Contacts of one PBX that follow each other closely; a long one is a group of its own. */
function groupsOf(contacts: readonly ContactTraces[]): readonly (readonly ContactTraces[])[] {
  const groups: ContactTraces[][] = []
  const newest = new Map<string, { readonly group: ContactTraces[]; readonly until: Micros }>()
  for (const contact of [...contacts].sort((a, b) => a.first - b.first)) {
    const { site, node, first, last } = contact
    const pbx = `${site}/${node}`
    const known = newest.get(pbx)
    if (last - first > longest) groups.push([contact])
    else if (known && first <= known.until + nearby) {
      known.group.push(contact)
      newest.set(pbx, { group: known.group, until: Math.max(known.until, last) })
    } else {
      const group = [contact]
      groups.push(group)
      newest.set(pbx, { group, until: last })
    }
  }
  return groups
}
