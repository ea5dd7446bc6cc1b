/** A file of Asterisk as its own parser reads it (config.c), but strict: what Asterisk only warns of is an error here. */
export interface ParsedSection {
  readonly name: string
  readonly template: boolean
  readonly added: boolean
  readonly settings: readonly ParsedSetting[]
}

interface ParsedSetting {
  readonly name: string
  readonly value: string
  /** Written with => */
  readonly object: boolean
}

export interface ParsedFile {
  readonly includes: readonly string[]
  readonly sections: readonly ParsedSection[]
}

export function parseConf(content: string): ParsedFile {
  if (content !== '' && !content.endsWith('\n')) throw new Error('the last line is not ended')
  const sections: (ParsedSection & { settings: ParsedSetting[] })[] = []
  const includes: string[] = []
  for (const [index, line] of withoutComments(content).entries()) {
    const text = line.trim()
    if (text === '') continue
    const at = `line ${index + 1}: ${text.slice(0, 80)}`
    if (Buffer.byteLength(line) > 8190) throw new Error(`${at}: too long, Asterisk passes over it`)
    if (text.startsWith('[')) sections.push(sectionHead(text, at, sections))
    else if (text.startsWith('#')) includes.push(included(text, at))
    else setting(text, at, sections.at(-1))
  }
  return { includes, sections }
}

function sectionHead(text: string, at: string, before: readonly ParsedSection[]) {
  const [, name, inherits] = /^\[([^\]]+)\](?:\(([^)]*)\))?$/.exec(text) ?? []
  if (name === undefined) throw new Error(`${at}: no section`)
  const parts = inherits?.split(',') ?? []
  const templates = parts.filter(part => part !== '!' && part !== '+')
  const inherited = templates.flatMap(template => {
    const found = before.find(one => one.name === template)
    if (!found) throw new Error(`${at}: there is no template ${template}`)
    return found.settings
  })
  return { name, template: parts.includes('!'), added: parts.includes('+'), settings: [...inherited] }
}

function included(text: string, at: string): string {
  const [, name] = /^#(?:try)?include "?([^"<>]+)"?$/.exec(text) ?? []
  if (name === undefined) throw new Error(`${at}: no directive`)
  return name
}

function setting(text: string, at: string, section: { readonly settings: ParsedSetting[] } | undefined): void {
  if (!section) throw new Error(`${at}: no section begins before it`)
  const [, name, sign, value] = /^([^=]+?)\s*(=>|=)\s*(.*)$/s.exec(text) ?? []
  if (name === undefined || sign === undefined || value === undefined) throw new Error(`${at}: no setting`)
  if (name.endsWith('+')) throw new Error(`${at}: += adds to an earlier line`)
  section.settings.push({ name, value, object: sign === '=>' })
}

/** Lines without `; ...` and `;-- ... --;`. A semicolon behind a backslash is one, and the backslash is gone. */
function withoutComments(content: string): readonly string[] {
  let depth = 0
  return content.split('\n').map(line => {
    let kept = ''
    for (let i = 0; i < line.length; i++) {
      const sign = line.charAt(i)
      if (sign === ';' && depth === 0 && line.charAt(i - 1) === '\\') kept = `${kept.slice(0, -1)};`
      else if (line.startsWith(';--', i) && line.charAt(i + 3) !== '-') depth++
      else if (depth > 0) depth -= line.startsWith('--;', i) ? 1 : 0
      else if (sign === ';') break
      else kept += sign
    }
    if (/[\p{Cc}]/u.test(kept.replaceAll('\t', ''))) throw new Error(`a control character in ${JSON.stringify(kept)}`)
    return kept
  })
}

/** The sections of a name, e.g. endpoint, aor and auth of a line. */
export const sectionsOf = (file: ParsedFile, name: string): readonly ParsedSection[] =>
  file.sections.filter(one => one.name === name)

/** What a section sets under a name; lists in the order of their lines. */
export const valuesOf = (section: ParsedSection | undefined, name: string): readonly string[] =>
  section?.settings.filter(one => one.name === name).map(({ value }) => value) ?? []

/** The section of pjsip.conf with this name and type. */
export const ofType = (file: ParsedFile, name: string, type: string): ParsedSection | undefined =>
  sectionsOf(file, name).find(section => valuesOf(section, 'type').includes(type))

/** As an object, for tests: a repeated name is a list. */
export function settingsOf(section: ParsedSection | undefined): Readonly<Record<string, string | readonly string[]>> {
  const names = new Set(section?.settings.map(({ name }) => name))
  return Object.fromEntries(
    [...names].map(name => {
      const values = valuesOf(section, name)
      return [name, values.length === 1 ? (values[0] ?? '') : values] as const
    }),
  )
}
