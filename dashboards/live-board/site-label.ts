import { createContext, useContext } from 'react'

/** How a site is called beside a queue or an agent; undefined where all of the board is of one site, and saying so is noise. */
export const SiteLabelContext = createContext<(site: string) => string | undefined>(site => site)

export const useSiteLabel = (site: string): string | undefined => useContext(SiteLabelContext)(site)
