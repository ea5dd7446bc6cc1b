import { useMemo } from 'react'
import { formatSecond, millisOf } from '../format/instants.ts'
import { useSites, zoneOf } from '../graphql/sites.tsx'
import { usePages } from '../graphql/use-pages.ts'
import { useMessages } from '../i18n/language.ts'
import type { Page } from '../graphql/use-all-rows.ts'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { historyDocument, type Change, type HistoryVariables } from './queries.ts'
import { lineText } from './value-text.ts'

interface ChangeListProps {
  readonly site: string
  /** Of one object; of everything at the site when left out. */
  readonly object?: string
}

/** Who changed what, when and why, the newest first. */
export function ChangeList({ site, object }: ChangeListProps) {
  const t = useMessages()
  const zone = zoneOf(useSites(), site)
  const variables = useMemo<HistoryVariables>(() => ({ site, ...(object !== undefined && { object }) }), [site, object])
  const { rows, hasMore, loading, problem, loadMore, reload } = usePages<Change, Page<Change>, HistoryVariables>(
    historyDocument,
    variables,
  )
  if (problem) return <ErrorNotice message={problem} onRetry={reload} />
  if (rows === undefined) return <Skeleton rows={4} />
  if (rows.length === 0) return <EmptyState icon="recording" title={t.config.nothingChanged} />
  return (
    <>
      <ol className="changes">
        {rows.map(change => (
          <li key={change.position}>
            <div className="change-head">
              <strong>{t.config.changeTypes(change.type)}</strong>
              {object === undefined ? <span className="mono">{change.key}</span> : null}
              <span className="muted">
                {formatSecond(millisOf(change.at), zone)} · {change.actor ?? t.none}
                {change.source === 'PHONE' ? ` · ${t.config.byPhone}` : ''} · #{change.position}
              </span>
            </div>
            {change.comment ? <p className="change-comment">{change.comment}</p> : null}
            {change.fields.length > 0 ? (
              <details>
                <summary>{t.config.fieldsOf(change.fields.length)}</summary>
                <dl className="field-changes">
                  {change.fields.map(({ field, from, to }) => (
                    <div key={field}>
                      <dt>{field}</dt>
                      <dd>
                        {from === null ? null : <del>{lineText(from)}</del>} <ins>{lineText(to)}</ins>
                      </dd>
                    </div>
                  ))}
                </dl>
              </details>
            ) : null}
          </li>
        ))}
      </ol>
      {hasMore ? (
        <div className="more">
          <button type="button" className="button" disabled={loading} onClick={loadMore}>
            {t.loadMore}
          </button>
        </div>
      ) : null}
    </>
  )
}
