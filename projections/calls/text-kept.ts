/**
 * Text as PostgreSQL can hold and index it: without NUL and halves of surrogate pairs, and not endless. Names and numbers have at most 80
 * characters in Asterisk; a value has at most what fits a dialplan line.
 */
const longest = { name: 256, value: 8_000 } as const

const unfit = /[\0\p{Cs}]/u

export function textKept(text: string, kind: keyof typeof longest = 'name'): string {
  const cut = text.length > longest[kind] ? text.slice(0, longest[kind]) : text
  return unfit.test(cut) ? cut.replace(new RegExp(unfit, 'gu'), '\uFFFD') : cut
}

export const keptOrNull = (text: string | null, kind?: keyof typeof longest): string | null =>
  text === null ? null : textKept(text, kind)
