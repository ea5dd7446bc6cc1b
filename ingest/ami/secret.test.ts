import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSecret } from './secret.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ami-secret-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(content: string): Promise<string> {
  const where = path.join(folder, `${content.length}`)
  await writeFile(where, content)
  return where
}

test('a secret is what the variable holds, or the file without the end of its line', async () => {
  expect(await readSecret({ secretEnvironment: 'PBX' }, { PBX: 'a b ' })).toBe('a b ')
  expect(await readSecret({ secretFile: await file('s3cret\n') })).toBe('s3cret')
  expect(await readSecret({ secretFile: await file(' s3cret ') })).toBe(' s3cret ')
})

test.each([
  [
    { secretEnvironment: 'PBX' },
    {},
    'environment variable PBX, which should hold the secret of the manager interface, is not set',
  ],
  [
    { secretFile: '/no/such/file' },
    {},
    '/no/such/file, which should hold the secret of the manager interface, cannot be read (ENOENT)',
  ],
  [{ secretEnvironment: 'PBX' }, { PBX: 'a\r\nAction: Originate' }, 'more than one line'],
])('%j is an error that says where the secret should be, and not what it is', async (place, environment, message) => {
  const failing = readSecret(place, environment)
  await expect(failing).rejects.toThrow(message)
  await expect(failing).rejects.not.toThrow('Originate')
})

test('a file that is empty is no secret', async () => {
  await expect(readSecret({ secretFile: await file('\n') })).rejects.toThrow('is empty')
})
