import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asteriskDirectory } from './asterisk-directory.ts'

let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'asterisk-'))
  await mkdir(path.join(directory, 'etc/pjsip.d'), { recursive: true })
  await writeFile(path.join(directory, 'secret.conf'), '[outside]\n')
  for (const name of ['pjsip.conf', 'pjsip.d/b.conf', 'pjsip.d/a.conf', 'pjsip.d/a.txt'])
    await writeFile(path.join(directory, 'etc', name), `; ${name}\n`)
})
afterAll(() => rm(directory, { recursive: true }))

const read = (name: string) => asteriskDirectory(path.join(directory, 'etc'))(name).map(file => file.path)

test('files are read by name, by pattern in their order, and by the place where Asterisk has them', () => {
  expect(read('pjsip.conf')).toEqual(['pjsip.conf'])
  expect(read('pjsip.d/*.conf')).toEqual(['pjsip.d/a.conf', 'pjsip.d/b.conf'])
  expect(read('/etc/asterisk/pjsip.d/?.conf')).toEqual(['pjsip.d/a.conf', 'pjsip.d/b.conf'])
  expect(asteriskDirectory(path.join(directory, 'etc'))('pjsip.conf')[0]?.text).toBe('; pjsip.conf\n')
})

test('what is not there, or outside of the directory, is not read', () => {
  for (const name of ['queues.conf', 'pjsip.d', 'none/*.conf', '../secret.conf', path.join(directory, 'secret.conf')])
    expect(read(name)).toEqual([])
})
