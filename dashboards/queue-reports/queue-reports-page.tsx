import { skipToken, useQuery } from '@apollo/client/react'
import { useMemo, useState } from 'react'
import { closeInAddress, openInAddress, useSearch } from '../app/location.ts'
import { download, csvOf } from '../format/csv.ts'
import { isoPeriod } from '../format/periods.ts'
import { useAllRows } from '../graphql/use-all-rows.ts'
import { messageOf } from '../graphql/errors.ts'
import { SitesProvider } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { comparedSoFar, daysEarlier } from '../report-range/compared-period.ts'
import { ExcludedHint } from '../report-range/excluded-hint.tsx'
import { useReportRange } from '../report-range/report-range.ts'
import { RangePicker } from '../report-range/range-picker.tsx'
import { ReportAge } from '../report-range/report-age.tsx'
import { ErrorNotice } from '../ui/notices.tsx'
import { PrintHead } from '../ui/print-head.tsx'
import { ByQueue } from './by-queue.tsx'
import { ComparisonPicker, useComparison } from './comparison-picker.tsx'
import { HoursPicker, useHoursChoice } from './hours-picker.tsx'
import { LevelPicker, useLevelChoice } from './level-picker.tsx'
import { byQueueDocument, totalDocument, type QueueFigures, type StatisticsVariables } from './queries.ts'
import { QueueChart } from './queue-chart.tsx'
import { queueIdOf, queueReportCells, queueReportHeader } from './queue-columns.ts'
import { QueueHeatmap } from './queue-heatmap.tsx'
import { queueWorkbook } from './queue-workbook.ts'
import { QueuePicker, useQueueChoice } from './queue-picker.tsx'
import { ReconciliationBadge } from './reconciliation-badge.tsx'
import { TotalTiles } from './total-tiles.tsx'
import { VisitsDrawer } from './visits-drawer.tsx'
import './queue-reports.css'

export default function QueueReportsPage() {
  return (
    <SitesProvider>
      <QueueReports />
    </SitesProvider>
  )
}

function QueueReports() {
  const t = useMessages()
  const language = useLanguage()
  const range = useReportRange()
  const queues = useQueueChoice()
  const level = useLevelChoice()
  const openingHours = useHoursChoice()
  const variables = useMemo<StatisticsVariables>(
    () => ({ period: range.periodInput, timeZone: range.zone, queues, openingHours, ...level }),
    [range, queues, openingHours, level],
  )
  const report = useAllRows(byQueueDocument, variables)
  const asked = new URLSearchParams(useSearch()).get('visits')
  const opened = report.rows?.find(row => queueIdOf(row) === asked)
  const total = useQuery(totalDocument, { variables, fetchPolicy: 'no-cache' })
  const answer = (total.data ?? total.previousData)?.total
  const sum = answer?.edges[0]?.node
  const problem = report.problem ?? (total.error ? messageOf(total.error) : undefined)

  const save = (rows: readonly QueueFigures[]) => {
    const name = `queues_${range.days.first}_${range.days.last}_${range.zone.replaceAll('/', '-')}.csv`
    download(name, csvOf(queueReportHeader, queueReportCells(rows), language))
  }
  const comparison = useComparison()
  const earlier = comparison && daysEarlier(range, comparison)
  const [askedAt, setAskedAt] = useState(Date.now)
  const before = useQuery(
    totalDocument,
    earlier === undefined
      ? skipToken
      : {
          variables: { ...variables, period: isoPeriod(comparedSoFar(range, earlier, askedAt)) },
          fetchPolicy: 'no-cache',
        },
  )
  const reload = () => {
    setAskedAt(Date.now())
    report.reload()
    void total.refetch()
  }

  return (
    <div className="page">
      <PrintHead
        title={t.pageNames.queues}
        days={range.days}
        zone={range.zone}
        {...(queues && { sites: sitesOf(queues) })}
      />
      <header className="page-head">
        <h1>{t.pageNames.queues}</h1>
        <ReportAge answer={answer} />
        <ReconciliationBadge variables={variables} />
        <button type="button" className="button" onClick={reload}>
          {t.refresh}
        </button>
      </header>
      <RangePicker range={range}>
        <QueuePicker chosen={queues} />
        <LevelPicker choice={level} />
        <HoursPicker choice={openingHours} />
        <ComparisonPicker choice={comparison} />
      </RangePicker>
      <ExcludedHint range={range} queues={queues} />
      {problem ? <ErrorNotice message={problem} onRetry={reload} /> : null}
      <TotalTiles sum={sum} loading={total.loading} compared={before.data?.total.edges[0]?.node} />
      <QueueChart variables={variables} range={range} earlier={earlier} />
      <ByQueue
        rows={report.rows}
        loading={report.loading}
        failed={report.problem !== undefined}
        sum={sum}
        opened={opened}
        onOpen={queue => openInAddress('visits', queueIdOf(queue))}
        workbook={queueWorkbook(variables, { column: queueReportHeader })}
        onSave={save}
      />
      <QueueHeatmap variables={variables} />
      {opened ? (
        <VisitsDrawer
          key={queueIdOf(opened)}
          queue={opened}
          range={range}
          openingHours={openingHours}
          onClose={() => closeInAddress('visits')}
        />
      ) : null}
    </div>
  )
}

/** Short names of the sites of queues that are told as `site/queue`. */
const sitesOf = (queues: readonly string[]): readonly string[] => [
  ...new Set(queues.map(queue => queue.slice(0, queue.indexOf('/')))),
]
