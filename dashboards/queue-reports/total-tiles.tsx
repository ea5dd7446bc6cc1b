import { formatCount, formatShare } from '../format/numbers.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { LevelFacts } from '../ui/explanation/level-facts.tsx'
import { Tile } from '../ui/tile.tsx'
import { changeText, figureText } from '../format/figure-text.ts'
import { queueReportColumns } from './queue-columns.ts'
import type { QueueFigures } from './queries.ts'

const shown = ['offered', 'answered', 'abandoned', 'serviceLevel', 'averageSpeedOfAnswer'] as const

interface TotalTilesProps {
  readonly sum: QueueFigures | undefined
  readonly loading: boolean
  /** Of the days that the period is compared with. */
  readonly compared: QueueFigures | undefined
}

/** The whole period in five figures: sums and ratios of the server, not of this page. */
export function TotalTiles({ sum, loading, compared }: TotalTilesProps) {
  const t = useMessages()
  const language = useLanguage()
  if (!sum) {
    return (
      <div className="tiles" aria-hidden="true">
        {shown.map(name => (
          <div key={name} className="tile tile-skeleton" />
        ))}
      </div>
    )
  }
  const notes: Readonly<Record<(typeof shown)[number], string>> = {
    offered: t.stillOpen(formatCount(sum.open, language)),
    answered: formatShare(sum.answerRate, language),
    abandoned: formatShare(sum.abandonRate, language),
    serviceLevel: t.inTime(
      formatCount(sum.serviceLevel.numerator, language),
      formatCount(sum.serviceLevel.denominator, language),
    ),
    averageSpeedOfAnswer: t.longestWas(figureText('seconds', sum.maxWaitSeconds, language)),
  }
  return (
    <section className="tiles" aria-label={t.overview} aria-busy={loading}>
      {shown.map(name => {
        const column = queueReportColumns.find(each => each.name === name)
        if (!column) return null
        const { kind, value } = column
        const before = compared && value(compared)
        return (
          <Tile
            key={name}
            label={t.figures[name]}
            metric={column.metric}
            details={name === 'serviceLevel' ? <LevelFacts level={sum.serviceLevel} /> : undefined}
            value={figureText(kind, value(sum), language)}
            note={notes[name]}
            compared={
              before === undefined
                ? undefined
                : t.comparedFigure(
                    changeText(kind, value(sum), before, language, t.points),
                    figureText(kind, before, language),
                  )
            }
          />
        )
      })}
    </section>
  )
}
