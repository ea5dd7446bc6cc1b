import { Fragment, useMemo, useState } from 'react'
import { maySeeRaw, useIdentity } from '../app/identity.ts'
import { Link } from '../app/link.tsx'
import { callAddressByChannel } from '../call-history/call-address.ts'
import { csvOf, download } from '../format/csv.ts'
import { tableAddress } from '../format/table-address.ts'
import { formatSeconds } from '../format/durations.ts'
import { formatSecond, millisOf } from '../format/instants.ts'
import { noValue } from '../format/numbers.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import type { Page } from '../graphql/use-all-rows.ts'
import { usePages } from '../graphql/use-pages.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import type { ReportRange } from '../report-range/report-range.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { queueIdOf, queueNameOf } from './queue-columns.ts'
import type { OpeningHours, QueueFigures } from './queries.ts'
import { OutcomeBadge } from './outcome-badge.tsx'
import { visitCells, visitHeader } from './visit-cells.ts'
import { VisitEvents } from './visit-events.tsx'
import { outcomes, visitsDocument, type Outcome, type Visit, type VisitsVariables } from './visit-queries.ts'
import { TableFrame } from '../ui/tables/table-frame.tsx'
import { WorkbookLink } from '../ui/workbook-link.tsx'

interface VisitsDrawerProps {
  readonly queue: QueueFigures
  readonly range: ReportRange
  readonly openingHours: OpeningHours
  readonly onClose: () => void
}

const daysOf = ({ days: { first, last } }: ReportRange): string => (first === last ? first : `${first} – ${last}`)

/** The calls behind the figures of one queue, and behind each call the rows that the PBX wrote. */
export function VisitsDrawer({ queue, range, openingHours, onClose }: VisitsDrawerProps) {
  const t = useMessages()
  const language = useLanguage()
  const sites = useSites()
  const [outcome, setOutcome] = useState<Outcome | ''>('')
  const variables = useMemo<VisitsVariables>(
    () => ({
      period: range.periodInput,
      queues: [queueIdOf(queue)],
      outcomes: outcome === '' ? null : [outcome],
      openingHours,
    }),
    [queue, range, outcome, openingHours],
  )
  const {
    rows: visits,
    hasMore,
    loading,
    problem,
    loadMore,
    reload,
  } = usePages<Visit, Page<Visit>, VisitsVariables>(visitsDocument, variables)

  return (
    <Drawer
      title={t.visitsOf(queueNameOf(queue))}
      note={[queue.site && siteNameOf(sites, queue.site), daysOf(range), range.zone].filter(Boolean).join(' · ')}
      onClose={onClose}
    >
      <div className="toolbar">
        <Select
          label={t.outcome}
          value={outcome}
          options={[
            { value: '', label: t.everyOutcome },
            ...outcomes.map(value => ({ value, label: t.outcomes[value] })),
          ]}
          onChange={setOutcome}
        />
        <button
          type="button"
          className="button"
          disabled={!visits || visits.length === 0}
          onClick={() =>
            download(
              `visits_${queue.queue ?? 'queue'}_${range.days.first}.csv`,
              csvOf(visitHeader, visitCells(visits ?? []), language),
            )
          }
        >
          <Icon name="download" />
          {t.downloadCsv}
        </button>
        <WorkbookLink
          address={tableAddress('queue-visits.xlsx', { ...variables, timeZone: range.zone, column: visitHeader })}
        />
      </div>
      {problem ? <ErrorNotice message={problem} onRetry={reload} /> : null}
      {!visits ? (
        loading ? (
          <Skeleton rows={8} height="2.5rem" />
        ) : null
      ) : visits.length > 0 ? (
        <VisitTable visits={visits} zone={range.zone} />
      ) : (
        <EmptyState icon="queues" title={t.noVisits}>
          <p>{t.noCallsHint}</p>
        </EmptyState>
      )}
      {hasMore ? (
        <button type="button" className="button load-more" disabled={loading} onClick={loadMore}>
          {t.loadMore}
        </button>
      ) : null}
    </Drawer>
  )
}

function VisitTable({ visits, zone }: { visits: readonly Visit[]; zone: string }) {
  const t = useMessages()
  const withRaw = maySeeRaw(useIdentity())
  const [opened, setOpened] = useState<string>()
  return (
    <TableFrame>
      <table className="table">
        <caption className="visually-hidden">{t.visits}</caption>
        <thead>
          <tr>
            <th scope="col" className="start">
              {t.enteredAt}
            </th>
            <th scope="col" className="start">
              {t.outcome}
            </th>
            <th scope="col">{t.wait}</th>
            <th scope="col">{t.talk}</th>
            <th scope="col" className="start">
              {t.agent}
            </th>
            <th scope="col" className="start">
              {t.caller}
            </th>
            {withRaw ? (
              <th scope="col">
                <span className="visually-hidden">{t.rawEvents}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {visits.map(visit => (
            <Fragment key={visit.id}>
              <tr>
                <td className="start">
                  {formatSecond(millisOf(visit.enteredAt), zone)}
                  <span className="cell-note mono">
                    <Link to={callAddressByChannel(visit.site, visit.callId)}>{visit.callId}</Link>
                    {visit.visitNumber > 1 ? ` · ${t.visitNumber(visit.visitNumber)}` : ''}
                  </span>
                </td>
                <td className="start">
                  <OutcomeBadge outcome={visit.outcome} />
                  {visit.transfer ? (
                    <span className="cell-note">{t.transferredTo(visit.transfer.kind, visit.transfer.to)}</span>
                  ) : null}
                </td>
                <td>{formatSeconds(visit.waitSeconds)}</td>
                <td>{formatSeconds(visit.talkSeconds)}</td>
                <td className="start">{visit.agent ?? noValue}</td>
                <td className="start">
                  {visit.callerName ?? visit.callerNumber ?? noValue}
                  {visit.callerName ? <span className="cell-note">{visit.callerNumber}</span> : null}
                </td>
                {withRaw ? (
                  <td>
                    <button
                      type="button"
                      className="button button-quiet"
                      aria-expanded={opened === visit.id}
                      onClick={() => setOpened(opened === visit.id ? undefined : visit.id)}
                    >
                      {t.rawEvents}
                      <Icon name={opened === visit.id ? 'up' : 'down'} />
                    </button>
                  </td>
                ) : null}
              </tr>
              {opened === visit.id ? (
                <tr className="visit-events-row">
                  <td colSpan={7}>
                    <VisitEvents id={visit.id} zone={zone} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}
