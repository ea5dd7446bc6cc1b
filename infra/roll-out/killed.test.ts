import { spawn } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { rollOutStream } from '../../domain/roll-out/events.ts'
import { withOpened } from '../open.ts'
import { packageRoot } from '../package-root.ts'
import { managerSecretVariable, startFakeAsterisk, type FakeAsterisk } from '../pbx/testing/fake-asterisk.ts'
import { registerPlace } from '../registration.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'

let database: TestDatabase
let asterisk: FakeAsterisk
let folder: string
const databaseUrl = process.env['DATABASE_URL']

/** The command line as it is shipped, but built for this test. */
beforeAll(async () => {
  database = await freshDatabase()
  asterisk = await startFakeAsterisk()
  folder = await mkdtemp(path.join(os.tmpdir(), 'ringledger-killed-'))
  process.env['DATABASE_URL'] = database.url
  await symlink(path.join(packageRoot, 'node_modules'), path.join(folder, 'node_modules'))
  await symlink(path.join(packageRoot, 'package.json'), path.join(folder, 'package.json'))
  await build({
    absWorkingDir: packageRoot,
    entryPoints: ['infra/cli/main.ts'],
    outfile: path.join(folder, 'cli.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    loader: { '.sql': 'text' },
    logLevel: 'silent',
  })
  await writeFile(
    path.join(folder, 'ringledger.mjs'),
    `import { main } from './cli.mjs'\nprocess.exitCode = await main(process.argv.slice(2))\n`,
  )
  await withOpened({ dataDirectory: folder, log: silent }, ({ store }) =>
    registerPlace(store, { site: 'paris', node: 'mds0', timeZone: 'UTC', actor: 'test', siteName: 'Paris' }),
  )
})
afterAll(async () => {
  if (databaseUrl === undefined) delete process.env['DATABASE_URL']
  else process.env['DATABASE_URL'] = databaseUrl
  await asterisk.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

function command(...words: readonly string[]) {
  const child = spawn(process.execPath, [path.join(folder, 'ringledger.mjs'), 'config', ...words, '--data', folder])
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  return { kill: () => child.kill('SIGKILL'), ended, said: () => said }
}

async function done(...words: readonly string[]): Promise<string> {
  const { ended, said } = command(...words)
  expect(`${await ended} ${said()}`).toMatch(/^0 /)
  return said()
}

async function apply(name: string, commands: unknown): Promise<void> {
  const file = path.join(folder, `${name}.json`)
  await writeFile(file, JSON.stringify({ commands }))
  await done('apply', file)
}

test('a process that is killed in the middle of a reload: the next one brings the roll-out to its end', async () => {
  const ami = { port: asterisk.ami.port, secretEnvironment: managerSecretVariable }
  const deployment = { directory: asterisk.directory, ami }
  await apply('first', [
    { defineMediaServer: { name: 'mds0', address: '192.0.2.1', deployment } },
    { defineQueue: { name: 'sales', displayName: 'Sales' } },
  ])
  await done('roll-out', '--wait')
  await apply('second', [{ defineQueue: { name: 'support', displayName: 'Support' } }])

  let isReloading = false
  asterisk.behave(({ Action, Module }) => {
    if (Action !== 'Reload' || Module !== 'app_queue.so') return undefined
    isReloading = true
    return 'hang'
  })
  const killed = command('roll-out', '--wait')
  await expect.poll(() => isReloading, { timeout: 60_000 }).toBe(true)
  killed.kill()
  await killed.ended
  expect(asterisk.inForce('queues.conf')).toContain('[support]')
  expect(asterisk.shows().queues.map(({ name }) => name)).toEqual(['sales'])

  asterisk.behave(() => undefined)
  expect(await done('roll-out', '--wait')).toMatch(/a roll-out that was interrupted goes on first[^]*applied as 2-/)
  expect(asterisk.shows().queues.map(({ name }) => name)).toEqual(['sales', 'support'])
  const types: string[] = []
  await withOpened({ dataDirectory: folder, log: silent }, async ({ store }) => {
    for await (const { events } of store.readStream(rollOutStream('paris', 'mds0')))
      types.push(...events.map(({ type }) => type).filter(type => type !== 'ConfigurationRollOutStepEnded'))
  })
  const [started, applied] = ['ConfigurationRollOutStarted', 'ConfigurationApplied']
  expect(types).toEqual([started, applied, started, applied, started, applied])
}, 180_000)
