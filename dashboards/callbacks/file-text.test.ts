import { expect, test } from 'vitest'
import { textOfFile } from './file-text.ts'

test('a file of UTF-8 is read as such, with and without a mark, and one of Latin-1 as that', async () => {
  expect(await textOfFile(new Blob(['Amélie|06']))).toBe('Amélie|06')
  expect(await textOfFile(new Blob([new Uint8Array([0xef, 0xbb, 0xbf]), 'Zoë']))).toBe('Zoë')
  expect(await textOfFile(new Blob([new Uint8Array([0x41, 0x6d, 0xe9, 0x6c, 0x69, 0x65])]))).toBe('Amélie')
})
