import type { Contact } from './contacts.ts'

/** How a word was found; the lower, the better (pbx-configuration 11.2). */
const exact = 0
const wordStart = 1
const anywhere = 2
const similar = 3
type Rank = typeof exact | typeof wordStart | typeof anywhere | typeof similar

/** Without accents and case. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')

const wordsOf = (text: string): readonly string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? []

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** A number as somebody writes it, in whatever form. */
const looksLikeNumber = (text: string): boolean =>
  /^[+\d][\d\s().+/-]*$/.test(text.trim()) && digitsOf(text).length >= 2

/**
 * The contacts that a text finds, the best first: those that have all its words whole, then those in which each is at least the start of one,
 * then those that have it anywhere, then those that have one alike. Equal ones by name. A number is found however it is written.
 */
export function searchContacts(contacts: readonly Contact[], text: string): readonly Contact[] {
  const rank = looksLikeNumber(text) ? rankOfNumber(digitsOf(text)) : rankOfWords(wordsOf(text))
  return contacts
    .flatMap(contact => {
      const found = rank(contact)
      return found === undefined ? [] : [{ contact, found }]
    })
    .sort((a, b) => a.found - b.found || byName(a.contact, b.contact))
    .map(({ contact }) => contact)
}

const byName = (one: Contact, other: Contact): number => {
  const [a, b] = [plain(one.displayName), plain(other.displayName)]
  if (a !== b) return a < b ? -1 : 1
  return one.key < other.key ? -1 : one.key > other.key ? 1 : 0
}

const digitsCompared = 9

function rankOfNumber(asked: string): (contact: Contact) => Rank | undefined {
  const significant = asked.slice(-digitsCompared)
  return ({ numbers }) => {
    const ranks = numbers.flatMap(({ number }): Rank[] => {
      if (number.startsWith('video:')) return []
      const digits = digitsOf(number)
      if (digits.slice(-digitsCompared) === significant) return [exact]
      if (digits.startsWith(asked)) return [wordStart]
      return digits.includes(asked) ? [anywhere] : []
    })
    return ranks.length > 0 ? (Math.min(...ranks) as Rank) : undefined
  }
}

function rankOfWords(asked: readonly string[]): (contact: Contact) => Rank | undefined {
  if (asked.length === 0) return () => undefined
  return contact => {
    const words = wordsIn(contact)
    let worst: Rank = exact
    for (const word of asked) {
      const rank = bestOf(word, words)
      if (rank === undefined) return undefined
      if (rank > worst) worst = rank
    }
    return worst
  }
}

const wordsIn = ({ displayName, firstName, lastName, company, email, numbers }: Contact): readonly string[] => [
  ...new Set(
    [displayName, firstName, lastName, company, email, ...numbers.map(({ number }) => number)].flatMap(text =>
      text === null ? [] : wordsOf(text),
    ),
  ),
]

function bestOf(asked: string, words: readonly string[]): Rank | undefined {
  if (words.includes(asked)) return exact
  if (words.some(word => word.startsWith(asked))) return wordStart
  if (words.some(word => word.includes(asked))) return anywhere
  return words.some(word => isSimilar(asked, word)) ? similar : undefined
}

/** One slip of the pen in a word of four letters or more, two from eight on. */
function isSimilar(asked: string, word: string): boolean {
  const allowed = asked.length < 4 ? 0 : asked.length < 8 ? 1 : 2
  return allowed > 0 && Math.abs(asked.length - word.length) <= allowed && slips(asked, word) <= allowed
}

/** Letters that were left out, added, exchanged with another, or with their neighbour (optimal string alignment). */
function slips(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const differs = one[i - 1] === other[j - 1] ? 0 : 1
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + differs)
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[other.length] ?? 0
}
