import { ShareBar } from '../../charts/share-bar.tsx'
import { formatShare } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Explain } from '../../ui/explanation/explain.tsx'
import { LevelFacts, type ServiceLevel } from '../../ui/explanation/level-facts.tsx'
import { queueMetrics } from '../metrics.ts'

/** The share, and behind it what it is a share of: formula, threshold and counts (products-and-metrics 2.2). */
export function ServiceLevelFigure({ level, bar = false }: { level: ServiceLevel; bar?: boolean }) {
  const t = useMessages()
  const language = useLanguage()
  return (
    <span className="service-level">
      <Explain metric={queueMetrics.level} title={t.serviceLevel} details={<LevelFacts level={level} />}>
        {formatShare(level.ratio, language)}
      </Explain>
      {bar ? (
        <ShareBar
          parts={[
            { name: 'answered', value: level.numerator },
            { name: 'missed', value: Math.max(0, level.denominator - level.numerator) },
          ]}
        />
      ) : null}
    </span>
  )
}
