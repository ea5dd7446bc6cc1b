import { configText } from './escape.ts'

/** What a line sets. Null and undefined: the line is left out. A list: one line each. A flag: yes or no. */
type SettingValue = string | number | boolean | null | undefined | readonly string[]
export type Setting = readonly [name: string, value: SettingValue]

/** A section with its lines. Names are ours or keys of kinds whose format is plain; values are escaped here. */
export const section = (name: string, settings: readonly Setting[]): string => `[${name}]\n${linesOf(settings)}`

/** More lines of a section that another file has begun. */
export const addition = (name: string, settings: readonly Setting[]): string => `[${name}](+)\n${linesOf(settings)}`

function linesOf(settings: readonly Setting[]): string {
  let text = ''
  for (const [setting, value] of settings) text += lines(setting, value, '=')
  return text
}

/** Lines `name => value`, as files write what they list: members, mailboxes. */
export const entries = (name: string, values: readonly string[]): string => lines(name, values, '=>')

function lines(name: string, value: SettingValue, sign: '=' | '=>'): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return `${name} ${sign} ${configText(value)}\n`
  if (typeof value === 'boolean') return `${name} ${sign} ${value ? 'yes' : 'no'}\n`
  if (typeof value === 'number') return `${name} ${sign} ${String(value)}\n`
  let text = ''
  for (const one of value) text += lines(name, one, sign)
  return text
}

/** The sections of a file, an empty line between them. */
export const confFile = (sections: readonly string[]): string => sections.join('\n')
