import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packageRoot } from '../package-root.ts'
import { claimDirectory } from './claim-directory.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'claim-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('a second server is refused while the first one begins, and let in when that one has stopped', () => {
  const release = claimDirectory(folder)
  expect(() => claimDirectory(folder)).toThrow(
    `Another Ringledger runs, begins or stops on ${folder} (process ${process.pid}). Stop that one first`,
  )
  release()
  claimDirectory(folder)()
  expect(readdirSync(folder)).toEqual([])
})

test('the claim of a server that was killed does not count, nor one that was cut off by a full disk', () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  for (const left of [JSON.stringify({ pid, since: '' }), '', '{"pid":']) {
    writeFileSync(path.join(folder, 'server.lock'), left)
    claimDirectory(folder)()
  }
})

/** A process that claims all the directories in their order, as near as possible to when others do, and lives on with what it got. */
async function claimant(bundle: string, directories: readonly string[], at: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', bundle], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.write(`${JSON.stringify({ directories, at })}\n`)
  await once(child, 'spawn')
  return child
}

const claimAll = `
  import { createInterface } from 'node:readline'
  import { packageRoot } from '../package-root.ts'
import { claimDirectory } from './infra/server/claim-directory.ts'
  createInterface(process.stdin).once('line', line => {
    const { directories, at } = JSON.parse(line)
    const won = directories.filter((directory, index) => {
      while (Date.now() < at + index * 2);
      try {
        claimDirectory(directory)
        return true
      } catch {
        return false
      }
    })
    process.stdout.write(JSON.stringify(won) + '\\n')
  })`

test('of processes that find the same stale claim at the same moment one gets the directory', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  const directories = Array.from({ length: 300 }, (_, index) => path.join(folder, String(index)))
  for (const directory of directories) {
    mkdirSync(directory)
    writeFileSync(path.join(directory, 'server.lock'), JSON.stringify({ pid, since: '' }))
  }
  const { outputFiles } = await build({
    stdin: { resolveDir: packageRoot, loader: 'ts', contents: claimAll },
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
  const at = Date.now() + 1500
  const children = await Promise.all([0, 1, 2].map(() => claimant(outputFiles[0]!.text, directories, at)))
  const won = await Promise.all(
    children.map(async ({ stdout }) => JSON.parse(String((await once(stdout!, 'data'))[0])) as string[]),
  )
  for (const child of children) child.kill()
  expect(won.flat().sort()).toEqual([...directories].sort())
  expect(directories.flatMap(directory => readdirSync(directory))).toEqual(directories.map(() => 'server.lock'))
})

test('a draft that is the stale claim itself, of a process of the same number that was killed, is no claim of ours', () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  const draft = path.join(folder, `server.lock.${process.pid}`)
  writeFileSync(draft, JSON.stringify({ pid, since: '' }))
  linkSync(draft, path.join(folder, 'server.lock'))
  claimDirectory(folder)()
  expect(readdirSync(folder)).toEqual([])
})

test('a data directory that cannot be written is said to be so', () => {
  const missing = path.join(folder, 'missing')
  expect(() => claimDirectory(missing)).toThrow(/The data directory cannot be used/)
})
