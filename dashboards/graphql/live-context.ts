import { createContext, useContext, useSyncExternalStore } from 'react'
import { createConnection, type Connection, type ConnectionState } from './connection.ts'
import { createFrame, type Frame } from './frame.ts'
import { createServerClock, type ServerClock } from './server-clock.ts'

/** What the pages share besides Apollo's client. */
export interface Live {
  readonly connection: Connection
  readonly clock: ServerClock
  readonly frame: Frame
  /** The server's clock, milliseconds; it stands still while the connection is lost, so that nothing stale seems to live. */
  readonly now: () => number
}

export function createLive(): Live {
  const connection = createConnection()
  const clock = createServerClock()
  return {
    connection,
    clock,
    frame: createFrame(),
    now: () => {
      const state = connection.get()
      return (state.phase === 'lost' ? state.since : Date.now()) + clock.offset()
    },
  }
}

export const LiveContext = createContext<Live>(createLive())

export const useLive = (): Live => useContext(LiveContext)

export function useConnectionState(): ConnectionState {
  const { connection } = useLive()
  return useSyncExternalStore(connection.subscribe, connection.get)
}
