import { formatCount } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'

/** A share with what it is a share of (products-and-metrics 2.2). */
export interface ServiceLevel {
  readonly ratio: number | null
  readonly numerator: number
  readonly denominator: number
  readonly formula: string
  /** null: each call was judged by the threshold of its own queue. */
  readonly thresholdSeconds: number | null
}

export function LevelFacts({ level }: { level: ServiceLevel }) {
  const t = useMessages()
  const language = useLanguage()
  return (
    <dl className="explanation-facts">
      <dt>{t.formulaId}</dt>
      <dd>{level.formula}</dd>
      <dt>{t.threshold}</dt>
      <dd>{level.thresholdSeconds === null ? t.thresholdOfEachQueue : `${level.thresholdSeconds} s`}</dd>
      <dt>{t.counts}</dt>
      <dd>
        {formatCount(level.numerator, language)} / {formatCount(level.denominator, language)}
        {level.denominator === 0 ? ` (${t.nothingToJudge})` : ''}
      </dd>
    </dl>
  )
}
