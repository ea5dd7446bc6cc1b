import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { embeddedFailure, makeDirectory } from './failures.ts'

test.each([
  ['could not extend file: wrote only 4096 of 8192 bytes\nPANIC:  cannot abort transaction 1', 'is full'],
  ['HINT:  Check free disk space.\nPANIC:  cannot abort transaction 1', 'is full'],
  ['PANIC:  could not locate a valid checkpoint record', 'ringledger restore'],
  ["EROFS: read-only file system, access '/mnt'", 'read-only'],
])('%j is said in a sentence with what to do', (output, sentence) => {
  expect(embeddedFailure('It did not start', '/data', output).message).toContain(sentence)
})

test('a directory below a file is refused as what it is', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ringledger-failures-'))
  const file = path.join(folder, 'file')
  writeFileSync(file, '')
  expect(() => makeDirectory(path.join(file, 'data'))).toThrow(/is not a directory.*--data/)
  expect(() => makeDirectory(path.join(folder, 'a', 'b'))).not.toThrow()
  rmSync(folder, { recursive: true })
})
