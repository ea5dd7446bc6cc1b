import type { ConnectionState } from '../../graphql/connection.ts'

/** Whether what the board shows can be trusted, and since when it cannot. Instants are milliseconds of this machine's clock. */
export type BoardHealth =
  | { readonly state: 'connecting' | 'live' }
  | { readonly state: 'lost' | 'silent'; readonly since: number; readonly retryAt: number | null }

/** A connection that was made again makes no figure new: the board lives when the first push has come through it. */
export function healthOf(connection: ConnectionState, receivedAt: number | undefined, silent: boolean): BoardHealth {
  if (connection.phase === 'lost') return { ...connection, state: 'lost' }
  if (receivedAt === undefined) return { state: 'connecting' }
  if (connection.phase === 'live' && receivedAt < connection.since)
    return { state: 'lost', since: receivedAt, retryAt: null }
  return silent ? { state: 'silent', since: receivedAt, retryAt: null } : { state: 'live' }
}
