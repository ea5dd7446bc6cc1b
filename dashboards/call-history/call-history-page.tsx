import { useMemo } from 'react'
import { rememberInAddress, useSearch } from '../app/location.ts'
import { formatCount } from '../format/numbers.ts'
import { SitesProvider, useSites } from '../graphql/sites.tsx'
import { usePages } from '../graphql/use-pages.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { ReportAge } from '../report-range/report-age.tsx'
import { parseRange, type ReportRange } from '../report-range/report-range.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { PrintHead } from '../ui/print-head.tsx'
import { WorkbookLink } from '../ui/workbook-link.tsx'
import {
  callOrders,
  csvAddress,
  filterOf,
  isFiltered,
  parseSearch,
  xlsxAddress,
  type CallOrder,
} from './call-filter.ts'
import { CallTable } from './call-table.tsx'
import { FilterBar } from './filter-bar.tsx'
import { callsDocument, type CallInList, type CallsPage, type CallsVariables } from './queries.ts'
import './call-history.css'

export default function CallHistoryPage() {
  return (
    <SitesProvider>
      <CallHistory />
    </SitesProvider>
  )
}

function CallHistory() {
  const t = useMessages()
  const language = useLanguage()
  const range = useHistoryRange()
  const address = useSearch()
  const search = useMemo(() => parseSearch(address), [address])
  const filter = useMemo(() => filterOf(search, range.periodInput), [search, range])
  const variables = useMemo<CallsVariables>(() => ({ filter, orderBy: search.order }), [filter, search.order])
  const {
    rows: calls,
    page,
    hasMore,
    loading,
    problem,
    loadMore,
    reload,
  } = usePages<CallInList, CallsPage, CallsVariables>(callsDocument, variables)

  return (
    <div className="page">
      <PrintHead title={t.pageNames.calls} days={range.days} zone={range.zone} />
      <header className="page-head">
        <h1>{t.pageNames.calls}</h1>
        <ReportAge answer={page} />
        <button type="button" className="button" onClick={reload}>
          {t.refresh}
        </button>
      </header>
      <FilterBar search={search} range={range} />
      {problem ? <ErrorNotice message={problem} onRetry={reload} /> : null}
      <section className="card" aria-labelledby="calls-found" aria-busy={loading}>
        <header className="card-head">
          <h2 id="calls-found">
            {t.pageNames.calls}
            {calls ? (
              <span className="card-count">{t.history.shown(formatCount(calls.length, language), hasMore)}</span>
            ) : null}
          </h2>
          <OrderPicker order={search.order} />
          <a className="button" href={csvAddress(filter)} download="calls.csv">
            <Icon name="download" />
            {t.downloadCsv}
          </a>
          <WorkbookLink address={xlsxAddress(filter, range.zone)} />
        </header>
        {calls === undefined ? (
          problem ? null : (
            <Skeleton rows={10} height="2.5rem" />
          )
        ) : calls.length > 0 ? (
          <CallTable calls={calls} zone={range.zone} />
        ) : (
          <EmptyState icon="calls" title={t.noCalls}>
            <p>{isFiltered(search) ? t.history.filteredOut : t.otherPeriodHint}</p>
          </EmptyState>
        )}
        {hasMore ? (
          <div className="older-calls">
            <button type="button" className="button" disabled={loading} onClick={loadMore}>
              {search.order === 'START_DESC' ? t.history.older : t.loadMore}
            </button>
          </div>
        ) : null}
      </section>
    </div>
  )
}

/** The last seven days where the address names none (contact-center 16). */
function useHistoryRange(): ReportRange {
  const search = useSearch()
  const sites = useSites()
  return useMemo(() => {
    const asked = new URLSearchParams(search)
    if (!asked.has('period')) asked.set('period', 'week')
    const zones = sites.map(({ timeZone }) => timeZone)
    return parseRange(`?${asked}`, zones, Date.now())
  }, [search, sites])
}

function OrderPicker({ order }: { order: CallOrder }) {
  const t = useMessages()
  const labels: Readonly<Record<CallOrder, string>> = {
    START_DESC: t.history.newest,
    START_ASC: t.history.oldest,
    TALK_DESC: t.history.longestTalk,
    WAIT_DESC: t.history.longestWait,
  }
  return (
    <Select
      label={t.history.order}
      value={order}
      options={callOrders.map(value => ({ value, label: labels[value] }))}
      onChange={value => rememberInAddress({ order: value === 'START_DESC' ? undefined : value })}
    />
  )
}
