export interface Newest<T> {
  /** Replaces a value that was not taken yet: a slow reader gets the newest, never a queue of old ones. */
  put(value: T): void
  /** The reader gets the error after the value that is there, and then the end. */
  fail(error: unknown): void
  end(): void
  readonly values: AsyncIterableIterator<T>
}

type Next<T> = IteratorResult<T, undefined>

/** A place for one value between one writer and one reader. `onEnd` runs once, whoever ends it. */
export function newest<T>(onEnd: () => void): Newest<T> {
  let held: { value: T } | undefined
  let failure: { error: unknown } | undefined
  let ended = false
  let reader: { resolve: (next: Next<T>) => void; reject: (error: unknown) => void } | undefined

  const end = () => {
    if (ended) return
    ended = true
    onEnd()
    reader?.resolve({ done: true, value: undefined })
    reader = undefined
  }

  return {
    put(value) {
      if (ended) return
      if (!reader) held = { value }
      else {
        reader.resolve({ done: false, value })
        reader = undefined
      }
    },
    fail(error) {
      if (ended) return
      if (reader) reader.reject(error)
      else failure = { error }
      reader = undefined
      end()
    },
    end,
    values: {
      [Symbol.asyncIterator]() {
        return this
      },
      next() {
        if (held) {
          const { value } = held
          held = undefined
          return Promise.resolve({ done: false, value })
        }
        if (failure) {
          const { error } = failure
          failure = undefined
          return Promise.reject(error instanceof Error ? error : new Error(String(error)))
        }
        if (ended) return Promise.resolve({ done: true, value: undefined })
        return new Promise<Next<T>>((resolve, reject) => (reader = { resolve, reject }))
      },
      return() {
        held = undefined
        end()
        return Promise.resolve({ done: true, value: undefined })
      },
    },
  }
}
