import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sessionKeyOf } from './session-key.ts'

let directory: string
beforeEach(() => void (directory = mkdtempSync(path.join(os.tmpdir(), 'session-key-'))))
afterEach(() => rmSync(directory, { recursive: true }))

test('the key of sessions is made once, and is there after a restart', () => {
  const key = sessionKeyOf(directory)
  expect(key).toHaveLength(32)
  expect(sessionKeyOf(directory)).toEqual(key)
  expect(readdirSync(directory)).toEqual(['session-key'])
})

test.each([
  ['empty', ''],
  ['cut off', 'half of it'],
])('a key that is %s signs nothing: it is made anew', (_, left) => {
  writeFileSync(path.join(directory, 'session-key'), left)
  const key = sessionKeyOf(directory)
  expect(key).toHaveLength(32)
  expect(sessionKeyOf(directory)).toEqual(key)
})
