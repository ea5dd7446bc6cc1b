import { useMemo, useSyncExternalStore } from 'react'

/** Whether the window is narrower than a CSS length, e.g. `64rem`. */
export function useNarrow(width: string): boolean {
  const query = useMemo(() => window.matchMedia(`(width < ${width})`), [width])
  return useSyncExternalStore(
    listener => {
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => query.matches,
  )
}
