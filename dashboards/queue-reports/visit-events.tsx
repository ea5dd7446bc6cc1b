import { useQuery } from '@apollo/client/react'
import { formatSecond, millisOf } from '../format/instants.ts'
import { messageOf } from '../graphql/errors.ts'
import { useMessages } from '../i18n/language.ts'
import { ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { visitEventsDocument } from './visit-queries.ts'

/** The proof of a visit: what the PBX wrote, as it was written, with its place in the log. */
export function VisitEvents({ id, zone }: { id: string; zone: string }) {
  const t = useMessages()
  const { data, error, refetch } = useQuery(visitEventsDocument, { variables: { id }, fetchPolicy: 'no-cache' })
  if (error) return <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} />
  if (!data) return <Skeleton rows={3} height="1.5rem" />
  return (
    <ol className="visit-events" aria-label={t.rawEvents}>
      {(data.node?.events ?? []).map(event => (
        <li key={event.id}>
          <span className="visit-event-head">
            <span className="mono">#{event.position}</span> {formatSecond(millisOf(event.occurredAt), zone)} ·{' '}
            {event.type}
          </span>
          <code>{event.raw ?? ''}</code>
        </li>
      ))}
    </ol>
  )
}
