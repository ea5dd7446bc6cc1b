import { createContext, useContext } from 'react'
import { en } from './en.ts'
import { fr } from './fr.ts'
import type { Messages } from './messages.ts'

export const languages = ['en', 'fr'] as const
export type Language = (typeof languages)[number]

export const dictionaries: Readonly<Record<Language, Messages>> = { en, fr }

/** The first language of the browser that we speak, English otherwise. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = languages.find(known => tag.toLowerCase().split('-')[0] === known)
    if (language) return language
  }
  return 'en'
}

export const LanguageContext = createContext<Language>('en')

export const useLanguage = (): Language => useContext(LanguageContext)

export const useMessages = (): Messages => dictionaries[useLanguage()]
