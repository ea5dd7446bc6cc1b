import { configText, dialplanArgument, dialplanText } from '../escape.ts'

/**
 * Lines of the dialplan. They are written as templates: what stands in the template is ours, what is put into it is escaped for its
 * place. So no configured text can become an application, an expression, another argument or another line.
 */
export interface Step {
  readonly application: string
  readonly label?: string
}

/** A part of a line that is ours, to be put into another one as it stands. */
export interface Code {
  readonly code: string
}

export type Value = string | number | Code

type Tag<T> = (ours: TemplateStringsArray, ...values: readonly Value[]) => T

const filled = (ours: TemplateStringsArray, values: readonly Value[], escape: (text: string) => string): string =>
  values.reduce<string>((line, value, i) => line + written(value, escape) + (ours[i + 1] ?? ''), ours[0] ?? '')

function written(value: Value, escape: (text: string) => string): string {
  if (typeof value === 'string') return escape(value)
  return typeof value === 'number' ? String(value) : value.code
}

/** An application; texts are arguments. */
export const run: Tag<Step> = (ours, ...values) => ({ application: filled(ours, values, dialplanArgument) })

/** `Set(VARIABLE=value)`, whose value is taken as it stands. */
export const set: Tag<Step> = (ours, ...values) => ({ application: `Set(${filled(ours, values, dialplanText)})` })

/** A row of CEL under a name of our own. Its text is the last argument, in which Asterisk leaves commas and backslashes alone. */
export const tell: Tag<Step> = (ours, ...values) => ({
  application: `CELGenUserEvent(${filled(ours, values, dialplanText)})`,
})

/** A part of a line, with texts escaped as arguments. */
export const code: Tag<Code> = (ours, ...values) => ({ code: filled(ours, values, dialplanArgument) })

/** The step under a label, to which Goto leads. */
export const at = (label: string, step: Step): Step => ({ ...step, label })

/** When the expression is true it goes on at the label or at context,extension,priority. */
export const when = (condition: Code, to: Code): Step => run`GotoIf($[${condition}]?${to})`

export interface Extension {
  /** A number, a pattern without its leading _, or a word of ours such as `s`. */
  readonly number: string
  readonly steps: readonly Step[]
  readonly hint?: string
}

export interface Context {
  readonly name: string
  /** A text is that of an extension, made before. */
  readonly extensions: readonly (Extension | string)[]
  readonly includes?: readonly string[]
}

export const ending: Step = run`Hangup()`

export const contextText = ({ name, extensions, includes = [] }: Context): string =>
  `[${name}]\n${extensions.map(one => (typeof one === 'string' ? one : extensionText(one))).join('')}${includes.map(other => `include => ${other}\n`).join('')}\n`

export function extensionText({ number, steps, hint }: Extension): string {
  const exten = extenOf(number)
  const watched = hint === undefined ? '' : `exten => ${exten},hint,${configText(hint)}\n`
  return watched + steps.map((step, i) => stepText(i === 0 ? `exten => ${exten},` : ' same => ', i, step)).join('')
}

function stepText(begin: string, i: number, { application, label }: Step): string {
  const priority = `${i === 0 ? '1' : 'n'}${label === undefined ? '' : `(${label})`}`
  return `${begin}${priority},${configText(application)}\n`
}

/** pbx-configuration §3: a pattern is what has a sign that stands for others. Words of ours are in lower case. */
const extenOf = (number: string): string => (/[XZN.![]/.test(number) ? `_${number}` : number)

/** A context whose one extension is `s`. */
export const subroutine = (name: string, ...steps: readonly Step[]): string =>
  contextText({ name, extensions: [{ number: 's', steps }] })
