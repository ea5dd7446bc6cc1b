import { Lexer, Source, TokenKind } from 'graphql/index.js'

/**
 * Brackets within brackets of a document, values within values of a variable. What reads them calls itself once or more for each: far more of
 * them would use up the stack, and nobody needs them.
 */
export const mostNested = 100

const opening: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const closing: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])

/**
 * Whether a document has more of them. Its text alone is looked at, token after token.
 * @param mostTokens as far as it is looked at: a longer one is refused for that
 * @throws GraphQLError for what is no token, as parsing would
 */
export function isNestedTooDeep(text: string | Source, mostTokens: number): boolean {
  const lexer = new Lexer(typeof text === 'string' ? new Source(text) : text)
  let open = 0
  for (let tokens = 0; tokens < mostTokens; tokens++) {
    const { kind } = lexer.advance()
    if (kind === TokenKind.EOF) return false
    if (opening.has(kind) && ++open > mostNested) return true
    if (closing.has(kind)) open--
  }
  return false
}

/** @returns the name of the variable that has more of them */
export const variableNestedTooDeep = (variables: Readonly<Record<string, unknown>>): string | undefined =>
  Object.keys(variables).find(name => isDeeper(variables[name], mostNested))

function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return most === 0 || Object.values(value).some(inner => isDeeper(inner, most - 1))
}
