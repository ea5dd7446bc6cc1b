import { useQuery } from '@apollo/client/react'
import { useMemo, useState } from 'react'
import { useDrawerAddress } from '../app/drawer-address.ts'
import { mayHandleCallbacks, useIdentity } from '../app/identity.ts'
import { closeInAddress, openInAddress, rememberInAddress, rememberWhileChoosing, useSearch } from '../app/location.ts'
import { FilterInput } from '../call-history/filter-input.tsx'
import { partsOf } from '../format/instants.ts'
import { formatCount } from '../format/numbers.ts'
import { firstSite, SitesProvider, useSites, zoneOf } from '../graphql/sites.tsx'
import { usePages } from '../graphql/use-pages.ts'
import type { Page } from '../graphql/use-all-rows.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Segmented, Select } from '../ui/forms/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { WorkbookLink } from '../ui/workbook-link.tsx'
import { filterOfLook, lookOf, shows, type CallbackLook } from './look.ts'
import { ImportRequests } from './import-requests.tsx'
import { ListsDrawer } from './lists-drawer.tsx'
import { LiveSign } from './live-sign.tsx'
import { NewRequest } from './new-request.tsx'
import {
  requestsDocument,
  totalsDocument,
  type CallbackRequest,
  type OfRequest,
  type RequestsVariables,
} from './queries.ts'
import { RequestDrawer } from './request-drawer.tsx'
import { RequestTable } from './request-table.tsx'
import { useCallbackChanges } from './use-callback-changes.ts'
import './callbacks.css'

/** Who is to be called back, by whom, and what came of it. */
export default function CallbacksPage() {
  return (
    <SitesProvider>
      <Callbacks />
    </SitesProvider>
  )
}

function Callbacks() {
  const t = useMessages()
  const language = useLanguage()
  const mayHandle = mayHandleCallbacks(useIdentity())
  const address = useSearch()
  const looking = useMemo(() => lookOf(address), [address])
  const today = useToday()
  const variables = useMemo<RequestsVariables>(() => ({ filter: filterOfLook(looking, today) }), [looking, today])
  const totals = useQuery(totalsDocument, { fetchPolicy: 'no-cache' })
  const { rows, hasMore, loading, problem, loadMore, refresh } = usePages<
    CallbackRequest,
    Page<CallbackRequest>,
    RequestsVariables
  >(requestsDocument, variables)
  const { opened: making, open: make, close: stop } = useDrawerAddress('form')
  const [changes, setChanges] = useState(0)
  const again = () => {
    refresh()
    void totals.refetch()
    setChanges(times => times + 1)
  }
  useCallbackChanges(again)
  const made = () => {
    stop()
    again()
  }
  const lists = totals.data?.callbackTotals ?? []

  return (
    <div className="page">
      <header className="page-head">
        <h1>{t.pageNames.callbacks}</h1>
        <LiveSign />
        <button type="button" className="button" onClick={() => make('lists')}>
          {t.callbacks.lists}
        </button>
        {mayHandle ? (
          <>
            <button type="button" className="button" onClick={() => make('many')}>
              {t.callbacks.fromFile}
            </button>
            <button type="button" className="button button-primary" onClick={() => make('one')}>
              {t.callbacks.newRequest}
            </button>
          </>
        ) : null}
      </header>
      <Filters looking={looking} lists={[...new Set(lists.map(({ list }) => list))]} />
      {problem ? <ErrorNotice message={problem} onRetry={again} /> : null}
      <section className="card" aria-labelledby="requests-title" aria-busy={loading}>
        <header className="card-head">
          <h2 id="requests-title">
            {t.callbacks.requests}
            {rows ? (
              <span className="card-count">{t.history.shown(formatCount(rows.length, language), hasMore)}</span>
            ) : null}
          </h2>
          <span className="card-note">
            {t.callbacks.countsOpen(
              lists.reduce((sum, { open }) => sum + open, 0),
              lists.reduce((sum, { taken }) => sum + taken, 0),
            )}
          </span>
          <a className="button" href="/callback-tickets.csv" download="callback-tickets.csv">
            <Icon name="download" />
            {t.callbacks.ticketsCsv}
          </a>
          <WorkbookLink address="/callback-tickets.xlsx" label={t.callbacks.ticketsXlsx} />
        </header>
        {rows === undefined ? (
          problem ? null : (
            <Skeleton rows={6} height="2.5rem" />
          )
        ) : rows.length > 0 ? (
          <RequestTable requests={rows} today={today} onOpen={openRequest} />
        ) : (
          <EmptyState icon="callbacks" title={t.callbacks.nothing}>
            <p>{looking.show === 'all' ? t.callbacks.nothingHint : t.callbacks.filteredOut}</p>
          </EmptyState>
        )}
        {hasMore ? (
          <div className="callback-more">
            <button type="button" className="button" disabled={loading} onClick={loadMore}>
              {t.loadMore}
            </button>
          </div>
        ) : null}
      </section>
      {looking.opened ? (
        <RequestDrawer
          of={looking.opened}
          today={today}
          changes={changes}
          onChanged={again}
          onClose={() => closeInAddress('request')}
        />
      ) : null}
      {mayHandle && making === 'one' ? <NewRequest onClose={stop} onMade={made} /> : null}
      {mayHandle && making === 'many' ? <ImportRequests onClose={stop} onMade={made} /> : null}
      {making === 'lists' ? <ListsDrawer onClose={stop} /> : null}
    </div>
  )
}

const openRequest = ({ site, requestId }: OfRequest): void => openInAddress('request', `${site}/${requestId}`)

/** `2026-12-01` by the clock of the site that the pages open on. */
function useToday(): string {
  const sites = useSites()
  const { year, month, day } = partsOf(Date.now(), zoneOf(sites, firstSite(sites) ?? ''))
  return `${year}-${month}-${day}`
}

function Filters({ looking, lists }: { looking: CallbackLook; lists: readonly string[] }) {
  const t = useMessages()
  const offered = looking.list === '' || lists.includes(looking.list) ? lists : [looking.list, ...lists]
  return (
    <div className="card callback-filters toolbar">
      <Segmented
        label={t.callbacks.show}
        value={looking.show}
        options={shows.map(value => ({ value, label: t.callbacks.shows[value] }))}
        onChange={show => rememberInAddress({ show: show === 'open' ? undefined : show })}
      />
      <Select
        label={t.callbacks.list}
        value={looking.list}
        options={[{ value: '', label: t.callbacks.allLists }, ...offered.map(value => ({ value, label: value }))]}
        onChange={list => rememberInAddress({ list })}
      />
      <FilterInput
        label={t.callbacks.search}
        value={looking.search}
        placeholder={t.callbacks.searchHint}
        onChange={search => rememberWhileChoosing({ search })}
      />
    </div>
  )
}
