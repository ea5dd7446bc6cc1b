/**
 * Configuration of Asterisk as people and other programs wrote it (config.c): comments, templates, additions, inclusions, `=` and `=>`
 * and `+=`. It reads on behind what it does not understand, and says where that was.
 */
export interface ConfSetting {
  readonly name: string
  readonly value: string
  readonly file: string
  readonly line: number
}

export interface ConfSection {
  readonly name: string
  readonly file: string
  readonly line: number
  /** What templates set comes first: the last one of a name is in force. */
  readonly settings: readonly ConfSetting[]
}

export interface Misread {
  readonly file: string
  readonly line: number
  /** The setting or the section that is meant; null: the line as such. */
  readonly key: string | null
  readonly message: string
}

export interface ParsedConf {
  readonly sections: readonly ConfSection[]
  readonly problems: readonly Misread[]
}

/** The text of a file, by its path beside the first one; a pattern such as `pjsip.d/*.conf` gives several. */
export type ReadConf = (path: string) => readonly { readonly path: string; readonly text: string }[]

const deepestInclusion = 10

/**
 * Reads a configuration file of Asterisk with what it includes, templates, additions and comments.
 * @param read gives the texts; what cannot be read, or is included too deep, is among the problems
 */
export function parseConf(path: string, read: ReadConf): ParsedConf {
  const sections: OpenSection[] = []
  const problems: Misread[] = []
  let current: OpenSection | undefined

  const parse = (name: string, from: Place | undefined, optional: boolean, depth: number) => {
    const files = depth > deepestInclusion ? [] : read(name)
    if (files.length === 0 && from && !optional)
      problems.push({ ...from, key: name, message: `${name} is included and cannot be read` })
    for (const file of files) {
      for (const [i, line] of withoutComments(file.text).entries())
        parseLine(line.trim(), { file: file.path, line: i + 1 }, depth)
    }
  }

  const parseLine = (text: string, at: Place, depth: number) => {
    if (text === '') return
    if (text.startsWith('[')) {
      current = openSection(text, at, sections, problems)
      return
    }
    const [, optional, included] = /^#(try)?include\s+["<]?([^">]+?)[">]?$/.exec(text) ?? []
    if (included !== undefined) {
      parse(included, at, optional !== undefined, depth + 1)
      return
    }
    const [, name, sign, value] = /^([^=]+?)\s*(\+=|=>|=)\s*(.*)$/.exec(text) ?? []
    if (text.startsWith('#') || name === undefined || value === undefined) {
      problems.push({ ...at, key: null, message: `this line is no setting: ${text.slice(0, 60)}` })
      return
    }
    if (!current) {
      problems.push({ ...at, key: name, message: 'no section begins before it' })
      return
    }
    const before = sign === '+=' ? current.settings.findLast(one => one.name === name)?.value : undefined
    current.settings.push({ name, value: (before ?? '') + value, ...at })
  }

  parse(path, undefined, true, 0)
  return { sections: sections.filter(({ template }) => !template), problems }
}

interface Place {
  readonly file: string
  readonly line: number
}

interface OpenSection extends ConfSection {
  readonly template: boolean
  readonly settings: ConfSetting[]
}

/** `[name]`, `[name](!)` a template, `[name](one,two)` made of templates, `[name](+)` more of the section before. */
function openSection(text: string, at: Place, sections: OpenSection[], problems: Misread[]): OpenSection | undefined {
  const [, name, options = ''] = /^\[([^\]]+)\](?:\(([^)]*)\))?$/.exec(text) ?? []
  if (name === undefined) {
    problems.push({ ...at, key: null, message: `this line begins no section: ${text.slice(0, 60)}` })
    return undefined
  }
  const parts = options.split(',').flatMap(part => (part.trim() === '' ? [] : [part.trim()]))
  const inherited = parts.filter(part => part !== '!' && part !== '+')
  const settings = inherited.flatMap(template => {
    const found = sections.findLast(section => section.name === template)
    if (!found) problems.push({ ...at, key: name, message: `there is no template ${template}` })
    return found?.settings ?? []
  })
  const added = parts.includes('+') ? sections.findLast(section => section.name === name) : undefined
  if (added) {
    added.settings.push(...settings)
    return added
  }
  const section = { name, ...at, template: parts.includes('!'), settings: [...settings] }
  sections.push(section)
  return section
}

/** Lines without `; ...` and `;-- ... --;`, which may go over several. A semicolon behind a backslash is one. */
function withoutComments(text: string): readonly string[] {
  let depth = 0
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map(line => {
      let kept = ''
      for (let i = 0; i < line.length; i++) {
        if (depth > 0) {
          if (line.startsWith('--;', i)) {
            depth--
            i += 2
          }
          continue
        }
        const sign = line.charAt(i)
        if (sign !== ';') kept += sign
        else if (line.charAt(i - 1) === '\\') kept = `${kept.slice(0, -1)};`
        else if (line.startsWith(';--', i) && line.charAt(i + 3) !== '-') {
          depth++
          i += 2
        } else break
      }
      return kept
    })
}
