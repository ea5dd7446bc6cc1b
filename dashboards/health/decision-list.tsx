import { useDeferredValue, useMemo, useState } from 'react'
import { formatSecond, millisOf } from '../format/instants.ts'
import { browserZone } from '../format/zones.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import type { Page } from '../graphql/use-all-rows.ts'
import { usePages } from '../graphql/use-pages.ts'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { decisionsDocument, type Decision, type DecisionVariables } from './decision-queries.ts'
import { TableFrame } from '../ui/tables/table-frame.tsx'

/** Who did what and when: what the log holds of people's decisions, the newest first. */
export function DecisionList() {
  const t = useMessages()
  const sites = useSites()
  const [actor, setActor] = useState('')
  const [site, setSite] = useState('')
  const wanted = useDeferredValue(actor.trim())
  const variables = useMemo<DecisionVariables>(
    () => ({
      filter: { decisions: true, ...(wanted !== '' && { actors: [wanted] }), ...(site !== '' && { sites: [site] }) },
    }),
    [wanted, site],
  )
  const { rows, hasMore, loading, problem, loadMore, reload } = usePages<Decision, Page<Decision>, DecisionVariables>(
    decisionsDocument,
    variables,
  )
  // Each page is in the order of the log, the pages go backwards.
  const newestFirst = rows && [...rows].sort((a, b) => Number(b.position) - Number(a.position))
  return (
    <section className="card" aria-labelledby="decisions" aria-busy={loading}>
      <header className="card-head decision-head">
        <div>
          <h2 id="decisions">{t.audit.decisions}</h2>
          <p className="card-note">
            {t.audit.decisionsNote} · {browserZone()}
          </p>
        </div>
        <div className="toolbar">
          <label className="search">
            <Icon name="search" />
            <span className="visually-hidden">{t.audit.anybody}</span>
            <input
              type="search"
              value={actor}
              placeholder={t.audit.anybody}
              onChange={({ currentTarget }) => setActor(currentTarget.value)}
            />
          </label>
          {sites.length > 1 ? (
            <Select
              label={t.site}
              value={site}
              options={[
                { value: '', label: t.allSites },
                ...sites.map(each => ({ value: each.site, label: siteNameOf(sites, each.site) })),
              ]}
              onChange={setSite}
            />
          ) : null}
          <button type="button" className="button" onClick={reload}>
            {t.refresh}
          </button>
        </div>
      </header>
      <p className="chain-note">
        {t.audit.verify} <code>npx ringledger audit verify</code>
      </p>
      {problem ? <ErrorNotice message={problem} onRetry={reload} /> : null}
      {newestFirst === undefined ? (
        problem ? null : (
          <Skeleton rows={4} />
        )
      ) : newestFirst.length === 0 && !hasMore ? (
        <EmptyState icon="search" title={t.audit.noDecisions} />
      ) : (
        <TableFrame>
          <table className="table decision-table">
            <caption className="visually-hidden">{t.audit.decisions}</caption>
            <thead>
              <tr>
                <th scope="col" className="start">
                  {t.audit.when}
                </th>
                <th scope="col" className="start">
                  {t.audit.actor}
                </th>
                <th scope="col" className="start">
                  {t.audit.what}
                </th>
                <th scope="col" className="start">
                  {t.audit.about}
                </th>
                <th scope="col">{t.audit.position}</th>
              </tr>
            </thead>
            <tbody>
              {newestFirst.map(decision => (
                <Row key={decision.position} decision={decision} />
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
      {hasMore ? (
        <div className="older">
          <button type="button" className="button" disabled={loading} onClick={loadMore}>
            {t.audit.older}
          </button>
        </div>
      ) : null}
    </section>
  )
}

function Row({ decision: { position, type, stream, recordedAt, actor, data } }: { decision: Decision }) {
  const t = useMessages()
  return (
    <tr>
      <th scope="row" className="start">
        {formatSecond(millisOf(recordedAt), browserZone())}
      </th>
      <td className="start">{actor ?? t.none}</td>
      <td className="start">{t.audit.types(type)}</td>
      <td className="start decision-about">
        <details>
          <summary className="mono">{stream}</summary>
          <pre>{JSON.stringify(data, null, 2)}</pre>
        </details>
      </td>
      <td className="mono">{position}</td>
    </tr>
  )
}
