import { useMemo } from 'react'
import { IntervalChart } from '../charts/interval-chart.tsx'
import type { IntervalBar } from '../charts/interval-geometry.ts'
import { Legend } from '../charts/legend.tsx'
import { millisOf } from '../format/instants.ts'
import type { ReportInterval } from '../format/periods.ts'
import { formatCount, formatShare } from '../format/numbers.ts'
import { useAllRows } from '../graphql/use-all-rows.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { clockChangeBetween, intervalName, tickOf } from '../report-range/interval-label.ts'
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
  const severalDays = range.days.first !== range.days.last
  const bars = useMemo<readonly NamedBar[]>(
    () => (rows ?? []).map((row, place, all) => ({ ...barOf(row), ...labelsOf(row, all[place - 1]) })),
    [rows, language, zone, interval, severalDays],
  )

  function labelsOf({ start, end }: IntervalFigures, before: IntervalFigures | undefined) {
    const from = millisOf(start)
    const to = millisOf(end)
    const now = Date.now()
    // Of days and longer intervals the change lies within: their names say how long they are.
    const change = before && isClockwork(interval) ? clockChangeBetween(millisOf(before.start), from, zone) : undefined
    return {
      tick: tickOf(from, interval, zone, language, severalDays),
      name: intervalName(from, to, interval, zone, language),
      ongoing: from <= now && now < to,
      ...(change !== undefined && { clockChange: change }),
    }
  }

  const readout = (bar: IntervalBar | undefined) => {
    const named = bars.find(each => each === bar)
    if (!named) return t.chartHint
    const { name: whole, answered, abandoned, other, serviceLevel } = named
    return t.chartReadout({
      name: named.ongoing ? `${whole} (${t.soFar})` : whole,
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
          {...(bars.some(({ ongoing }) => ongoing) && { ongoing: t.soFar })}
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

const isClockwork = (interval: ReportInterval): boolean =>
  interval === 'QUARTER_HOUR' || interval === 'HALF_HOUR' || interval === 'HOUR'

function barOf({ start, offered, answered, abandoned, serviceLevel }: IntervalFigures) {
  const other = Math.max(0, offered - answered - abandoned)
  return { key: start, answered, abandoned, other, serviceLevel: serviceLevel.ratio }
}
