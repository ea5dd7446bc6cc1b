import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { inject } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { migrate } from '../postgres/migrations.ts'
import { migrations } from '../postgres/migrations/all.ts'
import { createClient, createPool } from '../postgres/pool.ts'

export interface TestDatabase {
  readonly url: string
  readonly pool: Pool
  /** Closes the pool and deletes the database, whoever is still connected. */
  drop(): Promise<void>
}

/**
 * A database of its own for a test or a test file. Drop it in afterAll.
 * @param schemas names of migrations to apply with those that alter them, e.g. 'log', 'engine'; none: it is empty
 */
export async function freshDatabase(...schemas: readonly string[]): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`
  await onServer(serverUrl, `CREATE DATABASE ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const pool = createPool(url.href, { max: 10, applicationName: 'ringledger-test' })
  const wanted = migrations.filter(({ name: of }) =>
    schemas.some(schema => of === schema || of.startsWith(`${schema}:`)),
  )
  if (wanted.length > 0) await migrate(pool, silent, wanted)
  return {
    url: url.href,
    pool,
    async drop() {
      await pool.end()
      await onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = createClient(url)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
