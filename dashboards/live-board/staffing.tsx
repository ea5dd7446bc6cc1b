import { memo } from 'react'
import { ShareBar } from '../charts/share-bar.tsx'
import { formatCount } from '../format/numbers.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import type { Staffing } from './board.ts'

const parts = ['ready', 'ringing', 'talking', 'wrapUp', 'paused'] as const

const countIn: Readonly<Record<(typeof parts)[number], (staffing: Staffing) => number>> = {
  ready: ({ available }) => available,
  ringing: ({ ringing }) => ringing,
  talking: ({ talking }) => talking,
  wrapUp: ({ wrapUp }) => wrapUp,
  paused: ({ paused }) => paused,
}

/** Who could take a call, as a bar and in figures with their signs. */
export const StaffingFigure = memo(function StaffingFigure({ staffing }: { staffing: Staffing }) {
  const t = useMessages()
  const language = useLanguage()
  return (
    <div className="staffing">
      <ShareBar parts={parts.map(name => ({ name, value: countIn[name](staffing) }))} />
      <ul>
        {parts.map(name => {
          const count = countIn[name](staffing)
          return (
            <li key={name} className={`state-${name} ${count === 0 ? 'staffing-none' : ''}`} title={t.staffing[name]}>
              <Icon name={name} />
              <span className="visually-hidden">{t.staffing[name]} </span>
              {formatCount(count, language)}
            </li>
          )
        })}
      </ul>
    </div>
  )
})
