import { useQuery } from '@apollo/client/react'
import { useEffect } from 'react'
import { formatSecond, millisOf } from '../format/instants.ts'
import { formatCount } from '../format/numbers.ts'
import { browserZone } from '../format/zones.ts'
import { isForbidden, messageOf } from '../graphql/errors.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { quarantineDocument, type SourceRow } from './queries.ts'

const listed = 100

/** Rows that no parser has understood: stored as they were written, counted nowhere, waiting for somebody to look. */
export function QuarantineList({ sources }: { sources: readonly SourceRow[] }) {
  const t = useMessages()
  const language = useLanguage()
  const count = sources.reduce((sum, { quarantined }) => sum + (quarantined ?? 0), 0)
  const { data, error, refetch } = useQuery(quarantineDocument, {
    variables: { first: listed },
    fetchPolicy: 'no-cache',
  })

  useEffect(() => {
    // The status is asked every few seconds; the list only when its number has changed.
    void refetch()
  }, [count, refetch])

  if (error && isForbidden(error)) return null
  const rows = data?.quarantine.edges.map(({ node }) => node)
  return (
    <section className="card" aria-labelledby="quarantine">
      <header className="card-head">
        <h2 id="quarantine">
          {t.quarantine} <span className="card-count">{formatCount(count, language)}</span>
        </h2>
        <span className="card-note">{t.quarantineNote}</span>
      </header>
      {error ? <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} /> : null}
      {rows === undefined ? (
        error ? null : (
          <Skeleton rows={2} />
        )
      ) : rows.length === 0 ? (
        <EmptyState icon="good" title={t.quarantineEmpty} />
      ) : (
        <ul className="quarantine">
          {rows.map(row => (
            <li key={row.position}>
              <span className="quarantine-head">
                <strong>{row.reason}</strong>
                <span className="muted">
                  {row.site}/{row.node} · {row.input}:{row.line} · #{row.position} ·{' '}
                  {formatSecond(millisOf(row.recordedAt), browserZone())}
                </span>
              </span>
              <code>{row.raw.length > mostShown ? `${row.raw.slice(0, mostShown)}…` : row.raw}</code>
            </li>
          ))}
          {data?.quarantine.pageInfo.hasNextPage ? <li className="muted">{t.quarantineMore}</li> : null}
        </ul>
      )}
    </section>
  )
}

/** A row may have ten megabytes; `ringledger quarantine show` prints all of it. */
const mostShown = 400
