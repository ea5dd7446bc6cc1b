import { expect, test } from 'vitest'
import { after, type given } from '../configuration/testing/given.ts'
import type { TextFormat } from '../configuration/shape.ts'
import { asteriskVersions } from '../sites/media-servers.ts'
import { callCenter } from './dialplan/testing/call-center.ts'
import { readDialplan } from './dialplan/testing/read-dialplan.ts'
import { renderFiles } from './render.ts'
import type { RenderedFile } from './rendered-file.ts'
import { withEveryText } from './testing/every-text.ts'
import { parseConf } from './testing/parse-conf.ts'
import { hostileText, renderingOf, smallConfiguration } from './testing/sample-configurations.ts'

/** Of the hostile signs those that a form lets through; nothing, where these are none that could do harm. */
function hostile({ pattern }: TextFormat, max: number): string {
  const signs = Array.from(hostileText.repeat(9)).filter(sign => pattern.test(`a${sign}a`))
  const text = `a${signs.join('')}`.slice(0, max - 1).trimEnd() + 'a'
  return /[^A-Za-z0-9_.-]/.test(text) && pattern.test(text) ? text : ''
}

/** As long, of letters, where the hostile one would be written. */
const harmless = (format: TextFormat, max: number): string => {
  const length = Array.from(hostile(format, max)).length
  const plain = 'a'.repeat(length)
  return format.pattern.test(plain) ? plain : ''
}

type Made = ReturnType<typeof given>

/** Sections and the names of their settings; of a dialplan its contexts, extensions and applications. */
function structure(made: readonly RenderedFile[]) {
  return made.map(({ path, content }) => {
    if (path === 'extensions.conf')
      return [
        path,
        [...readDialplan(content)].map(([name, { extensions, includes, hints }]) => [
          name,
          includes,
          [...hints.keys()],
          [...extensions].map(([exten, steps]) => [
            exten,
            steps.map(({ label, application, arguments: all }) => [
              label,
              application,
              takesText.has(application) || argumentCount(all),
            ]),
          ]),
        ]),
      ]
    if (path.startsWith('extensions_extra.d/')) return [path]
    const { includes, sections } = parseConf(content)
    return [path, includes, sections.map(({ name, settings }) => [name, settings.map(one => one.name)])]
  })
}

/** Their last argument is a text, in which a comma is a comma. */
const takesText: ReadonlySet<string> = new Set(['Set', 'CELGenUserEvent', 'NoOp'])

/** Parted by commas that are in no quotes and brackets and behind no backslash (__ast_app_separate_args). */
function argumentCount(text: string): number {
  let [count, depth, isQuoted] = [1, 0, false]
  for (const [sign] of text.matchAll(/\\[^]|[^]/g)) {
    if (sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && (sign === '(' || sign === '[')) depth++
    else if (!isQuoted && (sign === ')' || sign === ']')) depth--
    else if (!isQuoted && sign === ',' && depth <= 0) count++
  }
  return count
}

const inVersion = (configuration: Made, asteriskVersion: string) =>
  after(configuration, { changeMediaServer: { name: 'main', asteriskVersion } })

test.each([
  ['of everything', callCenter()],
  ['small', smallConfiguration()],
] as const)('no text that people may write changes what Asterisk reads: a %s call center', (_, before) => {
  const written = withEveryText(before, hostile)
  const plain = withEveryText(before, harmless, new Set(written.fields))
  const both = new Set(plain.fields)
  const places = written.fields.filter(place => both.has(place))
  const bad = withEveryText(before, hostile, new Set(places))
  expect(bad.fields).toEqual(plain.fields)
  expect(places.length).toBeGreaterThan(60)
  for (const version of asteriskVersions) {
    const made = renderFiles(renderingOf(inVersion(bad.configuration, version), 'main'))
    const expected = renderFiles(renderingOf(inVersion(plain.configuration, version), 'main'))
    expect(structure(made)).toEqual(structure(expected))
    for (const { path, content } of made) expect(expanded(path, content)).not.toContain('${SHELL')
  }
})

/** What Asterisk replaces variables and functions in: the dialplan, and the mails of mailboxes. */
function expanded(path: string, content: string): string {
  if (path === 'extensions.conf') return content
  if (path !== 'voicemail.conf') return ''
  return (content.match(/^(?:fromstring|emailsubject|emailbody) = .*$|(?<=\|)email(?:subject|body)=.*$/gm) ?? []).join(
    '\n',
  )
}
