/**
 * Access lists of services (pbx-configuration §4.5, platform-services AU-03 to AU-05). What can be done has a name of words joined by dots,
 * `calls.history.read`; an access list is a list of patterns for such names. In a pattern `*` stands for exactly one word, `#` for one or
 * more (AMQP topics, which look alike, take `#` for none too), `me` for whose list it is. Nothing is taken back by a pattern: what none opens
 * is closed.
 */
export type Acl = readonly string[]

const pattern = /^(?:[\w-]+|\*|#)(?:\.(?:[\w-]+|\*|#))*$/

/** A pattern of access: words of letters, digits, `_` and `-`; a wildcard is a word of its own. */
export const aclFormat = {
  rule: 'acl',
  pattern,
  means: 'words joined by dots, * for one word, # for one or more, e.g. statistics.#.read',
} as const

export const mostPatterns = 200
export const longestPattern = 200

/** @param me what `me` stands for */
export const opens = (acl: Acl, name: string, me?: string): boolean =>
  acl.some(one => matches(one.split('.'), name.split('.'), me))

/** Whether a list opens nothing that the other one does not open. In doubt, where only several patterns together would: false. */
export const isWithin = (acl: Acl, other: Acl): boolean => acl.every(one => opens(other, one))

/** A name that is a pattern itself is matched where every name that it matches is. */
function matches(words: readonly string[], name: readonly string[], me: string | undefined): boolean {
  /** How many words of the name the pattern may have used up so far. */
  let used = new Set([0])
  for (const word of words) {
    const next = new Set<number>()
    if (word === '#') for (let at = Math.min(...used) + 1; at <= name.length; at++) next.add(at)
    else for (const at of used) if (fits(word, name[at], me)) next.add(at + 1)
    if (next.size === 0) return false
    used = next
  }
  return used.has(name.length)
}

function fits(word: string, given: string | undefined, me: string | undefined): boolean {
  if (given === undefined) return false
  if (word === '*') return given !== '#'
  return word === given || (word === 'me' && given === me)
}
