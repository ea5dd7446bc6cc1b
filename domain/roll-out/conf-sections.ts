/** A section of a file of Asterisk, as its own reader (main/config.c) sees it. */
export interface ConfSection {
  readonly name: string
  /** `[name](!)`: a template, which is no object. */
  readonly isTemplate: boolean
  /** `[name](+)`: more lines of a section before. */
  readonly isAddition: boolean
  /** Number of its line, from 1. */
  readonly line: number
  readonly settings: readonly ConfSetting[]
}

interface ConfSetting {
  readonly name: string
  readonly value: string
  readonly line: number
}

interface ConfFile {
  readonly sections: readonly ConfSection[]
  /** What Asterisk would refuse, cut off or pass over, with the line. */
  readonly problems: readonly string[]
}

/** Asterisk reads a line into 8192 bytes, the end included (main/config.c), and keeps 79 bytes of a section's name. */
const longestLineBytes = 8190
const longestNameBytes = 79

/** Reads a generated file as strictly as it was written: every line must be a comment, a section, a setting or an include. */
export function confSections(content: string): ConfFile {
  const sections: (ConfSection & { readonly settings: ConfSetting[] })[] = []
  const problems: string[] = []
  if (content !== '' && !content.endsWith('\n')) problems.push('the last line is not ended')
  const lines = content.split('\n')
  withoutBlockComments(content).forEach((uncommented, i) => {
    const line = i + 1
    const whole = lines[i] ?? ''
    const text = withoutComment(uncommented).trim()
    if (bytesOf(whole) > longestLineBytes)
      problems.push(`line ${line} is longer than the ${longestLineBytes} bytes that Asterisk reads`)
    if (text === '' || /^#(?:try)?include\s+\S/.test(text)) return
    if (text.startsWith('[')) {
      const [, name, options = ''] = /^\[([^\]]+)\](?:\(([^)]*)\))?$/.exec(text) ?? []
      if (name === undefined) problems.push(`line ${line} is no section: ${text.slice(0, 40)}`)
      else {
        if (bytesOf(name) > longestNameBytes)
          problems.push(`line ${line}: the name ${name.slice(0, 40)}... is longer than ${longestNameBytes} bytes`)
        const marks = options.split(',')
        sections.push({ name, isTemplate: marks.includes('!'), isAddition: marks.includes('+'), line, settings: [] })
      }
      return
    }
    const [, name, value = ''] = /^([^=[\]]+?)\s*=>?\s*(.*)$/.exec(text) ?? []
    const section = sections.at(-1)
    if (name === undefined) problems.push(`line ${line} is no setting: ${text.slice(0, 40)}`)
    else if (!section) problems.push(`line ${line} sets ${name} outside of any section`)
    else section.settings.push({ name, value: value.replaceAll('\\;', ';'), line })
  })
  return { sections, problems }
}

/** What stands between `;--` and `--;`, over several lines or not: custom dialplan may have it. */
const withoutBlockComments = (content: string): readonly string[] =>
  content.replace(/(?<!\\);--(?!-)[\s\S]*?--;/g, comment => comment.replace(/[^\n]/g, '')).split('\n')

/** A `;` begins a comment unless a backslash stands before it. */
function withoutComment(line: string): string {
  for (let at = line.indexOf(';'); at >= 0; at = line.indexOf(';', at + 1))
    if (line[at - 1] !== '\\') return line.slice(0, at)
  return line
}

function bytesOf(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
  }
  return bytes
}

export const valueIn = ({ settings }: ConfSection, name: string): string | undefined =>
  settings.find(setting => setting.name === name)?.value
