import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBinaries, makeLinks } from './binaries.ts'
import { embeddedFailure } from './failures.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'ringledger-links-'))
  mkdirSync(path.join(root, 'native/lib'), { recursive: true })
  writeFileSync(path.join(root, 'native/lib/libpq.so.5.18'), 'library')
  writeFileSync(
    path.join(root, 'native/pg-symlinks.json'),
    JSON.stringify([
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    ]),
  )
})
afterEach(() => rmSync(root, { recursive: true }))

const linked = (name: string) => readFileSync(path.join(root, 'native/lib', name), 'utf8')

test('links that npm left out are made, relative, so that the package can be moved', () => {
  expect(makeLinks(root, path.join(root, 'elsewhere'), 'linux')).toEqual({})
  expect([linked('libpq.so'), linked('libpq.so.5')]).toEqual(['library', 'library'])
  expect(readlinkSync(path.join(root, 'native/lib/libpq.so'))).toBe('libpq.so.5.18')
})

test('making them again, or after somebody made one of them, changes nothing', () => {
  makeLinks(root, path.join(root, 'elsewhere'), 'linux')
  rmSync(path.join(root, 'native/lib/libpq.so'))
  makeLinks(root, path.join(root, 'elsewhere'), 'linux')
  makeLinks(root, path.join(root, 'elsewhere'), 'linux')
  expect(linked('libpq.so')).toBe('library')
})

test('a platform without binaries is named, with what to do', () => {
  const find = () => findBinaries(root, 'sunos', 'sparc' as NodeJS.Architecture)
  expect(find).toThrow(/no embedded PostgreSQL for sunos-sparc.*npm ci.*DATABASE_URL/)
  expect(() => findBinaries(root, 'win32', 'x64')).toThrow(/windows-x64/)
})

test.each([
  ['initdb: error: could not create directory: No space left on device', /disk that holds \/data is full/],
  ['could not open file "x": Read-only file system', /read-only file system/],
  ['could not create directory "/data": Permission denied', /\/data is not writable.*--data/],
  ['FATAL:  could not create shared memory segment', /too little shared memory/],
  ['PANIC:  could not locate a valid checkpoint record', /files in \/data are damaged.*backup/],
  ['sh: 1: exec: /x/postgres: not found', /do not run on this system.*glibc/],
  ['something nobody has seen yet', /Look into \/data\/server.log/],
])('what the programs say is explained: %s', (output, explanation) => {
  expect(embeddedFailure('It did not start', '/data', output).message).toMatch(explanation)
})
