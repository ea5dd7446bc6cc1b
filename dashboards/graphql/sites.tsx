import { gql, type TypedDocumentNode } from '@apollo/client'
import { useQuery } from '@apollo/client/react'
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { useMessages } from '../i18n/language.ts'
import { browserZone } from '../format/zones.ts'

interface Site {
  readonly site: string
  readonly displayName: string
  readonly timeZone: string
  /** The simulator runs there. */
  readonly demo: boolean
  /** The recording that comes with Ringledger. */
  readonly sample: boolean
}

export const sitesDocument: TypedDocumentNode<{ readonly sites: readonly Site[] }, Record<string, never>> = gql`
  query Sites {
    sites {
      site
      displayName
      timeZone
      demo
      sample
    }
  }
`

const SitesContext = createContext<readonly Site[]>([])

/** The registered sites; empty until they are known. */
export function SitesProvider({ children }: { children: ReactNode }) {
  const t = useMessages()
  const { data } = useQuery(sitesDocument)
  const sites = useMemo(() => data?.sites.map(site => inTheReadersWords(site, t.ownSites)) ?? noSites, [data, t])
  return <SitesContext value={sites}>{children}</SitesContext>
}

/** The demonstration and the recording that come with the program were named by it, not by anybody here. */
function inTheReadersWords(site: Site, names: Readonly<Record<string, string>>): Site {
  const name = site.demo || site.sample ? names[site.displayName] : undefined
  return name === undefined ? site : { ...site, displayName: name }
}

const noSites: readonly Site[] = []

export const useSites = (): readonly Site[] => useContext(SitesContext)

/** The site that a page opens on: a real one, else a demonstration, else the recording. */
export const firstSite = (sites: readonly Site[]): string | undefined =>
  (sites.find(({ demo, sample }) => !demo && !sample) ?? sites.find(({ sample }) => !sample) ?? sites[0])?.site

/** The zone that a site's clock times are told in. Of a site that is not known yet, that of the browser. */
export const zoneOf = (sites: readonly Site[], site: string): string =>
  sites.find(known => known.site === site)?.timeZone ?? browserZone()

export const siteNameOf = (sites: readonly Site[], site: string): string =>
  sites.find(known => known.site === site)?.displayName ?? site
