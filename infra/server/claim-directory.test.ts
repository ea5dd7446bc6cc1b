import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
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

test('a data directory that cannot be written is said to be so', () => {
  const missing = path.join(folder, 'missing')
  expect(() => claimDirectory(missing)).toThrow(/The data directory cannot be used/)
})
