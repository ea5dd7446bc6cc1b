import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { configOfParis } from '../../testing/config-command.ts'

const { run, file, place } = configOfParis('pbx1')

const apply = async (document: string) => run(['apply', await file('document.yaml', document)])

/** The password of the line as its PBX gets it. */
async function renderedPassword(): Promise<string | undefined> {
  const out = await mkdtemp(place('files-'))
  await run(['render'], { out })
  const rendered = await readdir(out, { recursive: true })
  const pjsip = rendered.find(name => name.endsWith('pjsip.conf')) ?? 'pjsip.conf'
  return /^password ?= ?(.*)$/m.exec(await readFile(path.join(out, pjsip), 'utf8'))?.[1]
}

const nothing = 'Nothing to do: the configuration of paris is so already.'
const document = `commands:
  - defineMediaServer: { name: pbx1, address: 192.0.2.10, main: true }
  - defineContext: { name: default, displayName: Default }
  - defineLine: { name: l1, context: default, endpoint: { sip: {} } }
`

test('a password that is made up is in the files only, and stays over a document that is applied again', async () => {
  expect(await apply(document)).toMatchObject({ code: 0 })
  const first = await renderedPassword()
  expect(first).toMatch(/^[\w-]{24}$/)
  expect((await apply(document)).printed).toEqual([nothing])
  const rotated = await apply('commands:\n  - rotateLineCredentials: { name: l1 }\n')
  expect(rotated.printed[0]).toBe('~ line l1: password "(secret)" > "(secret)"')
  const second = await renderedPassword()
  expect(second).toMatch(/^[\w-]{24}$/)
  expect(second).not.toBe(first)
  expect((await apply(document)).printed).toEqual([nothing])

  const { written } = await run(['export'])
  expect(written).not.toContain(second)
  expect((await apply(written)).printed).toEqual([nothing])
  expect(await renderedPassword()).toBe(second)
  expect((await run(['history'])).printed.join('\n')).not.toContain(second)
})

test('a revert that takes messages with it has to be confirmed', async () => {
  await apply(document)
  const { written: before } = await run(['export'])
  const then = new Date().toISOString()
  await apply('commands:\n  - defineVoicemail: { number: "1000", context: default, name: Ann, password: "1234" }\n')
  const refused = await run(['revert'], { to: then })
  expect([refused.code, refused.complained[0]]).toEqual([
    1,
    expect.stringContaining('voicemail 1000@default takes the messages in it with it for good') as string,
  ])
  expect((await run(['revert'], { to: then, confirm: true })).printed).toContain('- voicemail 1000@default')
  expect((await run(['export'])).written).toBe(before)
})
