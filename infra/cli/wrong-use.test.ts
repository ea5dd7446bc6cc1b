import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from './main.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wrong-use-'))
  // Whoever asks for the database none the less gets none, and fails otherwise.
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const place = ['--site', 'paris', '--node', 'pbx1', '--time-zone', 'Europe/Paris']
const collector = ['--server', 'https://ringledger.example', ...place]

test.each([
  [['demo'], 'say what to do: start or stop'],
  [['query'], 'the query is missing'],
  [['query', '{ status', '{ position } }'], 'put the query in quotes'],
  [['query', '{ status { position } }', '--variables', '{'], '--variables is not JSON'],
  [['quarantine'], 'say what to do: list, show or retry'],
  [['quarantine', 'burn'], 'there is no quarantine burn'],
  [['quarantine', 'show'], 'say which row'],
  [['quarantine', 'retry', 'all'], 'all is no position'],
  [['audit'], 'say what to do: verify or export'],
  [['audit', 'burn'], 'there is no audit burn'],
  [['audit', 'export', '--from', '0'], '--from 0 is no position'],
  [['audit', 'verify', '--anchor', '12'], 'POSITION:HASH is needed'],
  [['token'], 'say what to do: create, revoke or list'],
  [['token', 'create', '--role', 'analyst'], '--label is missing'],
  [['token', 'create', '--label', 'wall'], '--role is missing or unknown'],
  [['token', 'create', '--label', 'wall', '--role', 'analyst', '--expires', 'soon'], '--expires soon: an instant'],
  [['token', 'revoke'], 'say which token'],
  [['config'], 'say what to do: '],
  [['config', 'burn'], 'there is no config burn'],
  [['config', 'apply'], 'say which file'],
  [['config', 'diff'], '--from is missing'],
  [['config', 'revert'], '--to is missing'],
  [['config', 'render'], '--out is missing'],
  [['config', 'cancel'], 'say which change set'],
  [['config', 'history', 'sales'], 'KIND:KEY is needed'],
  [['config', 'history', '--last', '0'], 'a number from 1'],
  [['config', 'import'], 'say which directory'],
  [['config', 'import-users'], 'say which file: CSV with a header'],
  [['config', 'import-phonebook'], 'say which file: CSV with |'],
  [['rebuild', 'queue_visits', '--after', '3'], '--after is for panels alone'],
  [['rebuild', 'panels', 'calls'], 'rebuild those first'],
  [['rebuild', 'panels', '--up-to', 'now'], '--up-to now: give a position'],
  [['simulate', '--days', '0'], '--days 0: a whole number'],
  [['simulate', '--from', 'monday'], '--from monday: a day'],
  [['simulate', '--time-zone', 'Paris'], 'not an IANA time zone'],
  [['collect', ...collector], 'name what is collected'],
  [['collect', ...place, '--queue-log', '/x'], '--server is missing'],
  [['purge', 'everything'], 'everything: nothing is expected here'],
])('%j is told to be used wrongly before anything is opened or made', async (words, message) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const code = await main([...words, '--data', folder])
  expect(said.mock.calls.flat().join('')).toContain(message)
  expect(code).toBe(2)
  expect(readdirSync(folder)).toEqual([])
})
