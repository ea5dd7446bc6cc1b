/**
 * The same values, ended when the signal aborts: also when nobody has begun to read them, which no executor notices.
 */
export function endedBy<T>(signal: AbortSignal, values: AsyncIterableIterator<T>): AsyncIterableIterator<T> {
  const end = async (): Promise<IteratorResult<T, undefined>> => {
    signal.removeEventListener('abort', onAbort)
    await values.return?.()
    return { done: true, value: undefined }
  }
  const onAbort = () => void end()
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => values.next(),
    return: end,
  }
}
