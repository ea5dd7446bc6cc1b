import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedServer } from '../postgres/embedded-server.ts'
import { readPostmaster } from '../postgres/postmaster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server on which a test may create databases. */
    postgresUrl: string
  }
}

const patienceMs = 90_000
const prefix = 'ringledger-test-'
const leftOverMs = 3_600_000

/** One real PostgreSQL for the whole run, thrown away after it. RINGLEDGER_TEST_DATABASE_URL names another one instead. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['RINGLEDGER_TEST_DATABASE_URL']
  if (given !== undefined) {
    project.provide('postgresUrl', given)
    return undefined
  }
  await removeLeftovers()
  const dataDir = await mkdtemp(path.join(os.tmpdir(), prefix))
  await chmod(dataDir, 0o755)
  const server = await within(patienceMs, startEmbeddedServer({ dataDir, log: () => undefined, durable: false }))
  project.provide('postgresUrl', server.url)
  return async () => {
    await within(patienceMs, server.stop())
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Of runs that were killed: their server has ended with them, their directory has not. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    if (!name.startsWith(prefix)) continue
    const dataDir = path.join(os.tmpdir(), name)
    const found = await stat(dataDir).catch(() => undefined)
    const isOld = found !== undefined && Date.now() - found.mtimeMs > leftOverMs
    if (isOld && !readPostmaster(path.join(dataDir, 'cluster')))
      await rm(dataDir, { recursive: true, force: true }).catch(() => undefined)
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
