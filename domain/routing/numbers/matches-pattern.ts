const classes: Readonly<Record<string, string>> = {
  X: '[0-9]',
  Z: '[1-9]',
  N: '[2-9]',
  '.': '.+',
  '!': '.*',
  '*': '\\*',
  '+': '\\+',
}

/** Whether a number is one of a pattern of Asterisk, written without the leading _ (pbx-configuration §3). */
export function matchesPattern(pattern: string, number: string): boolean {
  let expression = known.get(pattern)
  if (!expression) {
    if (known.size > 10_000) known.clear()
    expression = new RegExp(expressionOf(pattern))
    known.set(pattern, expression)
  }
  return expression.test(number)
}

/** A regular expression for the same numbers, in JavaScript as in PostgreSQL. */
export const expressionOf = (pattern: string): string =>
  `^${pattern.replace(/\[[^\]]*\]|[XZN.!*+]/g, part => classes[part] ?? part)}$`

const known = new Map<string, RegExp>()
