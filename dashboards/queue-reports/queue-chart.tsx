import { useMemo } from 'react'
import { IntervalChart, type IntervalBar } from '../charts/interval-chart.tsx'
import { Legend } from '../charts/legend.tsx'
import { millisOf } from '../format/instants.ts'
import { formatCount, formatShare } from '../format/numbers.ts'
import { useAllRows } from '../graphql/use-all-rows.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { intervalName, tickOf } from '../report-range/interval-label.ts'
import type { ReportRange } from '../report-range/report-range.ts'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import type { StatisticsVariables } from './queries.ts'
import { byIntervalDocument, type IntervalFigures } from './shape-queries.ts'

interface NamedBar extends IntervalBar {
  readonly name: string
}

export function QueueChart({ variables, range }: { variables: StatisticsVariables; range: ReportRange }) {
  const t = useMessages()
  const language = useLanguage()
  const { interval, zone } = range
  const { rows, loading, problem, reload } = useAllRows(byIntervalDocument, { ...variables, interval })
  const bars = useMemo<readonly NamedBar[]>(
    () => (rows ?? []).map(row => ({ ...barOf(row), ...labelsOf(row) })),
    [rows, language, zone, interval],
  )

  function labelsOf({ start, end }: IntervalFigures) {
    const from = millisOf(start)
    return {
      tick: tickOf(from, interval, zone, language),
      name: intervalName(from, millisOf(end), interval, zone, language),
    }
  }

  const readout = (bar: IntervalBar | undefined) => {
    const named = bars.find(each => each === bar)
    if (!named) return t.chartHint
    const { name, answered, abandoned, other, serviceLevel } = named
    return t.chartReadout({
      name,
      offered: formatCount(answered + abandoned + other, language),
      answered: formatCount(answered, language),
      abandoned: formatCount(abandoned, language),
      other: formatCount(other, language),
      level: formatShare(serviceLevel, language),
    })
  }

  return (
    <section className="card" aria-labelledby="by-interval" aria-busy={loading}>
      <header className="card-head">
        <h2 id="by-interval">{t.callsPer(t.intervals[interval])}</h2>
        <Legend
          entries={[
            { part: 'answered', label: t.figures.answered },
            { part: 'abandoned', label: t.figures.abandoned },
            { part: 'other', label: t.otherOutcomes },
          ]}
          line={t.serviceLevel}
        />
      </header>
      {problem ? <ErrorNotice message={problem} onRetry={reload} /> : null}
      {rows === undefined ? (
        <Skeleton rows={1} height="19.5rem" />
      ) : rows.every(({ offered }) => offered === 0) ? (
        <EmptyState icon="board" title={t.noCalls}>
          <p>{t.noCallsHint}</p>
        </EmptyState>
      ) : (
        <IntervalChart
          bars={bars}
          label={t.chartLabel}
          readout={readout}
          percent={share => formatShare(share, language, 0)}
          count={calls => formatCount(calls, language)}
          axes={{ calls: t.visits, level: t.serviceLevel }}
        />
      )}
    </section>
  )
}

function barOf({ start, offered, answered, abandoned, serviceLevel }: IntervalFigures) {
  const other = Math.max(0, offered - answered - abandoned)
  return { key: start, answered, abandoned, other, serviceLevel: serviceLevel.ratio }
}
