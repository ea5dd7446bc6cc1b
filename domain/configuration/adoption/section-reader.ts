import type { ConfSection, ConfSetting, Misread } from '../../pbx-files/read/parse-conf.ts'

/** A section that is being understood: what was asked for is understood, the rest is told in the end. */
export interface SectionReader {
  readonly section: ConfSection
  /** The value in force: the last one. */
  text(name: string): string | undefined
  /** All values, in their order. */
  texts(name: string): readonly string[]
  /** Lists: values of several lines, parted by commas. */
  list(name: string): readonly string[]
  flag(name: string): boolean | undefined
  whole(name: string): number | undefined
  oneOf<const V extends string>(name: string, values: readonly V[]): V | undefined
  /** Understood, and without a meaning for us. */
  known(...names: readonly string[]): void
  /** A setting that was asked for and cannot be adopted. */
  wrong(at: string | ConfSetting, message: string): void
  /** Tells every setting that nobody asked for. */
  finish(): void
}

const yes = /^(?:yes|true|y|t|1|on)$/i
const no = /^(?:no|false|n|f|0|off)$/i

/**
 * Reads a section setting by setting, and knows at the end which ones nobody asked for.
 * @param problems gets what cannot be adopted, each setting once
 */
export function sectionReader(section: ConfSection, problems: Misread[]): SectionReader {
  const asked = new Set<string>()
  const all = (name: string): readonly ConfSetting[] => {
    asked.add(name)
    return section.settings.filter(one => one.name.toLowerCase() === name)
  }
  const tell = ({ file, line }: Pick<ConfSetting, 'file' | 'line'>, key: string, message: string) => {
    if (!problems.some(one => one.file === file && one.line === line && one.key === key))
      problems.push({ file, line, key, message: `[${section.name}] ${key}: ${message}` })
  }
  /** The value in force, read by a rule; what the rule does not take is told. */
  const read = <T>(name: string, rule: (value: string) => T | undefined, means: string): T | undefined => {
    const setting = all(name).at(-1)
    if (!setting || setting.value === '') return undefined
    const value = rule(setting.value)
    if (value === undefined) tell(setting, name, `${setting.value} is not understood: ${means}`)
    return value
  }
  return {
    section,
    text: name => all(name).at(-1)?.value || undefined,
    texts: name => all(name).map(({ value }) => value),
    list: name =>
      all(name)
        .flatMap(({ value }) => value.split(',').map(one => one.trim()))
        .filter(one => one !== ''),
    flag: name => read(name, value => (yes.test(value) ? true : no.test(value) ? false : undefined), 'yes or no'),
    whole: name => read(name, value => (/^[0-9]{1,9}$/.test(value) ? Number(value) : undefined), 'a number'),
    oneOf: (name, values) =>
      read(name, value => values.find(one => one === value.toLowerCase()), `one of ${values.join(', ')}`),
    known(...names) {
      for (const name of names) asked.add(name)
    },
    wrong(at, message) {
      if (typeof at === 'string') tell(all(at).at(-1) ?? section, at, message)
      else tell(at, at.name, message)
    },
    finish() {
      for (const setting of section.settings)
        if (!asked.has(setting.name.toLowerCase())) tell(setting, setting.name, 'has no place here, and is left out')
    },
  }
}
