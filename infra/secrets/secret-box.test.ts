import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSecretBox } from './secret-box.ts'
import { secretKey } from './secret-key.ts'

const key = new Uint8Array(32).fill(7)

describe('a sealed secret', () => {
  const box = createSecretBox(key)

  test('opens to the text, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), plain => box.open(box.seal(plain, 'a')) === plain))
  })

  test('is the same for the same text at the same place, and another one anywhere else', () => {
    expect(box.seal('1234', 'agent:8001:password')).toBe(box.seal('1234', 'agent:8001:password'))
    expect(box.seal('1234', 'agent:8001:password')).not.toBe(box.seal('1234', 'agent:8002:password'))
    expect(box.seal('1234', 'agent:8001:password')).not.toBe(box.seal('1235', 'agent:8001:password'))
  })

  test('does not open when it was altered, nor with another key', () => {
    const sealed = box.seal('1234', 'a')
    const altered = sealed.slice(0, -1) + (sealed.endsWith('A') ? 'B' : 'A')
    expect(() => box.open(altered)).toThrow('another key')
    expect(() => createSecretBox(new Uint8Array(32)).open(sealed)).toThrow('RINGLEDGER_SECRET_KEY')
    expect(() => box.open('1234')).toThrow('no sealed secret')
  })
})

describe('the key', () => {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'ringledger-key-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  test('is made once, for its owner only, and is the same for all who ask', async () => {
    const [first, second] = await Promise.all([secretKey(directory, {}), secretKey(directory, {})])
    expect(first).toEqual(second)
    expect(await secretKey(directory, {})).toEqual(first)
    expect((await stat(path.join(directory, 'secret.key'))).mode & 0o777).toBe(0o600)
    expect((await readFile(path.join(directory, 'secret.key'), 'utf8')).trim()).toHaveLength(44)
  })

  test('may come from the environment, and must have 32 bytes', async () => {
    const given = Buffer.from(key).toString('base64')
    expect(await secretKey(directory, { RINGLEDGER_SECRET_KEY: given })).toEqual(Buffer.from(key))
    await expect(secretKey(directory, { RINGLEDGER_SECRET_KEY: 'short' })).rejects.toThrow('32 bytes')
    const damaged = path.join(directory, 'damaged')
    await mkdir(damaged)
    await writeFile(path.join(damaged, 'secret.key'), 'x')
    await expect(secretKey(damaged, {})).rejects.toThrow(path.join(damaged, 'secret.key'))
  })
})
