/**
 * For a terminal, or a log that is read on one, which does what control characters tell it: whoever calls can put them into his name, and they
 * are shown instead. Ends of lines and tabs stay.
 */
export const visibleText = (text: string): string => text.replace(controlCharacter, escaped)

const controlCharacter = /(?![\n\t])\p{Cc}/gu
const escaped = (character: string): string => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`

/** JSON without any: JSON.stringify leaves some of them as they are. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\x7f-\x9f]/g, character => `\\u00${character.charCodeAt(0).toString(16)}`)
