import { setMaxListeners } from 'node:events'

/**
 * Works under a signal that aborts as soon as one of these does. They may live as long as the process: nothing is left on them
 * afterwards, while of every AbortSignal.any Node.js 20 keeps something.
 */
export async function withEitherSignal<T>(
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const either = new AbortController()
  const abort = (event: Event): void => either.abort((event.target as AbortSignal).reason)
  // One for each source that a process follows, however many: Node.js takes the eleventh for a leak, and says so in the log.
  setMaxListeners(0, ...signals)
  for (const signal of signals) signal.addEventListener('abort', abort)
  const aborted = signals.find(signal => signal.aborted)
  if (aborted) either.abort(aborted.reason)
  try {
    return await work(either.signal)
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', abort)
  }
}
