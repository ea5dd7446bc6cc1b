import type { AmiRow, CelRow } from '../../domain/calls/rows.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import type { CallRow } from '../../domain/queues/stays.ts'
import type { ContactTable } from './contact-tables.ts'

/** A PBX, and what of its history the reading of a call depends on. */
export interface PbxNode {
  readonly site: string
  readonly node: string
  /** QUEUESTART instants, ascending. */
  readonly restarts: number[]
  /** Highest epoch second that a key seen so far begins with. */
  newestKeySecond: number
  /** The same of the contacts that are not in memory any more: only up to it a key may be known to the tables. */
  newestAway: number
  /** Contacts in memory by each of their keys. */
  readonly contacts: Map<string, Contact>
}

/** What the tables hold of a contact: rows of cells, those of a table in any order. */
export type WrittenContact = Readonly<Partial<Record<ContactTable, readonly (readonly Cell[])[]>>>

export interface ContactFacts {
  readonly cel: CelRow[]
  readonly queueLog: CallRow[]
  readonly ami: AmiRow[]
}

/** Everything that belongs together, in memory: rows, the keys that tie them, and what was written of it. */
export interface Contact {
  readonly pbx: PbxNode
  readonly keys: Set<string>
  readonly facts: ContactFacts
  written: WrittenContact
  /** How many of its rows the cache has counted. */
  held: number
}

export const pbxNode = (site: string, node: string): PbxNode => ({
  site,
  node,
  restarts: [],
  newestKeySecond: -1,
  newestAway: -1,
  contacts: new Map(),
})

export const rowCount = ({ facts: { cel, queueLog, ami } }: Contact): number =>
  cel.length + queueLog.length + ami.length

/**
 * A uniqueid is `<epoch second>.<counter>`, perhaps behind a system name: new channels have higher seconds than old ones. Only an order is
 * needed, so a clock that was wrong does no harm; a key of another form may always be an old one.
 */
export function keySecondOf(key: string): number {
  const match = /(?:^|-)(\d{9,11})\.\d+$/.exec(key)
  return match ? Number(match[1]) : -1
}

/** Certain only when true. */
export const isCertainlyNew = ({ newestAway }: PbxNode, key: string): boolean => keySecondOf(key) > newestAway

export interface ContactCache {
  /** The one contact that has all these keys from now on: those that had some of them become one. */
  tie(pbx: PbxNode, keys: readonly string[], onNewKey: (key: string) => void): Contact
  /** Called with each contact that has gone into another. */
  onGone: (gone: Contact, into: Contact) => void
  contacts(): Iterable<Contact>
  /**
   * Lets go of the contacts that have had no row for longest, so that memory does not grow with the log.
   * @param touched by the page that was just folded
   */
  trim(touched: Iterable<Contact>): void
}

/** @param rowsAtMost in memory between two pages, of all contacts together */
export function contactCache(rowsAtMost: number): ContactCache {
  // In the order of the last touch; a contact that is not here is found in the tables and read from the log again.
  const contacts = new Set<Contact>()
  let held = 0

  function create(pbx: PbxNode): Contact {
    const contact: Contact = {
      pbx,
      keys: new Set(),
      facts: { cel: [], queueLog: [], ami: [] },
      written: {},
      held: 0,
    }
    contacts.add(contact)
    return contact
  }

  /** @returns the one of the two that lives on: the one with more rows, so that few are moved */
  function join(one: Contact, other: Contact): Contact {
    const [into, gone] = rowCount(one) < rowCount(other) ? [other, one] : [one, other]
    for (const key of gone.keys) {
      into.keys.add(key)
      into.pbx.contacts.set(key, into)
    }
    for (const row of gone.facts.cel) into.facts.cel.push(row)
    for (const row of gone.facts.queueLog) into.facts.queueLog.push(row)
    for (const row of gone.facts.ami) into.facts.ami.push(row)
    into.written = joinWritten(into.written, gone.written)
    held -= gone.held
    contacts.delete(gone)
    cache.onGone(gone, into)
    return into
  }

  const cache: ContactCache = {
    onGone: () => undefined,

    tie(pbx, keys, onNewKey) {
      let contact: Contact | undefined
      for (const key of keys) {
        const known = pbx.contacts.get(key)
        if (!known || known === contact) continue
        contact = contact ? join(contact, known) : known
      }
      contact ??= create(pbx)
      for (const key of keys) {
        if (contact.keys.has(key)) continue
        contact.keys.add(key)
        pbx.contacts.set(key, contact)
        pbx.newestKeySecond = Math.max(pbx.newestKeySecond, keySecondOf(key))
        onNewKey(key)
      }
      return contact
    },

    contacts: () => contacts,

    trim(touched) {
      for (const contact of touched) {
        const rows = rowCount(contact)
        held += rows - contact.held
        contact.held = rows
        contacts.delete(contact)
        contacts.add(contact)
      }
      for (const contact of contacts) {
        if (held <= rowsAtMost) return
        held -= contact.held
        contacts.delete(contact)
        for (const key of contact.keys) {
          contact.pbx.contacts.delete(key)
          contact.pbx.newestAway = Math.max(contact.pbx.newestAway, keySecondOf(key))
        }
      }
    },
  }
  return cache
}

/** Two contacts have no row in common, so nothing is there twice. */
export function joinWritten(one: WrittenContact, other: WrittenContact): WrittenContact {
  const joined: Partial<Record<ContactTable, readonly (readonly Cell[])[]>> = { ...one }
  for (const [table, rows] of Object.entries(other) as [ContactTable, readonly (readonly Cell[])[]][])
    joined[table] = [...(joined[table] ?? []), ...rows]
  return joined
}
