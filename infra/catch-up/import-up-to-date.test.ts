import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent, type Log } from '../../domain/kernel/log.ts'
import { planOf } from '../../ingest/simulator/plan.ts'
import { simulate } from '../../ingest/simulator/simulate.ts'
import { withOpened, type Opened } from '../open.ts'
import { packageRoot } from '../package-root.ts'
import { projections, promptProjections } from '../projections.ts'
import { registerPlace } from '../registration.ts'
import { freshDatabase } from '../testing/database.ts'
import { importUpToDate, type ThreadUse } from './import-up-to-date.ts'

const place = { site: 'paris', node: 'pbx1' }
const rows = 6000
let folder: string
let queueLog: string
/** As it is shipped, but built for this test. */
let thread: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ringledger-beside-'))
  queueLog = path.join(folder, 'queue_log')
  thread = path.join(folder, 'catch-up.mjs')
  const lines: string[] = []
  for (const row of simulate(
    planOf({ queues: 3, agents: 8, callsPerDay: 400, timeZone: 'Europe/Paris' }),
    1,
    Date.UTC(2026, 2, 2) / 1000,
  ))
    if (lines.push(row.line) === rows) break
  await writeFile(queueLog, `${lines.join('\n')}\n`)
  await symlink(path.join(packageRoot, 'node_modules'), path.join(folder, 'node_modules'))
  await symlink(path.join(packageRoot, 'package.json'), path.join(folder, 'package.json'))
  await build({
    absWorkingDir: packageRoot,
    entryPoints: ['infra/catch-up/thread.ts'],
    outfile: thread,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    loader: { '.sql': 'text' },
    logLevel: 'silent',
  })
})
afterAll(() => rm(folder, { recursive: true }))

/** Imports into a database of its own, and counts what the read models hold. */
async function imported(use: ThreadUse, log: Log = silent): Promise<readonly unknown[]> {
  const database = await freshDatabase()
  try {
    return await withOpened({ dataDirectory: folder, databaseUrl: database.url, log: silent }, async opened => {
      await registerPlace(opened.store, { ...place, timeZone: 'Europe/Paris', actor: 'test' })
      const summary = await importUpToDate(
        opened,
        { ...place, clockZone: 'Europe/Paris', queueLog: [queueLog], cel: [] },
        { dataDirectory: folder, promptly: promptProjections, log, thread: use },
      )
      expect(summary.appended).toBe(rows)
      return await heldBy(opened)
    })
  } finally {
    await database.drop()
  }
}

async function heldBy({ engine, pool, store }: Opened): Promise<readonly unknown[]> {
  const end = await store.lastPosition()
  const standing = (await engine.status()).map(({ name, position }) => ({ name, isThere: position === end }))
  expect(standing).toEqual(projections.map(({ name }) => ({ name, isThere: true })))
  const indexed = await pool.query(`SELECT FROM engine.build WHERE status = 'live' AND indexed`)
  expect(indexed.rowCount).toBe(projections.length)
  const { rows: held } = await pool.query<Record<string, unknown>>(
    `SELECT (SELECT md5(string_agg(v::text, '' ORDER BY v::text)) FROM queue_visits.visit v) AS visits,
       (SELECT md5(string_agg(a::text, '' ORDER BY a::text)) FROM agent_states.activity a) AS activity,
       (SELECT count(*) FROM calls.call) AS calls`,
  )
  return held
}

test('read models that were brought up beside the import hold what those do that were brought up behind it', async () => {
  const behind = await imported({ fromBytes: Infinity, fromRows: Infinity, worthAPass: Infinity })
  const beside = await imported({ fromBytes: 1, fromRows: Infinity, worthAPass: 500, file: thread })
  expect(beside).toEqual(behind)
})

test('when the thread is lost, the read models are brought up without it', async () => {
  const broken = path.join(folder, 'broken.mjs')
  await writeFile(broken, 'process.exit(1)\n')
  const said: string[] = []
  await imported(
    { fromBytes: Infinity, fromRows: 1, worthAPass: 500, file: broken },
    (level, message) => void said.push(`${level}: ${message}`),
  )
  expect(said).toEqual([
    'warn: the thread that brings the read models up has ended early; the read models are brought up without it',
  ])
})
