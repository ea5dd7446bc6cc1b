/**
 * What a parameter of a voice menu computes when it starts with = (pbx-configuration §9.8): strings joined by `.`, integers with
 * + - * /, comparisons, logic. `$name` is a variable of the menu, not of the channel.
 */
export type IvrExpression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'unary'; readonly operator: '!' | '-'; readonly of: IvrExpression }
  | {
      readonly type: 'binary'
      readonly operator: BinaryOperator
      readonly left: IvrExpression
      readonly right: IvrExpression
    }

type BinaryOperator = (typeof levels)[number][number]

/** From what binds least to what binds most. */
const levels = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>='], ['.', '+', '-'], ['*', '/']] as const

type ParsedExpression =
  { readonly ok: true; readonly expression: IvrExpression } | { readonly ok: false; readonly problem: string }

/** @param text  the parameter with its = */
export function parseIvrExpression(text: string): ParsedExpression {
  const tokens = tokensOf(text.slice(1))
  if (typeof tokens === 'string') return { ok: false, problem: tokens }
  const reading: Reading = { tokens, at: 0 }
  try {
    const expression = binary(reading, 0)
    const rest = reading.tokens[reading.at]
    return rest === undefined ? { ok: true, expression } : { ok: false, problem: `${rest} is not expected there` }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.message }
    throw error
  }
}

interface Reading {
  readonly tokens: readonly string[]
  at: number
}

class Unreadable extends Error {}

/** Strings hold nothing that a dialplan would expand or that could end them. */
const token =
  /\s+|[0-9]{1,9}(?![0-9A-Za-z_])|\$[a-z][a-z0-9_]*|'[^'"\\$;{}[\]`|\p{Cc}]*'|"[^'"\\$;{}[\]`|\p{Cc}]*"|\|\||&&|[=!<>]=|[<>!.+*/()-]/uy

function tokensOf(text: string): readonly string[] | string {
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const from = token.lastIndex
    const [found] = token.exec(text) ?? []
    if (found === undefined)
      return `${text.slice(from, from + 10)} cannot be read: numbers, $names, 'texts' and operators can`
    if (found.trim() !== '') tokens.push(found)
  }
  return tokens
}

function binary(reading: Reading, level: number): IvrExpression {
  const operators: readonly BinaryOperator[] | undefined = levels[level]
  if (!operators) return unary(reading)
  let left = binary(reading, level + 1)
  for (;;) {
    const operator = operators.find(one => one === reading.tokens[reading.at])
    if (!operator) return left
    reading.at++
    left = { type: 'binary', operator, left, right: binary(reading, level + 1) }
  }
}

function unary(reading: Reading): IvrExpression {
  const next = reading.tokens[reading.at++]
  if (next === undefined) throw new Unreadable('something is missing at its end')
  if (next === '!' || next === '-') return { type: 'unary', operator: next, of: unary(reading) }
  if (next === '(') {
    const inner = binary(reading, 0)
    if (reading.tokens[reading.at++] !== ')') throw new Unreadable('a ) is missing')
    return inner
  }
  if (/^[0-9]/.test(next)) return { type: 'number', value: Number(next) }
  if (/^['"]/.test(next)) return { type: 'text', value: next.slice(1, -1) }
  if (next.startsWith('$')) return { type: 'variable', name: next.slice(1) }
  throw new Unreadable(`${next} is not expected there`)
}
