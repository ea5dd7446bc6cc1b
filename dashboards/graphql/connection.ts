/**
 * Of the socket that the boards are pushed through. `idle`: no board is open, so nothing is connected. `since`: when it was
 * opened or lost.
 */
export type ConnectionState =
  | { readonly phase: 'idle' | 'connecting' }
  | { readonly phase: 'live'; readonly since: number }
  | { readonly phase: 'lost'; readonly since: number; readonly retryAt: number | null }

/** What is known of the connection, as told by the socket and read by the page. Instants are milliseconds of this machine's clock. */
export interface Connection {
  readonly get: () => ConnectionState
  readonly subscribe: (listener: () => void) => () => void
  /** Somebody looks at a board; gives back how he stops. */
  watch(): () => void
  opened(): void
  heard(): void
  closed(): void
  /** Resolves after the pause, or at once when retryNow is called. */
  waitBeforeRetry(pauseMs: number): Promise<void>
  retryNow(): void
}

/** @param now clock, milliseconds */
export function createConnection(now: () => number = Date.now): Connection {
  let state: ConnectionState = { phase: 'idle' }
  let watchers = 0
  let lastHeard: number | undefined
  let wake: (() => void) | undefined
  const listeners = new Set<() => void>()

  const become = (next: ConnectionState) => {
    state = next
    for (const listener of listeners) listener()
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    watch() {
      watchers++
      if (state.phase === 'idle') become({ phase: 'connecting' })
      return () => {
        watchers--
        if (watchers === 0) become({ phase: 'idle' })
      }
    },
    opened() {
      lastHeard = now()
      become({ phase: 'live', since: lastHeard })
    },
    heard() {
      lastHeard = now()
    },
    closed() {
      if (watchers === 0) become({ phase: 'idle' })
      // The last sign of life is when it was lost, not the moment at which the silence was noticed.
      else if (state.phase !== 'lost') become({ phase: 'lost', since: lastHeard ?? now(), retryAt: null })
    },
    waitBeforeRetry(pauseMs) {
      if (state.phase === 'lost') become({ ...state, retryAt: now() + pauseMs })
      return new Promise(resolve => {
        const timer = setTimeout(() => wake?.(), pauseMs)
        wake = () => {
          clearTimeout(timer)
          wake = undefined
          if (state.phase === 'lost') become({ ...state, retryAt: null })
          resolve()
        }
      })
    },
    retryNow() {
      wake?.()
    },
  }
}
