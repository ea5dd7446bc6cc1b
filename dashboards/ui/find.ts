/** Accents do not matter: nobody types them when looking for a name in a hurry. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether a text holds every word that is looked for. undefined: nothing is looked for, and no text need be read. */
export function finderOf(wanted: string): ((text: string) => boolean) | undefined {
  const words = plain(wanted).split(/\s+/).filter(Boolean)
  if (words.length === 0) return undefined
  return text => {
    const found = plain(text)
    return words.every(word => found.includes(word))
  }
}
