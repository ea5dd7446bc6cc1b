import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedServer } from '../postgres/embedded-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server on which a test may create databases. */
    postgresUrl: string
  }
}

const patienceMs = 90_000

/** One real PostgreSQL for the whole run, thrown away after it. RINGLEDGER_TEST_DATABASE_URL names another one instead. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['RINGLEDGER_TEST_DATABASE_URL']
  if (given !== undefined) {
    project.provide('postgresUrl', given)
    return undefined
  }
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'ringledger-test-'))
  await chmod(dataDir, 0o755)
  const server = await within(patienceMs, startEmbeddedServer({ dataDir, log: () => undefined, durable: false }))
  project.provide('postgresUrl', server.url)
  return async () => {
    await within(patienceMs, server.stop())
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The PostgreSQL of the tests took longer than ${milliseconds / 1000} s`)),
      milliseconds,
    )
  })
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}
