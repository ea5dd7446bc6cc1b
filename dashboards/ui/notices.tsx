import type { ReactNode } from 'react'
import { useMessages } from '../i18n/language.ts'
import { Icon, type IconName } from './icons.tsx'

/** Nothing to show, and what would change that. */
export function EmptyState({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty-state">
      <span className="empty-state-icon">
        <Icon name={icon} />
      </span>
      <h3>{title}</h3>
      {children ? <div className="empty-state-text">{children}</div> : null}
    </div>
  )
}

/** Something failed: in the server's words, with the way out. */
export function ErrorNotice({ message, onRetry }: { message: string; onRetry?: () => void }) {
  const t = useMessages()
  return (
    <div className="error-notice" role="alert">
      <Icon name="bad" />
      <div>
        <strong>{t.couldNotLoad}</strong>
        <p>{message}</p>
      </div>
      {onRetry ? (
        <button type="button" className="button" onClick={onRetry}>
          {t.tryAgain}
        </button>
      ) : null}
    </div>
  )
}

/** Stands where rows will be, in their height, so that nothing jumps when they come. */
export function Skeleton({ rows, height = '3rem' }: { rows: number; height?: string }) {
  const t = useMessages()
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{t.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="skeleton-row" style={{ blockSize: height }} />
      ))}
    </div>
  )
}
