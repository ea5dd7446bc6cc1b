import { useQuery } from '@apollo/client/react'
import { useDeferredValue, useMemo, useState } from 'react'
import { rememberInAddress, useSearch } from '../app/location.ts'
import { csvOf, download } from '../format/csv.ts'
import { tableAddress } from '../format/table-address.ts'
import { messageOf } from '../graphql/errors.ts'
import { SitesProvider } from '../graphql/sites.tsx'
import { useAllRows } from '../graphql/use-all-rows.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { RangePicker } from '../report-range/range-picker.tsx'
import { ReportAge } from '../report-range/report-age.tsx'
import { ExcludedHint } from '../report-range/excluded-hint.tsx'
import { useReportRange } from '../report-range/report-range.ts'
import { finderOf } from '../ui/find.ts'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { PrintHead } from '../ui/print-head.tsx'
import { WorkbookLink } from '../ui/workbook-link.tsx'
import { agentIdOf, agentNameOf, agentReportCells, agentReportHeader, reasonsOf, wasActive } from './agent-columns.ts'
import { AgentDay } from './agent-day.tsx'
import { GroupPicker } from './group-picker.tsx'
import { AgentReportTable } from './agent-report-table.tsx'
import { PauseReasons } from './pause-reasons.tsx'
import { agentTotalDocument, byAgentDocument } from './queries.ts'
import './agent-reports.css'

export default function AgentReportsPage() {
  return (
    <SitesProvider>
      <AgentReports />
    </SitesProvider>
  )
}

function AgentReports() {
  const t = useMessages()
  const language = useLanguage()
  const range = useReportRange()
  const search = new URLSearchParams(useSearch())
  const chosen = search.get('agent')
  const group = search.get('group') ?? ''
  const [text, setText] = useState('')
  const [withIdle, setWithIdle] = useState(false)
  const variables = useMemo(
    () => ({ period: range.periodInput, timeZone: range.zone, ...(group === '' ? {} : { groups: [group] }) }),
    [range, group],
  )
  const report = useAllRows(byAgentDocument, variables)
  const total = useQuery(agentTotalDocument, { variables, fetchPolicy: 'no-cache' })
  const answer = (total.data ?? total.previousData)?.total
  const sum = answer?.edges[0]?.node
  const active = useMemo(() => report.rows?.filter(wasActive), [report.rows])
  const idle = (report.rows?.length ?? 0) - (active?.length ?? 0)
  const listed = withIdle ? report.rows : active
  const wanted = useDeferredValue(text)
  const rows = useMemo(() => {
    const isFound = finderOf(wanted)
    return isFound ? listed?.filter(row => isFound(`${agentNameOf(row)} ${row.agent ?? ''}`)) : listed
  }, [listed, wanted])
  const opened = report.rows?.find(row => agentIdOf(row) === chosen) ?? report.rows?.find(row => row.loginSeconds > 0)
  const problem = report.problem ?? (total.error ? messageOf(total.error) : undefined)
  const reload = () => {
    report.reload()
    void total.refetch()
  }

  const save = () => {
    if (!rows) return
    const reasons = reasonsOf(rows)
    const name = `agents_${range.days.first}_${range.days.last}_${range.zone.replaceAll('/', '-')}.csv`
    download(name, csvOf(agentReportHeader(reasons), agentReportCells(rows, reasons), language))
  }

  return (
    <div className="page">
      <PrintHead title={t.pageNames.agents} days={range.days} zone={range.zone} />
      <header className="page-head">
        <h1>{t.pageNames.agents}</h1>
        <ReportAge answer={answer} />
        <button type="button" className="button" onClick={reload}>
          {t.refresh}
        </button>
      </header>
      <RangePicker range={range} withInterval={false} />
      <ExcludedHint range={range} />
      {problem ? <ErrorNotice message={problem} onRetry={reload} /> : null}
      {opened ? (
        <div className="agent-report-detail">
          <AgentDay key={agentIdOf(opened)} agent={opened} range={range} />
          <PauseReasons title={t.pausesOf(agentNameOf(opened))} reasons={opened.pauseReasons} all={sum?.pauseReasons} />
        </div>
      ) : null}
      <section className="card" aria-labelledby="by-agent" aria-busy={report.loading}>
        <header className="card-head">
          <h2 id="by-agent">{t.byAgent}</h2>
          <GroupPicker value={group} onChange={chosen => rememberInAddress({ group: chosen })} />
          {idle > 0 ? (
            <label className="idle-rows">
              <input
                type="checkbox"
                checked={withIdle}
                onChange={({ currentTarget }) => setWithIdle(currentTarget.checked)}
              />
              {t.withIdleAgents(idle)}
            </label>
          ) : null}
          <label className="search">
            <Icon name="search" />
            <span className="visually-hidden">{t.searchAgents}</span>
            <input
              type="search"
              value={text}
              placeholder={t.searchAgents}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
          <button type="button" className="button" disabled={!rows || rows.length === 0} onClick={save}>
            <Icon name="download" />
            {t.downloadCsv}
          </button>
          <WorkbookLink
            address={tableAddress('agent-statistics.xlsx', {
              ...variables,
              column: [...agentReportHeader([]), 'pauseReasons'],
            })}
          />
        </header>
        {rows === undefined ? (
          report.problem ? null : (
            <Skeleton rows={6} />
          )
        ) : rows.length > 0 ? (
          <AgentReportTable
            rows={rows}
            sum={text === '' ? sum : undefined}
            opened={opened}
            onOpen={agent => rememberInAddress({ agent: agentIdOf(agent) })}
          />
        ) : (
          <EmptyState icon="agents" title={text === '' ? t.noActiveAgents : t.noAgentMatches}>
            {text === '' ? <p>{report.rows?.length === 0 ? t.noAgentsHint : t.otherPeriodHint}</p> : null}
          </EmptyState>
        )}
      </section>
    </div>
  )
}
