/** What Asterisk does with texts of its files, as its sources have it: tests hold escapes against these. */

/** __ast_app_separate_args (main/app.c) with `,` and removal of quotes and backslashes: AST_STANDARD_APP_ARGS. */
export function separateArguments(text: string): readonly string[] {
  const found: string[] = []
  let one = ''
  let [round, square, quoted] = [0, 0, false]
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i)
    if (sign === '\\') {
      one += text.charAt(++i)
      continue
    }
    if (sign === '"') {
      quoted = !quoted
      continue
    }
    if (sign === '(') round++
    else if (sign === ')') round = Math.max(0, round - 1)
    else if (sign === '[') square++
    else if (sign === ']') square = Math.max(0, square - 1)
    else if (sign === ',' && round === 0 && square === 0 && !quoted) {
      found.push(one)
      one = ''
      continue
    }
    one += sign
  }
  return [...found, one]
}

/** pbx_substitute_variables (main/pbx_variables.c) where no variable is set. A function or an expression would have got in: it is an error. */
export function substituteVariables(text: string, variables: Readonly<Record<string, string>> = {}): string {
  return text.replace(/\$(?:\{([^}]*)\}|\[)|\$\{/g, (whole, name: string | undefined) => {
    if (name === undefined || !/^\w+$/.test(name)) throw new Error(`Asterisk would evaluate ${whole}`)
    return variables[name] ?? ''
  })
}

/** substitute_escapes (apps/app_voicemail.c). */
export function mailEscapes(text: string): string {
  return text.replace(/\\(.?)/gs, (whole, sign: string) => {
    const meant = { '\\': '\\', n: '\n', r: '\r', t: '\t' }[sign]
    if (meant === undefined) throw new Error(`Asterisk does not know ${whole}`)
    return meant
  })
}

/** ast_callerid_parse (main/callerid.c) of Asterisk 20. */
export function parseCallerId(text: string): { readonly name: string | null; readonly number: string | null } {
  const stripped = unquoted(text)
  const bracket = stripped.lastIndexOf('<')
  if (bracket >= 0)
    return { name: unquoted(stripped.slice(0, bracket).trim()) || null, number: stripped.slice(bracket + 1, -1) }
  return { name: stripped, number: null }
}

const unquoted = (text: string): string => (text.length > 1 && /^".*"$/s.test(text) ? text.slice(1, -1) : text)
