import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { listen } from '../../../api/http/listen.ts'
import { handleCommand } from '../../../domain/kernel/handle-command.ts'
import { silent } from '../../../domain/kernel/log.ts'
import { sites } from '../../../domain/sites/sites.ts'
import { createPostgresLeases } from '../../leases/postgres.ts'
import { withOpened } from '../../open.ts'
import { registerPlace } from '../../registration.ts'
import { publishAddress } from '../../server/address-file.ts'
import { freshDatabase, type TestDatabase } from '../../testing/database.ts'
import { recordingTerminal } from '../testing/recording-terminal.ts'
import { statusCommand } from './status.ts'

let database: TestDatabase
let dataDirectory = ''
let server: Server | undefined

beforeAll(async () => (database = await freshDatabase()))
afterAll(() => database.drop())
beforeEach(() => {
  dataDirectory = mkdtempSync(path.join(os.tmpdir(), 'ringledger-status-'))
  vi.stubEnv('DATABASE_URL', database.url)
})
afterEach(() => {
  vi.unstubAllEnvs()
  server?.closeAllConnections()
  server?.close()
  rmSync(dataDirectory, { recursive: true })
})

/** A server of this data directory that says of itself what it is told to; nothing: it keeps silent. */
async function running(told: unknown): Promise<string> {
  server = createServer(({ url }, response) => {
    if (told === undefined) return
    response.end(JSON.stringify(url === '/graphql' ? told : { status: 'alive' }))
  })
  const address = await listen(server, 0, '127.0.0.1')
  publishAddress(dataDirectory, address)
  writeFileSync(path.join(dataDirectory, 'administrator-token'), 'rl_1_2\n')
  return address
}

async function status() {
  const { terminal, said } = recordingTerminal()
  const signal = AbortSignal.timeout(60_000)
  const code = await statusCommand.run({ options: {}, words: [], terminal, dataDirectory, signal })
  return { code, ...said() }
}

test('what a read model is trying to get over is told by the server that follows it', async () => {
  const problem = 'could not extend file: No space left on device'
  await running({ data: { status: { sources: [], projections: [{ name: 'calls', problem }] } } })
  const { printed, documents } = await status()
  expect(printed.find(line => line.startsWith('Read model calls'))).toContain(problem)
  expect(documents).toEqual([
    expect.objectContaining({
      serverProblem: null,
      projections: expect.arrayContaining([expect.objectContaining({ name: 'calls', error: problem })]) as unknown,
    }),
  ])
})

test('a server that lives and does not answer is not taken for none', async () => {
  const address = await running(undefined)
  const { printed, documents } = await status()
  expect(printed.slice(0, 2)).toEqual([
    `Server: ${address}`,
    `  process ${process.pid} lives, but ${address} does not answer: it hangs, was stopped, or the machine is overloaded`,
  ])
  expect(documents).toEqual([expect.objectContaining({ server: address })])
})

test('a server that cannot tell how it is, as without its database, says why', async () => {
  await running({ data: null, errors: [{ message: 'The database does not answer.' }] })
  const { printed } = await status()
  expect(printed[1]).toBe(`  process ${process.pid} lives, but does not say how it is: The database does not answer.`)
})

test('without a token to ask the server with it shows what the one who follows says of his sources, and of others that nobody follows them', async () => {
  await withOpened({ dataDirectory, log: silent }, async ({ store, engine }) => {
    await registerPlace(store, { site: 'paris', node: 'pbx1', timeZone: 'Europe/Paris', actor: 'test' })
    for (const name of ['queue-log', 'cel'] as const) {
      const path = `/var/log/asterisk/${name}`
      const source = { name, kind: name === 'cel' ? 'cel_file' : 'queue_log_file', path } as const
      const command = { type: 'ConfigureSource', site: 'paris', node: 'pbx1', source } as const
      const origin = { stream: 'site/paris', occurredAt: 1, actor: 'test', site: 'paris' }
      expect(await handleCommand(store, sites, command, origin)).toMatchObject({ accepted: true })
    }
    await engine.catchUp()
  })
  await running({ data: { status: { sources: [], projections: [] } } })
  rmSync(path.join(dataDirectory, 'administrator-token'))
  const leases = createPostgresLeases({ databaseUrl: database.url, log: silent })
  const taken = await leases.take('sources/paris/pbx1/queue-log', {
    signal: AbortSignal.timeout(30_000),
    onHeld: () => undefined,
  })
  taken?.tell(JSON.stringify({ state: 'LIVE', lagSeconds: 0, problem: 'a copy that comes late' }))
  try {
    const { printed } = await status()
    expect(printed[1]).toContain('there is no administrator-token in')
    const at = (kind: string) => printed.findIndex(line => line.startsWith(`Source paris/pbx1 ${kind}:`))
    expect(printed[at('queue_log')]).toContain(': LIVE,')
    expect(printed[at('queue_log') + 1]).toBe('  a copy that comes late')
    expect(printed[at('cel')]).toContain(': DOWN,')
    expect(printed[at('cel') + 1]).toBe('  nothing follows cel: is ringledger serve running?')
  } finally {
    await taken?.release()
    await leases.close()
  }
})

test('while somebody has locked tables of read models it says so, and everything else', async () => {
  await withOpened({ dataDirectory, log: silent }, ({ engine }) => engine.catchUp())
  const analyst = await database.pool.connect()
  await analyst.query('BEGIN; LOCK TABLE directory.source_progress')
  try {
    const { printed } = await status()
    expect(printed).toContain(
      'Sources: not read in time; somebody has locked their tables, or the database is overloaded',
    )
    expect(printed.find(line => line.startsWith('Read model queue_visits'))).toContain('live, 0 behind')
  } finally {
    await analyst.query('ROLLBACK')
    analyst.release()
  }
})
