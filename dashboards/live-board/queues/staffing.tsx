import { memo } from 'react'
import { ShareBar } from '../../charts/share-bar.tsx'
import { formatCount } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Staffing } from '../board.ts'

const parts = ['ready', 'ringing', 'talking', 'wrapUp', 'paused', 'otherCall', 'unreachable'] as const

type Part = (typeof parts)[number]

/** Only a manager interface tells of them: elsewhere they would be zeros in every row. */
const seldom: ReadonlySet<Part> = new Set(['otherCall', 'unreachable'])

const countIn: Readonly<Record<Part, (staffing: Staffing) => number>> = {
  ready: ({ available }) => available,
  ringing: ({ ringing }) => ringing,
  talking: ({ talking }) => talking,
  wrapUp: ({ wrapUp }) => wrapUp,
  paused: ({ paused }) => paused,
  otherCall: ({ otherCall }) => otherCall,
  unreachable: ({ unreachable }) => unreachable,
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
          return count === 0 && seldom.has(name) ? null : (
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
