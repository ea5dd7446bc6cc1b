import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { silent } from '../../../domain/kernel/log.ts'
import { tokens as knownTokens } from '../../../projections/directory/queries.ts'
import { withOpened } from '../../open.ts'
import { freshDatabase, type TestDatabase } from '../../testing/database.ts'
import type { OptionValues } from '../command.ts'
import { recordingTerminal } from '../testing/recording-terminal.ts'
import { tokenCommand } from './token.ts'

let database: TestDatabase
let dataDirectory = ''

beforeAll(async () => (database = await freshDatabase()))
afterAll(() => database.drop())
beforeEach(() => {
  dataDirectory = mkdtempSync(path.join(os.tmpdir(), 'ringledger-token-'))
  vi.stubEnv('DATABASE_URL', database.url)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(dataDirectory, { recursive: true })
})

async function token(words: readonly string[], options: OptionValues = {}, signal = AbortSignal.timeout(60_000)) {
  const { terminal, said } = recordingTerminal()
  const code = await tokenCommand.run({ options, words, terminal, dataDirectory, signal })
  return { code, ...said() }
}

const create = (signal?: AbortSignal) => token(['create'], { label: 'prometheus', role: 'auditor' }, signal)

/** As whoever serves looks it up when it is shown. */
const shown = (id: string) =>
  withOpened({ dataDirectory, log: silent }, async ({ pool }) =>
    (await knownTokens(pool)).find(({ tokenId }) => tokenId === id),
  )

test('a token is known where it is looked up before its text is told, and its end before that is told', async () => {
  const { code, documents } = await create()
  const { tokenId } = documents[0] as { tokenId: string }
  expect(code).toBe(0)
  expect(await shown(tokenId)).toMatchObject({ label: 'prometheus', revokedAt: null })
  expect((await token(['revoke', tokenId])).code).toBe(0)
  expect((await shown(tokenId))?.revokedAt).toEqual(expect.any(Number))
})

test('who does not wait for the directory gets the text of a token none the less, since it is told only once', async () => {
  const { code, printed, noted } = await create(AbortSignal.abort(new Error('interrupted')))
  expect(code).toBe(0)
  expect(printed).toEqual([expect.stringMatching(/^rl_/)])
  expect(noted).toContain('It is in the log, and takes effect once the directory has it: interrupted')
})
