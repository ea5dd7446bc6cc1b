import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'restore-'))))
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

test.each([
  ['restore', (file: string) => ['restore', file, '--check']],
  ['audit', (file: string) => ['audit', 'verify', '--file', file]],
])('%s of a file that is wrong in its text and damaged in its packing says so and ends in order', async (_, words) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const packed = gzipSync('neither a backup nor an export\n'.repeat(200_000))
  packed.writeUInt32LE(0, packed.length - 8)
  const file = path.join(folder, 'damaged.gz')
  writeFileSync(file, packed)
  expect(await main(words(file))).toBe(1)
  expect(said.mock.calls.flat().join('')).toMatch(/damaged\.gz|altered/)
  // What is read ahead fails after the answer: with nobody listening it would end the process.
  await sleep(200)
})
