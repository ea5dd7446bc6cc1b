import type { RenderedFile } from '../pbx-files/rendered-file.ts'
import { confSections, valueIn, type ConfSection } from './conf-sections.ts'

/**
 * What is wrong with rendered files, before anything of a node is touched: lines that Asterisk would not read as they were meant, names
 * that stand twice, objects of SIP that name others which are not there.
 * @returns a sentence for each problem, with file and line
 */
export function checkFiles(files: readonly RenderedFile[]): readonly string[] {
  const read = files.map(({ path, content }) => ({ path, ...confSections(content) }))
  return [
    ...read.flatMap(({ path, problems }) => problems.map(problem => `${path}: ${problem}`)),
    ...read.flatMap(({ path, sections }) => [...twice(path, sections), ...additionsToNothing(path, sections)]),
    ...sipReferences(read),
  ]
}

interface ReadFile {
  readonly path: string
  readonly sections: readonly ConfSection[]
}

/** In files of SIP a name may stand once for each type; elsewhere a second section would be read as more of the first. */
function twice(path: string, sections: readonly ConfSection[]): readonly string[] {
  const seen = new Set<string>()
  return sections.flatMap(section => {
    if (section.isAddition) return []
    const name = isSip(path) ? `${valueIn(section, 'type') ?? ''} ${section.name}`.trim() : section.name
    if (seen.has(name)) return [`${path}: line ${section.line}: there is a section ${name} already`]
    seen.add(name)
    return []
  })
}

/** Asterisk refuses a whole file for one of these. A file in a directory `x.d` is a part of one of the administrators: its beginning is theirs. */
function additionsToNothing(path: string, sections: readonly ConfSection[]): readonly string[] {
  if (/\.d\//.test(path)) return []
  return sections.flatMap((section, i) =>
    section.isAddition && !sections.slice(0, i).some(({ name }) => name === section.name)
      ? [`${path}: line ${section.line}: there is no section ${section.name} to add to`]
      : [],
  )
}

const isSip = (path: string): boolean => /(?:^|\/)pjsip[^/]*\.conf$/.test(path)

/** Which settings of an endpoint name objects of which type. */
const sipTypes: Readonly<Record<string, string>> = {
  auth: 'auth',
  outbound_auth: 'auth',
  aors: 'aor',
  transport: 'transport',
  endpoint: 'endpoint',
}

/** All files of SIP are one: the others are included by pjsip.conf. */
function sipReferences(files: readonly ReadFile[]): readonly string[] {
  const ofSip = files.filter(({ path }) => isSip(path))
  const known = new Set(
    ofSip.flatMap(({ sections }) => sections.map(section => `${valueIn(section, 'type') ?? ''} ${section.name}`)),
  )
  return ofSip.flatMap(({ path, sections }) =>
    sections.flatMap(({ name: section, settings }) =>
      settings.flatMap(({ name, value, line }) => {
        const type = sipTypes[name]
        if (type === undefined) return []
        return value
          .split(',')
          .map(one => one.trim())
          .filter(one => one !== '' && !known.has(`${type} ${one}`))
          .map(one => `${path}: line ${line}: ${section} names the ${type} ${one}, which is in no file`)
      }),
    ),
  )
}
