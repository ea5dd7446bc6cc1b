import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { nothingClosed, type Fold, type FoldContext } from '../../domain/kernel/projection.ts'
import { queueLogRowRecorded, type QueueLogFact } from '../../domain/pbx/facts.ts'
import { changesSomething } from '../table-writes.ts'
import { contactLoader } from './contacts/contact-loader.ts'
import type { ContactLog } from './contacts/contact-rows.ts'
import { contactWrites, type ContactWrites } from './contacts/contact-writes.ts'
import {
  contactCache,
  isCertainlyNew,
  seemsOver,
  type Contact,
  type PbxNode,
  type RowsAtMost,
} from './contacts/contacts.ts'
import { addRow, intakeOf, type IntakeRow } from './intake.ts'
import { pbxNodes, type PbxNodes } from './nodes.ts'
import { isClosed, readContact } from './reading.ts'
import type { KeyOfNode, Stored } from './stored.ts'

/** How much a fold keeps in memory, whatever the length of the log. */
export interface Capacity {
  /** Of CEL, queue_log and the manager interface together, of the contacts that are in memory. */
  readonly rows: RowsAtMost
}

const usualCapacity: Capacity = { rows: { ofContactsGoingOn: 40_000, ofContactsOver: 8_000 } }

const nothingClosedYet = { position: 0, closedBefore: nothingClosed }

/**
 * Turns facts into calls. The tables are a function of the set of facts, not of how they were cut into pages or in which order they came:
 * rows that share a uniqueid or linkedid are one contact, which is read anew from all its rows; only what is different is written. A row
 * may make two contacts one: then the id of the older one stays.
 *
 * To read a contact is most of the work, so it waits while more rows are to be expected: until a page had none for it and its end has come,
 * until it has to leave memory, or until the engine asks for it.
 * @param closed what it is opened at, and what is closed there (docs/adr/0016-purge.md)
 */
export async function foldOver(
  stored: Stored,
  log: ContactLog,
  capacity: Capacity = usualCapacity,
  { position, closedBefore }: Pick<FoldContext, 'position' | 'closedBefore'> = nothingClosedYet,
): Promise<Fold> {
  const nodes = pbxNodes(await stored.beginning(), site => closedBefore(site, position + 1))
  const cache = contactCache(capacity.rows)
  const loader = contactLoader(stored, log, nodes, cache, closedBefore)
  /** Those with rows that they were not read with yet, the ones without a new row for longest first. */
  const unread = new Set<Contact>()

  function read(contact: Contact, writes: ContactWrites): void {
    unread.delete(contact)
    writes.write(contact, isClosed(contact) ? {} : readContact(contact))
  }

  /** What is in memory after this is whole, as far as the tables and the log went before the page. */
  async function load(events: readonly RecordedEvent[], rows: readonly IntakeRowOrNone[]): Promise<readonly Contact[]> {
    const before = (events[0]?.position ?? 0) - 1
    await loader.complete(keysPerhapsStored(nodes, events, rows), before)
    const ended: Contact[] = []
    const starts = events.filter(isStart).map(event => ({ pbx: pbxOf(nodes, event), at: event.occurredAt }))
    for (const { pbx, at } of starts)
      if (!pbx.restarts.includes(at)) ended.push(...(await loader.openAt(pbx, at, before)))
    for (const { pbx, at } of starts) nodes.restart(pbx, at)
    return ended
  }

  return {
    async page(events) {
      const rows = events.map(intakeOf)
      const changed = new Set(await load(events, rows))
      cache.onGone = (gone, into) => {
        if (unread.delete(gone)) unread.add(into)
        if (changed.delete(gone)) changed.add(into)
      }
      for (const [index, event] of events.entries()) {
        const row = rows[index]
        if (!row) continue
        const contact = cache.tie(pbxOf(nodes, event), row.keys)
        addRow(contact, row)
        changed.add(contact)
      }
      for (const contact of changed) {
        unread.delete(contact)
        unread.add(contact)
        cache.touched(contact)
      }

      const writes = contactWrites()
      for (const contact of unread)
        if (!changed.has(contact) && seemsOver(contact)) {
          read(contact, writes)
          cache.wasRead(contact)
        }
      cache.trim(contact => {
        if (unread.has(contact)) read(contact, writes)
      })
      return [...writes.tables(), ...nodes.writes()].filter(changesSomething)
    },

    keptBack() {
      const writes = contactWrites()
      for (const contact of unread) {
        read(contact, writes)
        cache.wasRead(contact)
      }
      return writes.tables().filter(changesSomething)
    },
  }
}

type IntakeRowOrNone = IntakeRow | undefined

const pbxOf = (nodes: PbxNodes, { site = '', node = '' }: RecordedEvent): PbxNode => nodes.of(site, node)

/** Keys of the page that are not in memory and that the tables may know. */
function keysPerhapsStored(
  nodes: PbxNodes,
  events: readonly RecordedEvent[],
  rows: readonly IntakeRowOrNone[],
): readonly KeyOfNode[] {
  const keys: KeyOfNode[] = []
  const asked = new Map<PbxNode, Set<string>>()
  for (const [index, event] of events.entries()) {
    const row = rows[index]
    if (!row) continue
    const pbx = pbxOf(nodes, event)
    for (const key of row.keys) {
      if (pbx.contacts.has(key)) continue
      let askedOfPbx = asked.get(pbx)
      if (!askedOfPbx) asked.set(pbx, (askedOfPbx = new Set()))
      if (askedOfPbx.has(key)) continue
      askedOfPbx.add(key)
      if (!isCertainlyNew(pbx, key)) keys.push({ site: pbx.site, node: pbx.node, key })
    }
  }
  return keys
}

/** The PBX started: no call lives through that (contact-center 3.2). */
const isStart = (event: RecordedEvent): boolean =>
  event.type === queueLogRowRecorded && (event.data as unknown as QueueLogFact).event === 'QUEUESTART'
