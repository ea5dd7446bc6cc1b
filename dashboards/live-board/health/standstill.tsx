import { formatMinute } from '../../format/instants.ts'
import { useSites, zoneOf } from '../../graphql/sites.tsx'
import { useMessages } from '../../i18n/language.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Standstill } from '../board.ts'

interface Standing {
  readonly site: string
  readonly standstill: Standstill | null
}

/** Of a row that is not of now: it loses its colours, so that what is old does not look like what lives. */
export const standstillClass = (name: string, { standstill }: Pick<Standing, 'standstill'>): string =>
  standstill === null ? name : `${name} standstill`

const icons = { recording: 'recording', down: 'bad', late: 'warn' } as const

/** Beside a name, so that the grey is told in words as well: why the row is not of now, and of when it is. */
export function StandstillMark({ of: { site, standstill } }: { of: Standing }) {
  const t = useMessages()
  const sites = useSites()
  if (standstill === null) return null
  const { reason, since } = standstill
  const asOf = since === null ? undefined : t.asOf(formatMinute(since, zoneOf(sites, site)))
  return (
    <span className={`standstill-mark standstill-${reason}`} title={[t.standsStillMeanings[reason], asOf].join(' ')}>
      <Icon name={icons[reason]} /> {reason === 'recording' && asOf !== undefined ? asOf : t.standsStill[reason]}
    </span>
  )
}
