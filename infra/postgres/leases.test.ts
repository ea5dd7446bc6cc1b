import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbeddedServer } from './embedded-server.ts'
import { takeLease } from './leases.ts'
import { silent } from '../../domain/kernel/log.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'leases-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the last one out is told to stop the server, the others are not', () => {
  const first = takeLease(folder)
  const second = takeLease(folder)
  expect(first.release()).toBe(false)
  expect(second.release()).toBe(true)
})

test('where nothing can be written any more a use ends in order, and the server is left to the next one', () => {
  const lease = takeLease(folder)
  rmSync(folder, { recursive: true })
  expect(lease.release()).toBe(false)
})

test('a use that cannot be written down is refused with what to do', async () => {
  writeFileSync(path.join(folder, 'users'), '')
  await expect(startEmbeddedServer({ dataDir: folder, log: silent })).rejects.toThrow(
    /^The data directory cannot be used\. /,
  )
})
