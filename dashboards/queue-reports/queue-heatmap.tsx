import { useState } from 'react'
import { Heatmap } from '../charts/heatmap.tsx'
import { formatWeekday } from '../format/instants.ts'
import { formatCount, formatShare } from '../format/numbers.ts'
import { useAllRows } from '../graphql/use-all-rows.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Segmented } from '../ui/forms/controls.tsx'
import { ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { WorkbookLink } from '../ui/workbook-link.tsx'
import type { StatisticsVariables } from './queries.ts'
import { queueWorkbook } from './queue-workbook.ts'
import { byHourDocument, type HourFigures } from './shape-queries.ts'

const measures = ['offered', 'abandonRate', 'serviceLevel'] as const
type Measure = (typeof measures)[number]

const valueIn: Readonly<Record<Measure, (row: HourFigures) => number | null>> = {
  offered: row => row.offered,
  abandonRate: row => row.abandonRate,
  serviceLevel: row => row.serviceLevel.ratio,
}

/** When in the week the calls come: hour of the day by day of the week, in the zone of the report. */
export function QueueHeatmap({ variables }: { variables: StatisticsVariables }) {
  const t = useMessages()
  const language = useLanguage()
  const [measure, setMeasure] = useState<Measure>('offered')
  const { rows, loading, problem, reload } = useAllRows(byHourDocument, variables)
  const cells = (rows ?? []).flatMap(row =>
    row.hourOfDay === null || row.dayOfWeek === null
      ? []
      : [{ hourOfDay: row.hourOfDay, dayOfWeek: row.dayOfWeek, value: row.offered > 0 ? valueIn[measure](row) : null }],
  )
  const format = (value: number) =>
    measure === 'offered' ? formatCount(value, language) : formatShare(value, language, 0)
  return (
    <section className="card" aria-labelledby="by-hour" aria-busy={loading}>
      <header className="card-head">
        <h2 id="by-hour">{t.byHourOfWeek}</h2>
        <Segmented
          label={t.figure}
          value={measure}
          options={measures.map(value => ({ value, label: t.figures[value] }))}
          onChange={setMeasure}
        />
        <WorkbookLink address={queueWorkbook(variables, { groupBy: ['DAY_OF_WEEK', 'HOUR_OF_DAY'] })} />
      </header>
      {problem ? <ErrorNotice message={problem} onRetry={reload} /> : null}
      {rows === undefined ? (
        <Skeleton rows={7} height="1.75rem" />
      ) : (
        <Heatmap
          cells={cells}
          caption={`${t.byHourOfWeek}: ${t.figures[measure]}`}
          dayName={(day, length) => formatWeekday(day, language, length)}
          format={format}
          short={value => (measure === 'offered' ? format(value) : String(Math.round(value * 100)))}
        />
      )}
    </section>
  )
}
