import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import type { Standstill } from './board.ts'

interface Standing {
  readonly standstill: Standstill | null
}

/** Of a row whose source is down: it loses its colours, so that what is old does not look like what lives. */
export const standstillClass = (name: string, { standstill }: Standing): string =>
  standstill === 'down' ? `${name} standstill` : name

/** Beside a name, so that the grey is told in words as well. */
export function StandstillMark({ of: { standstill } }: { of: Standing }) {
  const t = useMessages()
  if (standstill !== 'down') return null
  return (
    <span className="standstill-mark" title={t.standsStillMeaning}>
      <Icon name="bad" /> {t.standsStill}
    </span>
  )
}
