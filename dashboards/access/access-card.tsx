import type { ReactNode } from 'react'
import { useMessages } from '../i18n/language.ts'
import { ErrorNotice, Skeleton } from '../ui/notices.tsx'

interface AccessCardProps<Row> {
  /** Of the heading, which names the card for screen readers. */
  readonly headingId: string
  readonly title: ReactNode
  readonly note: string
  /** What chooses among the rows, before the button. */
  readonly filter?: ReactNode
  /** Opens the form of a new row; left out for who may change nothing. */
  readonly making: { readonly label: string; readonly onStart: () => void } | undefined
  /** undefined until they have come. */
  readonly rows: readonly Row[] | undefined
  readonly isLoading?: boolean
  readonly problem: string | undefined
  readonly onRetry: () => void
  /** Loads the rows behind those that are shown, where there are any. */
  readonly onMore?: (() => void) | undefined
  /** Stands where there is no row. */
  readonly empty: ReactNode
  readonly table: (rows: readonly Row[]) => ReactNode
  /** Drawers of a row. */
  readonly children: ReactNode
}

/** One kind of access to a site: its rows, and the way to one more. */
export function AccessCard<Row>(props: AccessCardProps<Row>) {
  const { headingId, title, note, filter, making, rows, isLoading = false, problem, onRetry, onMore } = props
  const { empty, table, children } = props
  const t = useMessages()
  return (
    <section className="card" aria-labelledby={headingId} aria-busy={isLoading}>
      <header className="card-head">
        <div>
          <h2 id={headingId}>{title}</h2>
          <p className="card-note">{note}</p>
        </div>
        {filter}
        {making ? (
          <button type="button" className="button button-primary" onClick={making.onStart}>
            {making.label}
          </button>
        ) : null}
      </header>
      {problem === undefined ? null : <ErrorNotice message={problem} onRetry={onRetry} />}
      {rows !== undefined ? (
        rows.length === 0 ? (
          empty
        ) : (
          table(rows)
        )
      ) : problem === undefined ? (
        <Skeleton rows={3} height="2.5rem" />
      ) : null}
      {onMore ? (
        <div className="more">
          <button type="button" className="button" disabled={isLoading} onClick={onMore}>
            {t.loadMore}
          </button>
        </div>
      ) : null}
      {children}
    </section>
  )
}
