import { useQuery } from '@apollo/client/react'
import { messageOf } from '../graphql/errors.ts'
import { ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { RawEvents } from '../ui/tables/raw-events.tsx'
import { visitEventsDocument } from './visit-queries.ts'

/** The proof of a visit. */
export function VisitEvents({ id, zone }: { id: string; zone: string }) {
  const { data, error, refetch } = useQuery(visitEventsDocument, { variables: { id }, fetchPolicy: 'no-cache' })
  if (error) return <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} />
  if (!data) return <Skeleton rows={3} height="1.5rem" />
  return <RawEvents events={data.node?.events ?? []} zone={zone} />
}
