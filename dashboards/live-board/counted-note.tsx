import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import type { Counted } from './counted.ts'

interface CountedNoteProps {
  readonly of: Counted
  /** By name, of those that are left out. */
  readonly holdQueues: readonly string[]
}

/** Below the sums: of which sites they are, and which of them are not in it and why. Nothing where that goes without saying. */
export function CountedNote({ of: { counted, leftOut, standsStill }, holdQueues }: CountedNoteProps) {
  const t = useMessages()
  const sites = useSites()
  const nameOf = (site: string) => siteNameOf(sites, site)
  const allGoOn = leftOut.length === 0 && !standsStill
  if (allGoOn && holdQueues.length === 0) return null
  return (
    <p className="tiles-note" role="note">
      <Icon
        name={
          allGoOn
            ? 'queues'
            : standsStill || leftOut.some(({ reason }) => reason !== 'recording')
              ? 'warn'
              : 'recording'
        }
      />
      <span>
        {standsStill ? t.countedOld(counted.map(nameOf).join(', ')) : ''}
        {standsStill || allGoOn ? '' : t.countedSites(counted.map(nameOf).join(', '))}
        {leftOut.length > 0
          ? ` ${t.notCounted(leftOut.map(({ site, reason }) => `${nameOf(site)} (${t.standstills[reason]})`).join(', '))}`
          : ''}
        {holdQueues.length > 0 ? ` ${t.holdQueuesNotCounted(holdQueues.join(', '))}` : ''}
      </span>
    </p>
  )
}
