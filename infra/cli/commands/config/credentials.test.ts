import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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
  dataDirectory = await mkdtemp(path.join(os.tmpdir(), 'ringledger-credentials-'))
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
  const written: string[] = []
  const complained: string[] = []
  const terminal: Terminal = {
    json: false,
    print: line => printed.push(line),
    document: () => undefined,
    write: text => Promise.resolve(void written.push(typeof text === 'string' ? text : Buffer.from(text).toString())),
    note: line => printed.push(line),
    complain: line => complained.push(line),
    progress: () => undefined,
  }
  const code = await configCommand.run({ options, words, terminal, dataDirectory, signal: AbortSignal.timeout(60_000) })
  return { code, printed, written: written.join(''), complained }
}

async function apply(document: string) {
  const file = path.join(dataDirectory, 'document.yaml')
  await writeFile(file, document)
  return run(['apply', file])
}

/** The password of the line as its PBX gets it. */
async function renderedPassword(): Promise<string | undefined> {
  const out = await mkdtemp(path.join(dataDirectory, 'files-'))
  await run(['render'], { out })
  const files = await readdir(out, { recursive: true })
  const file = files.find(name => name.endsWith('pjsip.conf'))
  return /^password ?= ?(.*)$/m.exec(await readFile(path.join(out, file ?? 'pjsip.conf'), 'utf8'))?.[1]
}

const nothing = 'Nothing to do: the configuration of paris is so already.'
const document = `commands:
  - defineMediaServer: { name: pbx1, address: 192.0.2.10, main: true }
  - defineContext: { name: default, displayName: Default }
  - defineLine: { name: l1, context: default, endpoint: { sip: {} } }
`

test('a password that is made up is in the files only, and stays over a document that is applied again', async () => {
  expect(await apply(document)).toMatchObject({ code: 0 })
  const first = await renderedPassword()
  expect(first).toMatch(/^[\w-]{24}$/)
  expect((await apply(document)).printed).toEqual([nothing])
  const rotated = await apply('commands:\n  - rotateLineCredentials: { name: l1 }\n')
  expect(rotated.printed[0]).toBe('~ line l1: password "(secret)" > "(secret)"')
  const second = await renderedPassword()
  expect(second).toMatch(/^[\w-]{24}$/)
  expect(second).not.toBe(first)
  expect((await apply(document)).printed).toEqual([nothing])

  const { written } = await run(['export'])
  expect(written).not.toContain(second)
  expect((await apply(written)).printed).toEqual([nothing])
  expect(await renderedPassword()).toBe(second)
  expect((await run(['history'])).printed.join('\n')).not.toContain(second)
})

test('a revert that takes messages with it has to be confirmed', async () => {
  await apply(document)
  const { written: before } = await run(['export'])
  const then = new Date().toISOString()
  await apply('commands:\n  - defineVoicemail: { number: "1000", context: default, name: Ann, password: "1234" }\n')
  const refused = await run(['revert'], { to: then })
  expect([refused.code, refused.complained[0]]).toEqual([
    1,
    expect.stringContaining('voicemail 1000@default takes the messages in it with it for good') as string,
  ])
  expect((await run(['revert'], { to: then, confirm: true })).printed).toContain('- voicemail 1000@default')
  expect((await run(['export'])).written).toBe(before)
})
