import { formatSeconds } from '../format/durations.ts'
import { formatSecond, millisOf } from '../format/instants.ts'
import { formatCount, noValue } from '../format/numbers.ts'
import { siteNameOf, useSites, zoneOf } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Badge, type BadgeLook } from '../ui/badge.tsx'
import { EmptyState } from '../ui/notices.tsx'
import type { SourceRow } from './queries.ts'
import { TableFrame } from '../ui/tables/table-frame.tsx'

const looks: Readonly<Record<SourceRow['state'], BadgeLook>> = {
  LIVE: { kind: 'good', icon: 'good' },
  LATE: { kind: 'warn', icon: 'warn' },
  DOWN: { kind: 'bad', icon: 'bad' },
  FINISHED: { kind: 'accent', icon: 'recording' },
}

export function SourceTable({ sources }: { sources: readonly SourceRow[] }) {
  const t = useMessages()
  const language = useLanguage()
  const sites = useSites()
  return (
    <section className="card" aria-labelledby="sources">
      <header className="card-head">
        <h2 id="sources">{t.sources}</h2>
      </header>
      {sources.length === 0 ? (
        <EmptyState icon="health" title={t.noSources}>
          <p>{t.noQueuesHint}</p>
        </EmptyState>
      ) : (
        <TableFrame>
          <table className="table source-table">
            <caption className="visually-hidden">{t.sources}</caption>
            <thead>
              <tr>
                <th scope="col" className="start">
                  {t.source}
                </th>
                <th scope="col" className="start">
                  {t.state}
                </th>
                <th scope="col">{t.lag}</th>
                <th scope="col">{t.rows}</th>
                <th scope="col">{t.quarantined}</th>
                <th scope="col">{t.unknownEvents}</th>
                <th scope="col">{t.newestRow}</th>
              </tr>
            </thead>
            <tbody>
              {sources.map(source => (
                <tr key={`${source.site}/${source.node}/${source.kind}`}>
                  <th scope="row" className="start">
                    {siteNameOf(sites, source.site)} · {source.node} · {t.factKinds(source.kind)}
                    <span className="cell-note">
                      {source.demo ? `${t.demonstration} ` : ''}
                      {source.names.join(', ')}
                    </span>
                  </th>
                  <td className="start">
                    <Badge look={looks[source.state]}>{t.sourceStates[source.state]}</Badge>
                    {source.problem ? <span className="problem">{t.problem(source.problem)}</span> : null}
                  </td>
                  <td>{source.lagSeconds === null ? noValue : formatSeconds(source.lagSeconds)}</td>
                  <td>{formatCount(source.rows, language)}</td>
                  <td className={source.quarantined ? 'attention' : undefined}>
                    {formatCount(source.quarantined, language)}
                  </td>
                  <td>{formatCount(source.unknownEvents, language)}</td>
                  <td>
                    {source.lastEventAt === null
                      ? noValue
                      : formatSecond(millisOf(source.lastEventAt), zoneOf(sites, source.site))}
                    <span className="cell-note">{zoneOf(sites, source.site)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
    </section>
  )
}
