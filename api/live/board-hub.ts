import { isUnreachable } from '../schema/errors.ts'
import { newest, type Newest } from './newest.ts'

export interface BoardHub<Request, Board> {
  /** Now, after every change, and on every tick. Ends when the reader returns or the hub is closed. */
  watch(request: Request): AsyncIterableIterator<Board>
  /** Distinct boards that are being computed; nothing is done for boards that nobody watches. */
  readonly watched: () => number
  close(): void
}

interface BoardHubOptions<Request, Board> {
  /** Two requests with the same key are answered by one computation. */
  readonly keyOf: (request: Request) => string
  readonly compute: (request: Request) => Promise<Board>
  /** Calls the listener after each commit of a projection; gives back how to stop it. */
  readonly onCommit: (listener: () => void) => () => void
  readonly onFailure: (error: unknown) => void
  /** Least time between two computations of a board: many commits make one push. */
  readonly gapMs?: number
  /** Ages and clocks move though nothing happens. */
  readonly tickMs?: number
}

interface Channel<Board> {
  readonly readers: Set<Newest<Board>>
  last: Board | undefined
  wake(): void
  stop(): void
}

/** One computation for all who look at the same board. */
export function createBoardHub<Request, Board>(options: BoardHubOptions<Request, Board>): BoardHub<Request, Board> {
  const channels = new Map<string, Channel<Board>>()
  let stopListening: (() => void) | undefined

  const wakeAll = () => {
    for (const channel of channels.values()) channel.wake()
  }

  const open = (key: string, request: Request): Channel<Board> => {
    stopListening ??= options.onCommit(wakeAll)
    const channel = openChannel(request, options)
    channels.set(key, channel)
    return channel
  }

  const leave = (key: string, channel: Channel<Board>, reader: Newest<Board>) => {
    channel.readers.delete(reader)
    if (channel.readers.size > 0) return
    channel.stop()
    if (channels.get(key) === channel) channels.delete(key)
    if (channels.size > 0) return
    stopListening?.()
    stopListening = undefined
  }

  return {
    watch(request) {
      const key = options.keyOf(request)
      const channel = channels.get(key) ?? open(key, request)
      const reader: Newest<Board> = newest<Board>(() => leave(key, channel, reader))
      channel.readers.add(reader)
      if (channel.last !== undefined) reader.put(channel.last)
      return reader.values
    },
    watched: () => channels.size,
    close() {
      for (const channel of [...channels.values()]) for (const reader of [...channel.readers]) reader.end()
    },
  }
}

function openChannel<Request, Board>(request: Request, options: BoardHubOptions<Request, Board>): Channel<Board> {
  const { gapMs = 200, tickMs = 5000 } = options
  let computing = false
  let changedMeanwhile = false
  let startedAt = -Infinity
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const wake = () => {
    if (stopped || timer) return
    if (computing) {
      changedMeanwhile = true
      return
    }
    timer = setTimeout(() => void run(), Math.max(0, startedAt + gapMs - performance.now()))
  }

  const run = async () => {
    timer = undefined
    computing = true
    changedMeanwhile = false
    startedAt = performance.now()
    try {
      push(await options.compute(request))
    } catch (error) {
      refuse(error)
    }
    computing = false
    // `changedMeanwhile` is set by wake() while compute() is awaited.
    if (changedMeanwhile as boolean) wake()
  }

  const push = (board: Board) => {
    channel.last = board
    for (const reader of channel.readers) reader.put(board)
  }

  /** A wall board outlives a restart of the database: its readers wait, and see by the missing pushes that it is stale. */
  const refuse = (error: unknown) => {
    options.onFailure(error)
    if (isUnreachable(error)) return
    for (const reader of [...channel.readers]) reader.fail(error)
  }

  const ticking = setInterval(wake, tickMs)
  const channel: Channel<Board> = {
    readers: new Set(),
    last: undefined,
    wake,
    stop() {
      stopped = true
      clearTimeout(timer)
      clearInterval(ticking)
    },
  }
  wake()
  return channel
}
