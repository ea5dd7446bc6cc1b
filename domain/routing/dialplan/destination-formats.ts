import type { TextFormat } from '../../configuration/shape.ts'

export const clockSeconds: readonly [number, number] = [0, 3600]

/**
 * One application of the dialplan. What could start another line, a comment or an expression that nobody checked is refused:
 * `${...}` of plain variables is text that Asterisk expands, `$[...]`, functions and `;` are not.
 */
export const dialplanApplication: TextFormat = {
  rule: 'dialplanApplication',
  pattern: /^[A-Za-z]+\((?:[^\p{Cc}\u2028\u2029;\\"$`|<>(){}[\]]|\$\{[A-Za-z_][A-Za-z0-9_]*\})*\)$/u,
  means: 'Application(arguments) without ; \\ " | < > $[..] or nested parentheses; ${VARIABLE} may stand in it',
}
