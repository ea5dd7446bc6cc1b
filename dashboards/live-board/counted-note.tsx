import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import type { Counted } from './counted.ts'

/** Below the sums: of which sites they are, and which of them are not in it and why. Nothing where that goes without saying. */
export function CountedNote({ of: { counted, leftOut, standsStill } }: { of: Counted }) {
  const t = useMessages()
  const sites = useSites()
  const nameOf = (site: string) => siteNameOf(sites, site)
  if (leftOut.length === 0 && !standsStill) return null
  return (
    <p className="tiles-note" role="note">
      <Icon name={standsStill || leftOut.some(({ reason }) => reason !== 'recording') ? 'warn' : 'recording'} />
      <span>
        {standsStill ? t.countedOld(counted.map(nameOf).join(', ')) : t.countedSites(counted.map(nameOf).join(', '))}
        {leftOut.length > 0
          ? ` ${t.notCounted(leftOut.map(({ site, reason }) => `${nameOf(site)} (${t.standstills[reason]})`).join(', '))}`
          : ''}
      </span>
    </p>
  )
}
