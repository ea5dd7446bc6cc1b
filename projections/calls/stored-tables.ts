import type { Cell, Queryable } from '../../domain/kernel/projection.ts'
import { contactTableNames, contactTables, type ContactTable } from './contacts/contact-tables.ts'
import type { WrittenContact } from './contacts/contacts.ts'
import contactsOfSql from './sql/contacts-of.sql'
import openAtSql from './sql/open-at.sql'
import writtenSql from './sql/written.sql'
import type { ContactId, Stored } from './stored.ts'

/** The fold's own tables in PostgreSQL. */
export function storedTables(sql: Queryable): Stored {
  const rowsOf = async <R extends object>(text: string, values: readonly unknown[] = []): Promise<readonly R[]> =>
    (await sql.query<R>(text, values)).rows

  return {
    beginning: async () => ({
      restarts: await rowsOf('select site, node, at_us as at from restart'),
      nodes: await rowsOf('select site, node, newest_key_second as "newestKeySecond" from node'),
    }),

    contactsOf: keys =>
      rowsOf<ContactId>(contactsOfSql, [
        keys.map(({ site }) => site),
        keys.map(({ node }) => node),
        keys.map(({ key }) => key),
      ]),

    async written(contacts) {
      const ids = [
        contacts.map(({ site }) => site),
        contacts.map(({ node }) => node),
        contacts.map(({ callId }) => callId),
      ]
      const written = contacts.map((): Writable<WrittenContact> => ({}))
      for (const table of contactTableNames)
        for (const { contactNumber, ...record } of await rowsOf<WrittenRecord>(statementOf[table], ids)) {
          const contact = written[contactNumber - 1]
          const cells = contactTables[table].columns.map(column => record[column] ?? null)
          if (contact) contact[table] = [...(contact[table] ?? []), cells]
        }
      return written
    },

    openAt: (site, node, at) => rowsOf<ContactId>(openAtSql, [site, node, at]),
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }
type WrittenRecord = { readonly contactNumber: number } & Readonly<Record<string, Cell>>

const statementOf = Object.fromEntries(
  contactTableNames.map(table => [
    table,
    writtenSql
      .replaceAll('{table}', table)
      .replaceAll('{columns}', contactTables[table].columns.map(column => `written.${column}`).join(', ')),
  ]),
) as Readonly<Record<ContactTable, string>>
