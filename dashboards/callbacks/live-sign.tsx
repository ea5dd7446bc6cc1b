import { useConnectionState } from '../graphql/live-context.ts'
import { DataStatus } from '../live-board/health/data-status.tsx'

/** Whether changes of requests come by themselves at the moment. Without a connection nothing on the page is known to be so still. */
export function LiveSign() {
  const connection = useConnectionState()
  const health =
    connection.phase === 'lost'
      ? ({ ...connection, state: 'lost' } as const)
      : ({ state: connection.phase === 'live' ? 'live' : 'connecting' } as const)
  return <DataStatus health={health} head={undefined} />
}
