import { useSyncExternalStore } from 'react'
import { languageOf, languages, type Language } from '../i18n/language.ts'

export const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

/** From `warn` on a value is high, from `bad` on it is over the limit (contact-center 8.3). */
export interface Limits {
  readonly warn: number
  readonly bad: number
}

/** What a reader chose for this browser. Nothing else is kept in it: no token, no figures. */
interface Settings {
  readonly language: Language
  readonly theme: Theme
  readonly agentView: 'cards' | 'table'
  /** Whether the board also shows the agents who are logged out. */
  readonly loggedOutShown: boolean
  /** null: as the server says. */
  readonly waitingLimits: Limits | null
  readonly longestWaitLimits: Limits | null
}

const storageKey = 'ringledger.settings'

/** Takes what is well formed and leaves the rest at its default: an old or edited entry never breaks the page. */
export function parseSettings(stored: string | null, preferredLanguages: readonly string[]): Settings {
  const known = objectIn(stored)
  return {
    language: oneOf(languages, known['language']) ?? languageOf(preferredLanguages),
    theme: oneOf(themes, known['theme']) ?? 'system',
    agentView: oneOf(['cards', 'table'] as const, known['agentView']) ?? 'cards',
    loggedOutShown: known['loggedOutShown'] === true,
    waitingLimits: limitsIn(known['waitingLimits']) ?? null,
    longestWaitLimits: limitsIn(known['longestWaitLimits']) ?? null,
  }
}

function objectIn(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(stored ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const oneOf = <T extends string>(allowed: readonly T[], value: unknown): T | undefined =>
  allowed.find(option => option === value)

function limitsIn(value: unknown): Limits | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { warn, bad } = value as Partial<Record<keyof Limits, unknown>>
  if (typeof warn !== 'number' || typeof bad !== 'number') return undefined
  return warn >= 0 && bad >= warn && bad <= 86_400 ? { warn, bad } : undefined
}

function load(): Settings {
  try {
    return parseSettings(localStorage.getItem(storageKey), navigator.languages)
  } catch {
    // Storage may be forbidden; the page then lives without a memory.
    return parseSettings(null, navigator.languages)
  }
}

let current: Settings | undefined
const listeners = new Set<() => void>()

export const getSettings = (): Settings => (current ??= load())

export function changeSettings(change: Partial<Settings>): void {
  current = { ...getSettings(), ...change }
  try {
    localStorage.setItem(storageKey, JSON.stringify(current))
  } catch {
    // As in load: the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSettings = (): Settings => useSyncExternalStore(subscribe, getSettings)
