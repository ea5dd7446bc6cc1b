import { rememberInAddress, useSearch } from '../app/location.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { Segmented } from '../ui/forms/controls.tsx'

/** The site that the board is cut to, from its address, so that a wallboard can be for one site; '' is all of them. */
export const useSiteFilter = (): string => new URLSearchParams(useSearch()).get('site') ?? ''

/** Only where there is a choice. */
export function SiteFilter() {
  const t = useMessages()
  const sites = useSites()
  const site = useSiteFilter()
  if (sites.length < 2) return null
  return (
    <Segmented
      label={t.site}
      value={site}
      options={[
        { value: '', label: t.allSites },
        ...sites.map(each => ({ value: each.site, label: siteNameOf(sites, each.site) })),
      ]}
      onChange={value => rememberInAddress({ site: value })}
    />
  )
}
