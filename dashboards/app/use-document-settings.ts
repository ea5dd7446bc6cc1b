import { useEffect, useSyncExternalStore } from 'react'
import { useSearch } from './location.ts'
import { useSettings } from './settings.ts'

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)')

const subscribe = (listener: () => void) => {
  darkQuery.addEventListener('change', listener)
  return () => darkQuery.removeEventListener('change', listener)
}

/** Puts language, theme and wallboard mode where style sheets and screen readers look for them: on the html element. */
export function useDocumentSettings(): void {
  const { language, theme } = useSettings()
  const systemIsDark = useSyncExternalStore(subscribe, () => darkQuery.matches)
  const wallboard = useWallboard()

  useEffect(() => {
    const { documentElement } = document
    documentElement.lang = language
    documentElement.dataset['theme'] = theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme
    documentElement.toggleAttribute('data-wallboard', wallboard)
  }, [language, theme, systemIsDark, wallboard])
}

/** `?wallboard=1`: for a screen that nobody touches. */
export const useWallboard = (): boolean => new URLSearchParams(useSearch()).get('wallboard') === '1'
