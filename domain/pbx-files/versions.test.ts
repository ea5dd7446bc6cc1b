import { expect, test } from 'vitest'
import { after } from '../configuration/testing/given.ts'
import { asteriskVersions } from '../sites/media-servers.ts'
import { confSections } from '../roll-out/conf-sections.ts'
import { renderFiles } from './render.ts'
import {
  hostileConfiguration,
  mediumConfiguration,
  renderingOf,
  smallConfiguration,
} from './testing/sample-configurations.ts'
import { settingsOfAllVersions } from './testing/settings-of-all-versions.ts'

type Version = (typeof asteriskVersions)[number]

/** Every line of every file of the main server, without the digests. */
function linesFor(asteriskVersion: Version, patched: boolean, before = smallConfiguration()): readonly string[] {
  const configuration = after(before, { changeMediaServer: { name: 'main', asteriskVersion, patched } })
  return renderFiles(renderingOf(configuration, 'main')).flatMap(({ path, content }) =>
    content
      .split('\n')
      .filter(line => !line.startsWith('; Digest'))
      .map(line => `${path}: ${line.trim()}`),
  )
}

const onlyIn = (lines: readonly string[], others: readonly string[]): readonly string[] => {
  const known = new Set(others)
  return lines.filter(line => !known.has(line))
}

test.each([
  ['small', smallConfiguration],
  ['hostile', hostileConfiguration],
])('a stock Asterisk of any version is given the same files: a %s call center', (_, configuration) => {
  const [first, ...rest] = asteriskVersions.map(version => linesFor(version, false, configuration()))
  for (const lines of rest) expect(lines).toEqual(first)
})

/** Sections whose lines have names that we or people give: mailboxes and their zones, files of logs. */
const isOfOwnNames = (path: string, section: string): boolean =>
  (path === 'voicemail.conf' && section !== 'general') || path === 'cel_custom.conf' || section === 'logfiles'

test.each([
  ['small', smallConfiguration],
  ['medium', mediumConfiguration],
  ['hostile', hostileConfiguration],
])('every setting that is written is one that Asterisk 18, 20 and 22 read: a %s call center', (_, configuration) => {
  const unknown = renderFiles(renderingOf(configuration(), 'main')).flatMap(({ path, content }) => {
    if (/^extensions/.test(path) || /^queueskill/.test(path)) return []
    const known = new Set((settingsOfAllVersions[path] ?? '').split(/\s+/))
    return confSections(content).sections.flatMap(({ name: section, settings }) =>
      isOfOwnNames(path, section)
        ? []
        : settings.flatMap(({ name }) => (known.has(name) ? [] : [`${path} [${section}] ${name}`])),
    )
  })
  expect(unknown).toEqual([])
})

test('a patched one takes the rule set of skills as the last argument of Queue, which has no macro since 21', () => {
  expect(linesFor('18', true)).toEqual(linesFor('20', true))
  const [of20, of22] = [linesFor('20', true), linesFor('22', true)]
  const queues = ['sales', 'support']
  const entered = (queue: string, commas: string) =>
    `extensions.conf: same => n,Queue(${queue},\${XIVO_QUEUEOPTIONS},,,\${XIVO_QUEUETIMEOUT}${commas}\${XIVO_QUEUESKILLRULESET})`
  expect(onlyIn(of20, of22)).toEqual(queues.map(queue => entered(queue, ',,,,,,')))
  expect(onlyIn(of22, of20)).toEqual(queues.map(queue => entered(queue, ',,,,,')))
})
