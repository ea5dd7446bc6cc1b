import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent } from '../../../../domain/kernel/log.ts'
import { withOpened } from '../../../open.ts'
import { registerPlace } from '../../../registration.ts'
import { freshDatabase, type TestDatabase } from '../../../testing/database.ts'
import type { Terminal } from '../../terminal.ts'
import { configCommand } from '../config.ts'

let database: TestDatabase
let dataDirectory: string
const databaseUrl = process.env['DATABASE_URL']

beforeAll(async () => {
  database = await freshDatabase()
  dataDirectory = await mkdtemp(path.join(os.tmpdir(), 'ringledger-scheduled-'))
  process.env['DATABASE_URL'] = database.url
  await withOpened({ dataDirectory, log: silent }, ({ store }) =>
    registerPlace(store, { site: 'paris', node: 'pbx1', timeZone: 'UTC', actor: 'test', siteName: 'Paris' }),
  )
})
afterAll(async () => {
  if (databaseUrl === undefined) delete process.env['DATABASE_URL']
  else process.env['DATABASE_URL'] = databaseUrl
  await database.drop()
  await rm(dataDirectory, { recursive: true })
})

async function run(words: readonly string[], options: Readonly<Record<string, string | boolean>> = {}) {
  const printed: string[] = []
  const complained: string[] = []
  const documents: unknown[] = []
  const terminal: Terminal = {
    json: false,
    print: line => printed.push(line),
    document: document => documents.push(document),
    write: () => Promise.resolve(),
    note: line => printed.push(line),
    complain: line => complained.push(line),
    progress: () => undefined,
  }
  const code = await configCommand.run({ options, words, terminal, dataDirectory, signal: AbortSignal.timeout(60_000) })
  return { code, printed, complained, document: documents[0] }
}

test('a document is scheduled, listed and taken back', async () => {
  const file = path.join(dataDirectory, 'later.yaml')
  await writeFile(file, 'comment: opening\ncommands:\n  - defineQueue: { name: sales, displayName: Sales }\n')
  const over = await run(['apply', file], { at: '2020-01-01T00:00:00Z' })
  expect([over.code, over.complained[0]]).toEqual([1, expect.stringContaining('effectiveAt: 2020-01-01') as string])
  const scheduled = await run(['apply', file], { at: '2100-01-01T08:00:00+01:00' })
  expect(scheduled.code).toBe(0)
  expect(scheduled.printed[0]).toBe('+ queue sales')
  const { changeSetId } = scheduled.document as { changeSetId: string }
  const line = `2100-01-01T07:00:00.000000Z  ${changeSetId}  command line  defineQueue  (opening)`
  expect((await run(['scheduled'])).printed).toEqual([line])
  expect((await run(['cancel', changeSetId], { comment: 'not yet' })).code).toBe(0)
  expect((await run(['scheduled'])).printed).toEqual(['Nothing is scheduled at paris.'])
  const [cancelled] = (await run(['scheduled'], { all: true })).printed
  expect(cancelled).toMatch(/\(opening\): cancelled .*Z, not yet$/)
  expect((await run(['cancel', 'nobody'])).code).toBe(1)
  await expect(run(['apply', file], { at: 'tomorrow' })).rejects.toThrow('--at tomorrow: an instant such as')
})
