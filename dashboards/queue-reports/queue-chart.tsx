import { skipToken, useQuery } from '@apollo/client/react'
import { useMemo } from 'react'
import { IntervalChart } from '../charts/interval-chart.tsx'
import type { IntervalBar } from '../charts/interval-geometry.ts'
import { Legend } from '../charts/legend.tsx'
import { millisOf } from '../format/instants.ts'
import { isoPeriod, type ReportInterval } from '../format/periods.ts'
import { formatCount, formatShare } from '../format/numbers.ts'
import { addDays } from '../format/zones.ts'
import { useAllRows } from '../graphql/use-all-rows.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { comparedPeriod, matched } from '../report-range/compared-period.ts'
import { clockChangeBetween, intervalName, tickOf } from '../report-range/interval-label.ts'
import type { ReportRange } from '../report-range/report-range.ts'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { WorkbookLink } from '../ui/workbook-link.tsx'
import { changeText } from '../format/figure-text.ts'
import type { StatisticsVariables } from './queries.ts'
import { queueWorkbook } from './queue-workbook.ts'
import { byIntervalDocument, type IntervalFigures } from './shape-queries.ts'

interface NamedBar extends IntervalBar {
  readonly name: string
}

interface QueueChartProps {
  readonly variables: StatisticsVariables
  readonly range: ReportRange
  /** How many days earlier those began that it is compared with; undefined: with none. */
  readonly earlier: number | undefined
}

export function QueueChart({ variables, range, earlier }: QueueChartProps) {
  const t = useMessages()
  const language = useLanguage()
  const { interval, zone } = range
  const { rows, loading, problem, reload } = useAllRows(byIntervalDocument, { ...variables, interval })
  const severalDays = range.days.first !== range.days.last
  const compared = useCompared(variables, range, earlier, rows)
  const bars = useMemo<readonly NamedBar[]>(
    () =>
      (rows ?? []).map((row, place, all) => ({
        ...barOf(row),
        ...labelsOf(row, all[place - 1]),
        ...comparedAt(compared?.[place]),
      })),
    [rows, compared, language, zone, interval, severalDays],
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
    const offered = answered + abandoned + other
    const stands =
      named.compared === undefined
        ? ''
        : t.comparedReadout(
            formatCount(named.compared, language),
            changeText('count', offered, named.compared, language, t.points),
          )
    return (
      t.chartReadout({
        name: named.ongoing ? `${whole} (${t.soFar})` : whole,
        offered: formatCount(offered, language),
        answered: formatCount(answered, language),
        abandoned: formatCount(abandoned, language),
        other: formatCount(other, language),
        level: formatShare(serviceLevel, language),
      }) + stands
    )
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
          {...(earlier !== undefined && { compared: comparedDays(range, earlier, t.comparedWith) })}
        />
        <WorkbookLink address={queueWorkbook(variables, { interval })} />
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

interface Compared {
  readonly start: number
  readonly offered: number
}

/** For each of the rows what it is compared with; undefined: nothing, or not known yet. */
function useCompared(
  variables: StatisticsVariables,
  range: ReportRange,
  earlier: number | undefined,
  rows: readonly IntervalFigures[] | undefined,
) {
  const { interval, zone } = range
  const { data } = useQuery(
    byIntervalDocument,
    earlier === undefined
      ? skipToken
      : {
          variables: { ...variables, period: isoPeriod(comparedPeriod(range, earlier)), interval },
          fetchPolicy: 'no-cache',
        },
  )
  return useMemo(() => {
    if (earlier === undefined || !rows || !data) return undefined
    const before = data.rows.edges.map(({ node: { start, offered } }): Compared => ({
      start: millisOf(start),
      offered,
    }))
    const starts = rows.map(({ start }) => millisOf(start))
    return matched(starts, before, { interval, zone, earlier }, (a, b) => ({ ...a, offered: a.offered + b.offered }))
  }, [rows, data, interval, zone, earlier])
}

const comparedAt = (row: Compared | undefined) => (row ? { compared: row.offered } : {})

function comparedDays(range: ReportRange, earlier: number, words: (from: string, to: string) => string): string {
  const { first, last } = range.days
  return words(addDays(first, -earlier), addDays(last, -earlier))
}
