import { memo } from 'react'
import { SparkBars } from '../../charts/spark-bars.tsx'
import { formatCount, formatShare } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import type { Queue } from '../board.ts'
import { useArrivals } from './arrivals.ts'

/** The sliding last hour in figures, and the shape of the last quarters of an hour. */
export const LastHour = memo(function LastHour({ queue }: { queue: Queue }) {
  const t = useMessages()
  const language = useLanguage()
  const bars = useArrivals(queue.id)
  const { entered, answered, abandoned, serviceLevel } = queue.lastHour
  return (
    <span className="last-hour">
      {bars ? <SparkBars bars={bars} label={t.sparkLabel(bars.length)} /> : <span className="spark" />}
      <span className="last-hour-figures">
        <span>{t.lastHourIn(formatCount(entered, language), formatCount(answered, language))}</span>
        <span className="cell-note">
          {t.lastHourLost(formatCount(abandoned, language))} · {t.serviceLevelShort}{' '}
          {formatShare(serviceLevel.ratio, language, 0)}
        </span>
      </span>
    </span>
  )
})
