import { mkdtemp, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { directoryOf } from './directory.ts'

test('the group of Asterisk may write the file in which it keeps PINs that callers change, and read the others', async () => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'ringledger-directory-'))
  try {
    const files = ['voicemail.conf', 'pjsip.conf'].map(file => ({ path: file, content: '[a]\n' }))
    await directoryOf(directory).stage('1-a', files)
    const modeOf = async (file: string) => (await stat(path.join(directory, 'generations/1-a', file))).mode & 0o777
    expect(await modeOf('voicemail.conf')).toBe(0o660)
    expect((await modeOf('pjsip.conf')) & 0o027).toBe(0)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
