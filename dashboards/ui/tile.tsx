import type { ReactNode } from 'react'
import { ShareBar, type BarPart } from '../charts/share-bar.tsx'
import { useMessages } from '../i18n/language.ts'
import { Explain } from './explanation/explain.tsx'
import { Icon } from './icons.tsx'
import type { Level } from './explanation/level.ts'
import './tile.css'

interface TileProps {
  readonly label: string
  readonly metric: string
  readonly details?: ReactNode
  readonly value: ReactNode
  readonly note: string
  readonly level?: Level
  readonly bar?: readonly BarPart[]
  /** How it stands to the same figure of other days. */
  readonly compared?: string | undefined
}

/** One figure of weight, with its name, its level in colour, shape and word, and what it is part of. */
export function Tile({ label, metric, details, value, note, level = 'calm', bar, compared }: TileProps) {
  const t = useMessages()
  return (
    <div className={`tile tile-${level}`}>
      <div className="tile-label">
        <Explain metric={metric} title={label} details={details}>
          {label}
        </Explain>
        {level === 'calm' ? null : (
          <span className="tile-level">
            <Icon name={level} /> {t.levels[level]}
          </span>
        )}
      </div>
      <div className="tile-value">{value}</div>
      <div className="tile-bar">{bar ? <ShareBar parts={bar} /> : null}</div>
      <div className="tile-note">{note}</div>
      {compared === undefined ? null : <div className="tile-note tile-compared">{compared}</div>}
    </div>
  )
}
