import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { confFile, entries, section } from './conf-file.ts'
import { digestOf, imprintOf } from './digest.ts'
import { renderFiles } from './render.ts'
import type { RenderedFile } from './rendered-file.ts'
import { fileRenderers } from './renderers.ts'
import { parseConf, type ParsedFile, type ParsedSection } from './testing/parse-conf.ts'
import {
  contentOf,
  hostileConfiguration,
  mediumConfiguration,
  renderingOf,
  smallConfiguration,
} from './testing/sample-configurations.ts'

/** The dialplan has tests of its own. */
const renderers = fileRenderers.filter(({ path }) => !path.startsWith('extensions'))

const files = {
  small: renderFiles(renderingOf(smallConfiguration(), 'main'), renderers),
  medium: renderFiles(renderingOf(mediumConfiguration(), 'main'), renderers),
  mediumSecond: renderFiles(renderingOf(mediumConfiguration(), 'mds1'), renderers),
  hostile: renderFiles(renderingOf(hostileConfiguration(), 'main'), renderers),
}
const everyFile = Object.values(files).flat()

test.each([
  ['small', files.small],
  ['hostile', files.hostile],
] as const)(
  'the files of the %s configuration are the golden ones (UPDATE_GOLDEN=1 writes them anew)',
  async (name, made) => {
    for (const { path, content } of made) {
      const golden = new URL(`testing/golden/${name}/${path}`, import.meta.url)
      if (process.env['UPDATE_GOLDEN']) {
        await mkdir(new URL('.', golden), { recursive: true })
        await writeFile(golden, content)
      }
      expect(content).toBe(await readFile(golden, 'utf8'))
    }
  },
)

test('the files of 300 users and 40 queues stay the same', () => {
  const digests = (made: readonly RenderedFile[]) =>
    Object.fromEntries(
      made
        .filter(({ path }) => ['pjsip.conf', 'queues.conf', 'voicemail.conf'].includes(path))
        .map(({ path, content }) => [path, digestOf(imprintOf(content))]),
    )
  expect({ main: digests(files.medium), mds1: digests(files.mediumSecond) }).toMatchInlineSnapshot(`
    {
      "main": {
        "pjsip.conf": "ccd3ab35e5c9a7dd27f5e813ba2a4cb6",
        "queues.conf": "5239cc824f7d330867ebed4591ca7e17",
        "voicemail.conf": "5e4c7ac0dcb98dd07f1739d2028caa47",
      },
      "mds1": {
        "pjsip.conf": "58caf8075812ce9a370daae0fa676876",
        "queues.conf": "1cd315d5da9d9d7e57dddd4097470e0a",
        "voicemail.conf": "5e4c7ac0dcb98dd07f1739d2028caa47",
      },
    }
  `)
})

test('a strict reader reads every file, and what it read is written as the same file', () => {
  expect(everyFile.length).toBeGreaterThan(50)
  for (const { path, content } of everyFile) {
    const read = parseConf(content)
    const again = written(read)
    expect(`${path}\n${again}`).toBe(`${path}\n${content.slice(content.indexOf('\n\n') + 2)}`)
    expect(parseConf(again)).toEqual(read)
  }
})

const written = ({ includes, sections }: ParsedFile): string =>
  confFile([...includes.map(name => `#include ${name}\n`), ...sections.map(sectionText)])

const sectionText = ({ name, added, settings }: ParsedSection): string => {
  const head = section(name, [])
  return (
    (added ? head.replace(']\n', '](+)\n') : head) +
    settings.map(one => (one.object ? entries(one.name, [one.value]) : line(one.name, one.value))).join('')
  )
}

const line = (name: string, value: string): string => section('', [[name, value]]).replace('[]\n', '')

test('no name, number or text has become a section, a directive or a setting of its own', () => {
  const shape = (made: readonly RenderedFile[], path: string) => {
    const { sections, includes } = parseConf(contentOf(made, path))
    return { includes, sections: sections.map(({ name, settings }) => [name, settings.map(one => one.name)] as const) }
  }
  for (const { path } of files.hostile) {
    const { sections, includes } = shape(files.hostile, path)
    expect(includes).toEqual(path === 'pjsip.conf' ? ['pjsip_transports.conf'] : [])
    for (const [name, settings] of sections) {
      expect(name).toMatch(/^[A-Za-z0-9_.~@-]+$/)
      for (const setting of settings) expect(setting).toMatch(/^[A-Za-z0-9_./-]+$/)
    }
  }
})
