import { useLazyQuery } from '@apollo/client/react'
import { messageOf } from '../graphql/errors.ts'
import { useMessages } from '../i18n/language.ts'
import { ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { RawEvents } from '../ui/tables/raw-events.tsx'
import { callEventsDocument } from './call-query.ts'

/** The proof of a call. Read from the log when somebody opens it. */
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
        <RawEvents events={data.call?.events ?? []} zone={zone} />
      ) : (
        <Skeleton rows={4} height="1.5rem" />
      )}
    </details>
  )
}
