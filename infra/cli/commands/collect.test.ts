import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'collect-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const tokenFile = path.join(folder, 'token')
writeFileSync(tokenFile, 'rl_0_0\n')

const whole = {
  server: 'http://127.0.0.1:1',
  site: 'paris',
  node: 'pbx1',
  'time-zone': 'Europe/Paris',
  'queue-log': '/var/log/asterisk/queue_log',
  'token-file': tokenFile,
}

async function complaint(options: Readonly<Partial<Record<string, string>>>): Promise<string> {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const words = Object.entries<string | undefined>({ ...whole, ...options }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  )
  expect(await main(['collect', ...words])).toBe(2)
  return said.mock.calls.flat().join('')
}

test.each([
  [{ server: undefined }, /--server is missing/],
  [{ server: 'ringledger.example' }, /the address of a Ringledger is needed, e\.g\. https:/],
  [{ site: undefined }, /--site is missing/],
  [{ 'time-zone': 'Paris' }, /Paris is not an IANA time zone/],
  [{ 'queue-log': undefined }, /name what is collected/],
  [{ 'token-file': undefined }, /there is no token: write it into a file/],
  [{ 'token-file': '/nowhere/token' }, /\/nowhere\/token cannot be read/],
  [{ ami: 'pbx.example:5038' }, /--ami-user is missing/],
  [{ ami: 'pbx.example:99999', 'ami-user': 'ringledger' }, /a port is a whole number/],
  [{ ami: 'pbx.example', 'ami-user': 'ringledger', 'ami-drop': 'Var Set' }, /Var Set is no name of an event/],
  [{ 'spool-limit': 'much' }, /whole MiB are needed/],
])('%j is used wrongly', async (options, message) => {
  vi.stubEnv('RINGLEDGER_TOKEN', undefined)
  expect(await complaint(options)).toMatch(message)
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})
