/** Names of queues and agents come with every call: to cut them anew each time was a quarter of what a call's cells cost. */
const known = new Map<string, readonly string[]>()
const knownAtMost = 5_000

/** The words of a text as they are searched for: lower case, without accents, `Agent/8001` being two. */
export function wordsOf(text: string): readonly string[] {
  let words = known.get(text)
  if (!words) {
    if (known.size >= knownAtMost) known.clear()
    known.set(text, (words = cutInWords(text)))
  }
  return words
}

const cutInWords = (text: string): readonly string[] =>
  plain.test(text)
    ? [text]
    : withoutAccents(text)
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter(word => word !== '')

/** A number, or a name that is a word already. */
const plain = /^[a-z\d]+$/

const withoutAccents = (text: string): string =>
  beyondAscii.test(text) ? text.normalize('NFD').replace(/\p{M}+/gu, '') : text

const beyondAscii = /[\u0080-\uffff]/

/** Each once, ascending: the same names give the same cell. */
export function distinctWords(texts: readonly (string | null)[]): readonly string[] {
  const words = new Set<string>()
  for (const text of texts) if (text !== null) for (const word of wordsOf(text)) words.add(word)
  return [...words].sort()
}

/**
 * A query for what has every word of the text, each perhaps only begun.
 * @returns undefined where the text has no word
 */
export function wordQuery(text: string): string | undefined {
  const words = wordsOf(text)
  return words.length === 0 ? undefined : words.map(word => `'${word}':*`).join(' & ')
}
