import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import { noChanges, tableWrite, type TableChanges } from '../table-writes.ts'
import { contactTableNames, contactTables, type ContactTable } from './contact-tables.ts'
import type { Contact, WrittenContact } from './contacts.ts'

type Cells = readonly Cell[]

const none: readonly Cells[] = []

/** Compares what a contact says now with what the tables hold of it; only the difference is written. */
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
      for (const table of contactTableNames)
        writeRows(changes[table], contactTables[table].keyLength, contact.written[table] ?? none, now[table] ?? none)
      contact.written = now
    },

    tables: () =>
      contactTableNames.map(table =>
        tableWrite(table, contactTables[table].columns, contactTables[table].keyLength, changes[table]),
      ),
  }
}

function writeRows(
  { insert, replace, remove }: TableChanges,
  keyLength: number,
  before: readonly Cells[],
  now: readonly Cells[],
) {
  if (before.length === 0) {
    for (const row of now) insert.push(row)
    return
  }
  const gone = new Map(before.map(row => [keyOf(row, keyLength), row]))
  for (const row of now) {
    const key = keyOf(row, keyLength)
    const old = gone.get(key)
    if (!old) insert.push(row)
    else if (!sameCells(old, row)) replace.push(row)
    gone.delete(key)
  }
  for (const row of gone.values()) remove.push(row.slice(0, keyLength))
}

const keyOf = (row: Cells, keyLength: number): string => row.slice(0, keyLength).join('\0')

const sameCells = (one: Cells, other: Cells): boolean =>
  one.every((cell, index) => {
    const next = other[index] ?? null
    return cell === next || (Array.isArray(cell) && Array.isArray(next) && sameList(cell, next))
  })

const sameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index])
