/** `Alice Martin` as first and last name: the files know one name only. */
export function namesOf(name: string): { readonly firstName: string; readonly lastName?: string } {
  const [firstName = '', ...rest] = name.trim().split(/\s+/)
  return rest.length === 0 ? { firstName } : { firstName, lastName: rest.join(' ') }
}

const languages: Readonly<Record<string, string>> = { de: 'de_DE', en: 'en_US', es: 'es_ES', fr: 'fr_FR' }

/** `fr`, `fr_FR`: the language of prompts, by the names that are known here (pbx-configuration §3). */
export function languageOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (text === 'fr_CA') return text
  return languages[text.slice(0, 2).toLowerCase()]
}

/** What Asterisk speaks when nothing is said. */
export const spokenByDefault = 'en_US'
