const narrow = '\u202f'
const wide = '\u00a0'

/**
 * A French text with the spaces that must not break: narrow before `;`, `?` and `!`, of full width before `:` and `%` and inside
 * of guillemets, as the Imprimerie nationale sets them. Texts are written with plain spaces, which can be seen and typed.
 */
export const setInFrench = (text: string): string =>
  text
    .replace(/ (?=[;?!])/g, narrow)
    .replace(/ (?=[:%»])/g, wide)
    .replace(/(?<=«) /g, wide)

/** The same texts, and functions that make texts, all of them set so. */
export function allSetInFrench<Texts extends object>(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, setAny(text)])) as Texts
}

function setAny(text: unknown): unknown {
  if (typeof text === 'string') return setInFrench(text)
  if (typeof text === 'function')
    return (...args: unknown[]) => setAny((text as (...all: unknown[]) => unknown)(...args))
  if (Array.isArray(text)) return text.map(setAny)
  return typeof text === 'object' && text !== null ? allSetInFrench(text) : text
}
