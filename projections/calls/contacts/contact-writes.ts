import type { Cell, TableWrite } from '../../../domain/kernel/projection.ts'
import { noChanges, tableWrite, type TableChanges } from '../../table-writes.ts'
import { contactTableNames, contactTables, type ContactTable } from './contact-tables.ts'
import type { Contact, WrittenContact } from './contacts.ts'

type Cells = readonly Cell[]

const none: readonly Cells[] = []

/**
 * Compares what a contact says now with what the tables hold of it; only the difference is written, and with it the row of the call: by its
 * time the engine sees whether what is written is over (retention.ts).
 */
export interface ContactWrites {
  write(contact: Contact, now: WrittenContact): void
  tables(): readonly TableWrite[]
}

export function contactWrites(): ContactWrites {
  const changes = Object.fromEntries(contactTableNames.map(table => [table, noChanges()])) as Record<
    ContactTable,
    TableChanges
  >
  return {
    write(contact, now) {
      const different = contactTableNames.filter(table =>
        writeRows(changes[table], contactTables[table].keyLength, contact.written[table] ?? none, now[table] ?? none),
      )
      if (different.length > 0 && !different.includes('call')) changes.call.replace.push(...(now.call ?? none))
      contact.written = now
    },

    tables: () =>
      contactTableNames.map(table =>
        tableWrite(table, contactTables[table].columns, contactTables[table].keyLength, changes[table]),
      ),
  }
}

/** @returns whether anything is different */
function writeRows(
  { insert, replace, remove }: TableChanges,
  keyLength: number,
  before: readonly Cells[],
  now: readonly Cells[],
): boolean {
  if (before.length === 0) {
    for (const row of now) insert.push(row)
    return now.length > 0
  }
  const known = insert.length + replace.length + remove.length
  const gone = new Map(before.map(row => [keyOf(row, keyLength), row]))
  for (const row of now) {
    const key = keyOf(row, keyLength)
    const old = gone.get(key)
    if (!old) insert.push(row)
    else if (!sameCells(old, row)) replace.push(row)
    gone.delete(key)
  }
  for (const row of gone.values()) remove.push(row.slice(0, keyLength))
  return insert.length + replace.length + remove.length > known
}

const keyOf = (row: Cells, keyLength: number): string => row.slice(0, keyLength).join('\0')

const sameCells = (one: Cells, other: Cells): boolean =>
  one.every((cell, index) => {
    const next = other[index] ?? null
    return cell === next || (Array.isArray(cell) && Array.isArray(next) && sameList(cell, next))
  })

const sameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index])
