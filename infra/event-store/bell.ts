/** Wakes everybody who waits for the next change. */
interface Bell {
  ring(): void
  /** Resolves at the next ring, or when the signal aborts, or after the time. Never rejects. */
  next(signal?: AbortSignal, milliseconds?: number): Promise<void>
}

export function createBell(): Bell {
  const waiting = new Set<() => void>()
  return {
    ring() {
      for (const wake of [...waiting]) wake()
    },
    next: (signal, milliseconds) =>
      new Promise(resolve => {
        if (signal?.aborted) return resolve()
        const wake = () => {
          waiting.delete(wake)
          signal?.removeEventListener('abort', wake)
          clearTimeout(timer)
          resolve()
        }
        const timer = milliseconds === undefined ? undefined : setTimeout(wake, milliseconds)
        waiting.add(wake)
        signal?.addEventListener('abort', wake, { once: true })
      }),
  }
}
