import { useLazyQuery } from '@apollo/client/react'
import { formatSecond, millisOf } from '../format/instants.ts'
import { messageOf } from '../graphql/errors.ts'
import { useMessages } from '../i18n/language.ts'
import { ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { callEventsDocument } from './call-query.ts'

/** The proof of a call: every row of it as the PBX wrote it. Read from the log when somebody opens it. */
export function CallEvents({ id, zone }: { id: string; zone: string }) {
  const t = useMessages()
  const [ask, { data, error }] = useLazyQuery(callEventsDocument, { fetchPolicy: 'no-cache' })
  const load = () => void ask({ variables: { id } })
  return (
    <details
      className="card call-events"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && !data) load()
      }}
    >
      <summary>{t.rawEvents}</summary>
      {error ? (
        <ErrorNotice message={messageOf(error)} onRetry={load} />
      ) : data ? (
        <ol>
          {(data.call?.events ?? []).map(event => (
            <li key={event.id}>
              <span className="cell-note">
                <span className="mono">#{event.position}</span> {formatSecond(millisOf(event.occurredAt), zone)} ·{' '}
                {event.type}
              </span>
              <code>{event.raw ?? ''}</code>
            </li>
          ))}
        </ol>
      ) : (
        <Skeleton rows={4} height="1.5rem" />
      )}
    </details>
  )
}
