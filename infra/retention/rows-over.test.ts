import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { withOpened } from '../open.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { behindIn } from './rows-over.ts'

let database: TestDatabase
const dataDirectory = mkdtempSync(path.join(os.tmpdir(), 'ringledger-rows-over-'))
beforeAll(async () => (database = await freshDatabase()))
afterAll(async () => {
  await database.drop()
  rmSync(dataDirectory, { recursive: true })
})
afterEach(() => vi.unstubAllEnvs())

test('read models are behind until their tables are those of this program', async () => {
  vi.stubEnv('DATABASE_URL', database.url)
  await withOpened({ dataDirectory, log: silent }, async ({ engine, pool }) => {
    expect(await behindIn(pool)).toContain('calls')
    await engine.catchUp()
    expect(await behindIn(pool)).toEqual([])
    await pool.query("UPDATE engine.build SET version = version - 1 WHERE projection IN ('queue_visits', 'directory')")
    // Of the directory nothing is ever removed.
    expect(await behindIn(pool)).toEqual(['queue_visits'])
  })
})
