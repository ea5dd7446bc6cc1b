import { parseIvrExpression, type IvrExpression } from '../../routing/ivr/ivr-expression.ts'
import type { Code } from './dialplan.ts'

/** A variable of the menu is one of the channel, under a name that no other has. */
export function variableOf(name: string): Code {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no variable of a voice menu`)
  return { code: `IVR_VAR_${name}` }
}

/** What stands between $[ and ]: in Asterisk strings are joined with ~~, and it has one sign for logic and equality each. */
export function expressionCode(text: string): Code {
  const parsed = parseIvrExpression(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem}`)
  return { code: written(parsed.expression) }
}

const operators = {
  '||': '|',
  '&&': '&',
  '==': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '.': '~~',
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
} as const

/** Strings have no quotes, brackets or $ in them: the format of expressions says so. Arithmetic wants numbers without quotes. */
function written(expression: IvrExpression, inArithmetic = false): string {
  switch (expression.type) {
    case 'number':
      return String(expression.value)
    case 'text':
      return `"${expression.value}"`
    case 'variable': {
      const variable = `\${${variableOf(expression.name).code}}`
      return inArithmetic ? `0${variable}` : `"${variable}"`
    }
    case 'unary':
      return `(${expression.operator} ${written(expression.of, expression.operator === '-')})`
    case 'binary': {
      const arithmetic = ['+', '-', '*', '/'].includes(expression.operator)
      const [left, right] = [expression.left, expression.right].map(side => written(side, arithmetic))
      return `(${left} ${operators[expression.operator]} ${right})`
    }
  }
}
