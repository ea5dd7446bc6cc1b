import { useMemo } from 'react'
import { closeInAddress, openInAddress, useSearch } from './location.ts'

/** Stands in the address for what is not there yet: a form for a new one. No key of an object has a blank in front. */
export const newOne = ' new'

interface DrawerAddress {
  /** Key of what is open, or `newOne`; undefined: nothing. */
  readonly opened: string | undefined
  readonly open: (key: string) => void
  readonly close: () => void
}

/** What lies open over the page, by a name in its address: Back closes it, and a colleague who is sent the address finds it open. */
export function useDrawerAddress(name: string): DrawerAddress {
  const opened = new URLSearchParams(useSearch()).get(name) ?? undefined
  const moves = useMemo(
    () => ({ open: (key: string) => openInAddress(name, key), close: () => closeInAddress(name) }),
    [name],
  )
  return { opened, ...moves }
}
