import type { AmiRow, CelRow } from '../../../domain/calls/rows/rows.ts'
import type { Cell } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import { hangUpSideOf, outcomeOfExit } from '../../../domain/queues/endings.ts'
import type { CallRow } from '../../../domain/queues/stays.ts'
import { callSecondOf } from '../../pbx-nodes.ts'
import { contactTables, type ContactTable } from './contact-tables.ts'
import { noCorrections, withCorrection, type Correction } from '../corrections.ts'

/** A PBX, and what of its history the reading of a call depends on. */
export interface PbxNode {
  readonly site: string
  readonly node: string
  /** What lies before is closed: a contact of which all does is in no table any more. */
  readonly keptFrom: Micros
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
  /** What people said about it, in the order of the log. */
  corrections: readonly Correction[]
  written: WrittenContact
  /** How many of its rows the cache has counted. */
  held: number
}

export const pbxNode = (site: string, node: string, keptFrom: Micros = -Infinity): PbxNode => ({
  site,
  node,
  keptFrom,
  restarts: [],
  newestKeySecond: -1,
  newestAway: -1,
  contacts: new Map(),
})

export const rowCount = ({ facts: { cel, queueLog, ami } }: Contact): number =>
  cel.length + queueLog.length + ami.length

/** Certain only when true. */
export const isCertainlyNew = ({ newestAway }: PbxNode, key: string): boolean => callSecondOf(key) > newestAway

export interface ContactCache {
  /** The one contact that has all these keys from now on: those that had some of them become one. */
  tie(pbx: PbxNode, keys: readonly string[]): Contact
  /** Called with each contact that has gone into another. */
  onGone: (gone: Contact, into: Contact) => void
  contacts(): Iterable<Contact>
  /** It has got rows and goes on, as far as anybody knows. */
  touched(contact: Contact): void
  /** It was read: whether it goes on is known. */
  wasRead(contact: Contact): void
  /**
   * Lets go of the contacts that have had no row for longest, so that memory does not grow with the log.
   * @param onLetGo called with each of them while it is whole
   */
  trim(onLetGo: (contact: Contact) => void): void
}

/** Rows in memory between two pages, of all contacts together. */
export interface RowsAtMost {
  readonly ofContactsGoingOn: number
  /** Another row of them is rare, or comes soon from another source. */
  readonly ofContactsOver: number
}

/**
 * A contact that is not in memory is found in the tables and read from the log again. Most rows belong to contacts that are over within
 * their page: kept as long as the others they would only be work for the garbage collector.
 */
export function contactCache(rowsAtMost: RowsAtMost): ContactCache {
  const goingOn = lastTouched(rowsAtMost.ofContactsGoingOn)
  const over = lastTouched(rowsAtMost.ofContactsOver)

  function create(pbx: PbxNode): Contact {
    const contact: Contact = {
      pbx,
      keys: new Set(),
      facts: { cel: [], queueLog: [], ami: [] },
      corrections: noCorrections,
      written: {},
      held: 0,
    }
    goingOn.add(contact)
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
    for (const correction of gone.corrections) into.corrections = withCorrection(into.corrections, correction)
    into.written = joinWritten(into.written, gone.written)
    goingOn.remove(gone)
    over.remove(gone)
    cache.onGone(gone, into)
    return into
  }

  const cache: ContactCache = {
    onGone: () => undefined,

    tie(pbx, keys) {
      let contact: Contact | undefined
      let hasNewKey = false
      for (const key of keys) {
        const known = pbx.contacts.get(key)
        if (!known) hasNewKey = true
        else if (known !== contact) contact = contact ? join(contact, known) : known
      }
      // Nearly every row: all of its keys are known.
      if (contact && !hasNewKey) return contact
      contact ??= create(pbx)
      for (const key of keys) {
        if (contact.keys.has(key)) continue
        contact.keys.add(key)
        pbx.contacts.set(key, contact)
        pbx.newestKeySecond = Math.max(pbx.newestKeySecond, callSecondOf(key))
      }
      return contact
    },

    contacts: () => [...goingOn.contacts, ...over.contacts],

    touched: contact => keepIn(goingOn, contact),

    wasRead: contact => keepIn(isOver(contact) ? over : goingOn, contact),

    trim(onLetGo) {
      goingOn.trim(onLetGo)
      over.trim(onLetGo)
    },
  }

  function keepIn(list: typeof goingOn, contact: Contact): void {
    goingOn.remove(contact)
    over.remove(contact)
    list.add(contact)
  }
  return cache
}

const placeOf = (column: (typeof contactTables)['contact']['columns'][number]): number =>
  contactTables.contact.columns.indexOf(column)
const [callStart, isOpen] = [placeOf('call_us'), placeOf('is_open')]

/** Without reading it: the PBX wrote what it writes last of a call. */
export function seemsOver({ facts: { cel, queueLog } }: Contact): boolean {
  const last = cel.at(-1)
  return last ? last.eventtype === 'LINKEDID_END' : endsInQueue.has(queueLog.at(-1)?.event ?? '')
}

const endsInQueue: ReadonlySet<string> = new Set([...Object.keys(outcomeOfExit), ...Object.keys(hangUpSideOf)])

/** It made a call when it was read last, and nothing of the call goes on. */
function isOver({ written }: Contact): boolean {
  const cells = written.contact?.[0]
  return cells !== undefined && cells[callStart] !== null && cells[isOpen] === false
}

/** Contacts in the order of their last touch. */
function lastTouched(rowsAtMost: number) {
  const contacts = new Set<Contact>()
  let held = 0

  function remove(contact: Contact): void {
    if (contacts.delete(contact)) held -= contact.held
  }

  return {
    contacts: contacts as ReadonlySet<Contact>,

    remove,

    add(contact: Contact): void {
      contacts.add(contact)
      contact.held = rowCount(contact) + contact.corrections.length
      held += contact.held
    },

    trim(onLetGo: (contact: Contact) => void): void {
      for (const contact of contacts) {
        if (held <= rowsAtMost) return
        remove(contact)
        onLetGo(contact)
        forget(contact)
      }
    },
  }
}

/** Emptied too: a Map that has grown leaves its old table behind, which keeps the contacts that were in it for long. */
function forget(contact: Contact): void {
  const { pbx, keys, facts } = contact
  for (const key of keys) {
    pbx.contacts.delete(key)
    pbx.newestAway = Math.max(pbx.newestAway, callSecondOf(key))
  }
  facts.cel.length = 0
  facts.queueLog.length = 0
  facts.ami.length = 0
  contact.corrections = noCorrections
  contact.written = {}
}

/** Two contacts have no row in common, so nothing is there twice. */
export function joinWritten(one: WrittenContact, other: WrittenContact): WrittenContact {
  const joined: Partial<Record<ContactTable, readonly (readonly Cell[])[]>> = { ...one }
  for (const [table, rows] of Object.entries(other) as [ContactTable, readonly (readonly Cell[])[]][])
    joined[table] = [...(joined[table] ?? []), ...rows]
  return joined
}
