import type { TextFormat } from '../../configuration/shape.ts'

/**
 * How a route rewrites what was dialled (pbx-configuration §9.2): `regexp` is matched against the whole number, `\1` in `target` is
 * its first part. A + at the start is the plus sign; `\18` is part 1 followed by 8.
 */
export const numberRegexp: TextFormat = {
  rule: 'numberRegexp',
  pattern: /^\+?(?:\\[*+#]|[0-9#.]|\[[0-9*#+-]+\]|\{[0-9]{1,2}(?:,[0-9]{0,2})?\}|[()*?]|(?<=[.\])0-9])\+)+$/,
  means: 'a regular expression of digits, ., [..], (..), {n}, ?, * and +, with \\* for a dialled *',
}

export const numberTarget: TextFormat = {
  rule: 'numberTarget',
  pattern: /^\+?(?:[0-9*#]|\\[1-9])*$/,
  means: 'digits, * and #, with \\1 to \\9 for the parts of the regular expression',
}

/**
 * @returns what is dialled outside: the target with the parts of the number in it; the number as it was dialled when it does
 * not match the regular expression as a whole.
 */
export function transformNumber(regexp: string, target: string, dialled: string): string {
  const parts = compiled(regexp).exec(dialled)
  return parts ? target.replace(/\\([1-9])/g, (_, part: string) => parts[Number(part)] ?? '') : dialled
}

/** Whether the regular expression matches all of the number. */
export const matchesWhole = (regexp: string, number: string): boolean => compiled(regexp).test(number)

/** What is wrong with a transformation, for people; undefined: nothing. */
export function transformationProblem(regexp: string, target: string): string | undefined {
  let parts: number
  try {
    parts = new RegExp(`${source(regexp)}|`).exec('')?.length ?? 1
  } catch {
    return `${regexp} is no regular expression: look at its parentheses and at what *, ? and {n} repeat`
  }
  if (/\)[*+?{]/.test(regexp)) return `${regexp} repeats a part in parentheses: repeat inside of them`
  if ((regexp.replace(/\\./g, '').match(/[*+]|,\}/g) ?? []).length > mostRepeats + (regexp.startsWith('+') ? 1 : 0))
    return `${regexp} repeats without end more than ${mostRepeats} times`
  const missing = [...target.matchAll(/\\([1-9])/g)].find(([, part]) => Number(part) >= parts)
  return missing && `${target} uses ${missing[0]}, but ${regexp} has ${parts - 1} parts in parentheses`
}

/** Each one more multiplies the time that the longest number takes. */
const mostRepeats = 3

const source = (regexp: string) => `^(?:${regexp.replace(/^\+/, '\\+')})$`

const known = new Map<string, RegExp>()

function compiled(regexp: string): RegExp {
  let expression = known.get(regexp)
  if (!expression) {
    if (known.size > 10_000) known.clear()
    expression = new RegExp(source(regexp))
    known.set(regexp, expression)
  }
  return expression
}
