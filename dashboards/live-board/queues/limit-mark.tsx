import type { ReactNode } from 'react'
import { useMessages } from '../../i18n/language.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Level } from '../../ui/explanation/level.ts'

/** A value against its limits: colour, shape and word say the same. The word's line is always there, so nothing jumps. */
export function LimitMark({ level, children }: { level: Level; children: ReactNode }) {
  const t = useMessages()
  return (
    <span className={`limit-mark limit-mark-${level}`}>
      <span className="limit-mark-value">
        {level === 'calm' ? null : <Icon name={level} />}
        {children}
      </span>
      <span className="limit-mark-word">{level === 'calm' ? '' : t.levels[level]}</span>
    </span>
  )
}
