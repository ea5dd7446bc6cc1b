/**
 * The same values, ended when the signal aborts: also when nobody has begun to read them, which no executor notices.
 */
export function endedBy<T>(signal: AbortSignal, values: AsyncIterableIterator<T>): AsyncIterableIterator<T> {
  const forget = () => signal.removeEventListener('abort', onAbort)
  const end = async (): Promise<IteratorResult<T, undefined>> => {
    forget()
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
    async next() {
      let isOver = true
      try {
        const result = await values.next()
        isOver = result.done === true
        return result
      } finally {
        // Nobody returns what has ended, or failed, by itself.
        if (isOver) forget()
      }
    },
    return: end,
  }
}
