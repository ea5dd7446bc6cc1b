import type { PoolClient } from 'pg'
import { dumpTables, foldPages, makeTables, type Dump } from '../../testing/in-postgres.ts'
import { calls } from '../calls.ts'
import { foldOver } from '../fold.ts'
import { storedTables } from '../stored-tables.ts'
import { roomy, type Cutting } from './folding.ts'
import type { TestLog } from './log.ts'

export const emptyTables = (client: PoolClient): Promise<void> => makeTables(client, calls)

export async function foldInto(client: PoolClient, log: TestLog, cutting: Cutting): Promise<void> {
  await emptyTables(client)
  await foldPages(client, log.events, cutting, () => foldOver(storedTables(client), log, cutting.capacity ?? roomy))
}

/** As MemoryTables.dump. */
export const dumpOf = (client: PoolClient): Promise<Dump> => dumpTables(client, calls)
