import type pg from 'pg'
import { createClient, DatabaseUnreachable } from './pool.ts'

/** A page of rows takes milliseconds. Without an end a machine that is gone would be waited for as long as TCP does, and look alive. */
const answerTimeoutMs = 60_000

/**
 * Opens a connection to a PBX's database. The password is never part of the configuration: it is read from an environment
 * variable that the configuration names.
 */
export async function connectToPbx(url: string, passwordFrom: string | undefined): Promise<pg.Client> {
  const address = new URL(url)
  if (passwordFrom !== undefined) {
    const password = process.env[passwordFrom]
    if (password === undefined)
      throw new Error(
        `the environment variable ${passwordFrom}, which should hold the database's password, is not set; set it where the server is started, and start it again`,
      )
    address.password = password
  }
  const client = createClient(address.href, 'ringledger', { answerTimeoutMs })
  await client.connect().catch((error: unknown) => {
    throw aboutTheSource(error)
  })
  return client
}

/** The sentences are those of our own database; here it is another address that is to be put right. */
const aboutTheSource = (error: unknown): unknown =>
  error instanceof DatabaseUnreachable
    ? new DatabaseUnreachable(error.message.replaceAll('DATABASE_URL', 'the url of the source'), { cause: error })
    : error
