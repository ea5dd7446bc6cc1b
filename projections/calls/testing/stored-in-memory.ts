import type { MemoryTables, RecordOf } from '../../queue-visits/testing/memory-tables.ts'
import { contactTableNames, contactTables } from '../contacts/contact-tables.ts'
import type { Beginning, ContactId, Stored } from '../stored.ts'

/** The fold's tables in this process: what its SQL says, said in TypeScript. */
export function storedInMemory(tables: MemoryTables): Stored {
  const idOf = (row: RecordOf) => ({ site: row['site'], node: row['node'], callId: row['call_id'] }) as ContactId
  const distinct = (ids: readonly ContactId[]) => [...new Map(ids.map(id => [JSON.stringify(id), id])).values()]

  return {
    beginning: () =>
      Promise.resolve({
        restarts: tables.rows('restart').map(row => ({ ...row, at: row['at_us'] })),
        nodes: tables.rows('node').map(row => ({ ...row, newestKeySecond: row['newest_key_second'] })),
      } as unknown as Beginning),

    contactsOf(keys) {
      const wanted = new Set(keys.map(({ site, node, key }) => JSON.stringify([site, node, key])))
      return Promise.resolve(
        distinct(
          tables
            .rows('call_key')
            .filter(row => wanted.has(JSON.stringify([row['site'], row['node'], row['key']])))
            .map(idOf),
        ),
      )
    },

    written: contacts =>
      Promise.resolve(
        contacts.map(({ site, node, callId }) =>
          Object.fromEntries(
            contactTableNames.map(table => [
              table,
              tables
                .rows(table)
                .filter(row => row['site'] === site && row['node'] === node && row['call_id'] === callId)
                .map(row => contactTables[table].columns.map(column => row[column] ?? null)),
            ]),
          ),
        ),
      ),

    openAt: (site, node, at) =>
      Promise.resolve(
        tables
          .rows('contact')
          .filter(
            row =>
              row['site'] === site &&
              row['node'] === node &&
              row['is_open'] === true &&
              (row['first_row_us'] as number) <= at &&
              (row['lost_us'] === null || (row['lost_us'] as number) > at),
          )
          .map(idOf),
      ),
  }
}
