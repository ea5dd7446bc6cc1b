import { formatCount, formatShare } from '../format/numbers.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { LevelFacts } from '../ui/level-facts.tsx'
import { Tile } from '../ui/tile.tsx'
import { figureText } from './figure-text.ts'
import { queueReportColumns } from './queue-columns.ts'
import type { QueueFigures } from './queries.ts'

const shown = ['offered', 'answered', 'abandoned', 'serviceLevel', 'averageSpeedOfAnswer'] as const

/** The whole period in five figures: sums and ratios of the server, not of this page. */
export function TotalTiles({ sum, loading }: { sum: QueueFigures | undefined; loading: boolean }) {
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
        return (
          <Tile
            key={name}
            label={t.figures[name]}
            metric={column.metric}
            details={name === 'serviceLevel' ? <LevelFacts level={sum.serviceLevel} /> : undefined}
            value={figureText(column.kind, column.value(sum), language)}
            note={notes[name]}
          />
        )
      })}
    </section>
  )
}
