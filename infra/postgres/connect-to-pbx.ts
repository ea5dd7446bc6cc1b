import type pg from 'pg'
import { createClient } from './pool.ts'

/**
 * Opens a connection to a PBX's database. The password is never part of the configuration: it is read from an environment
 * variable that the configuration names.
 */
export async function connectToPbx(url: string, passwordFrom: string | undefined): Promise<pg.Client> {
  const address = new URL(url)
  if (passwordFrom !== undefined) {
    const password = process.env[passwordFrom]
    if (password === undefined)
      throw new Error(`the environment variable ${passwordFrom}, which should hold the database's password, is not set`)
    address.password = password
  }
  const client = createClient(address.href, 'ringledger')
  await client.connect()
  return client
}
