/** A rule of a skill rule set, read (pbx-configuration §7.8): `WT < 60, english > 50 & ($lang | genagent)`. */
export interface SkillRule {
  /** Asked of the call; null: it always holds. */
  readonly call: Condition | null
  /** Asked of each agent. */
  readonly agent: Condition
}

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly of: Subject; readonly is: Comparison; readonly value: Value }

/** `meta` is replaced by what the call says it stands for. */
export type Subject =
  | { readonly name: 'waitSeconds' }
  | { readonly name: 'skill'; readonly skill: string }
  | { readonly name: 'meta'; readonly meta: string }
export type Value = { readonly number: number } | { readonly meta: string }
type Comparison = '!' | '=' | '>' | '<'

type ReadRule =
  | { readonly ok: true; readonly rule: SkillRule }
  /** `at` is the place of the character, from 0. */
  | { readonly ok: false; readonly at: number; readonly message: string }

/**
 * Reads a rule: comparisons `!` (not equal) `=` `>` `<` of a variable with an integer, `&`, which binds closer than `|`, and
 * parentheses. A variable alone means that it is not 0. What is asked of the call stands before a comma.
 */
export function readSkillRule(text: string): ReadRule {
  try {
    const tokens = tokensOf(text)
    const comma = tokens.findIndex(({ text: sign }) => sign === ',')
    const end = { text: '', at: text.length }
    const call =
      comma === -1 ? null : whole({ tokens: tokens.slice(0, comma), asks: 'call', end: tokens[comma] ?? end })
    const agent = whole({ tokens: tokens.slice(comma + 1), asks: 'agent', end })
    return { ok: true, rule: { call, agent } }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, at: error.at, message: error.message }
    throw error
  }
}

/** The skills that a rule names; those that stand behind a $ are only known with a call. */
export function skillsIn({ agent }: SkillRule): readonly string[] {
  const found = new Set<string>()
  const look = (condition: Condition): void => {
    if ('all' in condition) condition.all.forEach(look)
    else if ('any' in condition) condition.any.forEach(look)
    else if (condition.of.name === 'skill') found.add(condition.of.skill)
  }
  look(agent)
  return [...found]
}

interface Token {
  readonly text: string
  readonly at: number
}

/** What is left to read of one part; what is read is taken away. */
interface Rest {
  readonly tokens: Token[]
  readonly asks: 'call' | 'agent'
  readonly end: Token
}

/** Never leaves this file: a rule that cannot be read is an answer. */
class Unreadable extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

const sign = /\$?[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[!=<>&|(),]|\S/g

function tokensOf(text: string): Token[] {
  return [...text.matchAll(sign)].map(match => ({ text: match[0], at: match.index }))
}

function whole(rest: Rest): Condition {
  const condition = anyOf(rest)
  const [left] = rest.tokens
  if (left) throw new Unreadable(left.at, `${left.text} stands where &, | or the end is expected`)
  return condition
}

function anyOf(rest: Rest): Condition {
  const conditions = [allOf(rest)]
  while (taken(rest, '|')) conditions.push(allOf(rest))
  return only(conditions) ?? { any: conditions }
}

function allOf(rest: Rest): Condition {
  const conditions = [single(rest)]
  while (taken(rest, '&')) conditions.push(single(rest))
  return only(conditions) ?? { all: conditions }
}

const only = (conditions: readonly Condition[]): Condition | undefined =>
  conditions.length === 1 ? conditions[0] : undefined

function single(rest: Rest): Condition {
  if (!taken(rest, '(')) return comparison(rest)
  const inner = anyOf(rest)
  if (!taken(rest, ')')) throw new Unreadable((rest.tokens[0] ?? rest.end).at, 'a ) is missing')
  return inner
}

function comparison(rest: Rest): Condition {
  const of = subject(rest)
  const is = (['!', '=', '>', '<'] as const).find(one => taken(rest, one))
  return is ? { of, is, value: value(rest) } : { of, is: '!', value: { number: 0 } }
}

function subject(rest: Rest): Subject {
  const { text, at } = rest.tokens.shift() ?? rest.end
  if (text === 'EWT')
    throw new Unreadable(at, 'EWT never worked in any PBX; use WT, the seconds that the call has waited')
  if (rest.asks === 'call') {
    if (text === 'WT') return { name: 'waitSeconds' }
    throw new Unreadable(at, `before the comma only WT can be asked, not ${text || 'nothing'}`)
  }
  if (text === 'WT') throw new Unreadable(at, 'WT stands before a comma: WT < 60, english > 50')
  if (/^[a-z][a-z0-9_]*$/.test(text)) return { name: 'skill', skill: text }
  if (/^\$[a-z][a-z0-9_]*$/.test(text)) return { name: 'meta', meta: text.slice(1) }
  throw new Unreadable(at, `a skill in lower case or a $variable is expected, not ${text || 'the end'}`)
}

function value(rest: Rest): Value {
  const { text, at } = rest.tokens.shift() ?? rest.end
  if (/^[0-9]{1,9}$/.test(text)) return { number: Number(text) }
  if (rest.asks === 'agent' && /^\$[a-z][a-z0-9_]*$/.test(text)) return { meta: text.slice(1) }
  throw new Unreadable(at, `an integer is expected, not ${text || 'the end'}`)
}

function taken(rest: Rest, wanted: string): boolean {
  if (rest.tokens[0]?.text !== wanted) return false
  rest.tokens.shift()
  return true
}
