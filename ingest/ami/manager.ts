import type { Duplex } from 'node:stream'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { packetReader, readPacket, valueOf, type ReceivedPacket, type PacketLines } from './packets.ts'
import type { Timers } from './timers.ts'

/** The other side says no, says nothing, or is no manager interface: a sentence for people. */
export class ManagerProblem extends Error {
  override readonly name = 'ManagerProblem'
}

/** An event as it came, unread. */
export type ReceivedEvent = Exclude<ReceivedPacket, { readonly banner: string }> & { readonly receivedAt: Micros }

/** One connection to a manager interface. */
export interface Manager {
  /** The first line: `Asterisk Call Manager/7.0.3`. */
  banner(): Promise<string>
  /**
   * Sends an action and gives the response to it.
   * @throws ManagerProblem when the connection ends, or no response comes in time: then it is ended too
   */
  ask(action: string, fields?: Readonly<Record<string, string>>): Promise<PacketLines>
  /** From now on asks for a sign of life whenever nothing was heard for a while. */
  keepAlive(onPong: (response: PacketLines) => void): void
  /** Why it ended. */
  readonly ended: Promise<string>
  end(reason: string): void
}

const answerMs = 10_000
/** Asterisk itself says nothing when nothing happens, and a dead peer says nothing either. */
const silenceMs = 15_000

export function talkTo(
  socket: Duplex,
  { timers, onEvent }: { readonly timers: Timers; readonly onEvent: (event: ReceivedEvent) => void },
): Manager {
  const reader = packetReader()
  const waiting = new Map<string, { take(response: PacketLines): void; fail(problem: ManagerProblem): void }>()
  let asked = 0
  let lastHeard = timers.now()
  let endReason: string | undefined
  let cancelKeepAlive: () => void = () => undefined
  let greet: (banner: string) => void = () => undefined
  const greeting = new Promise<string>(resolve => (greet = resolve))
  let tellEnd: (reason: string) => void = () => undefined
  const ended = new Promise<string>(resolve => (tellEnd = resolve))

  function end(reason: string): void {
    if (endReason !== undefined) return
    endReason = reason
    cancelKeepAlive()
    socket.destroy()
    for (const each of [...waiting.values()]) each.fail(new ManagerProblem(reason))
    tellEnd(reason)
  }

  function hear(heard: ReceivedPacket): void {
    if ('banner' in heard) return greet(heard.banner)
    const receivedAt = timers.now()
    if ('oversized' in heard) return onEvent({ ...heard, receivedAt })
    if (/^Event:/.test(heard.packet)) return onEvent({ ...heard, receivedAt })
    const read = readPacket(heard.packet)
    if ('reason' in read) return
    const actionId = valueOf(read.lines, 'ActionID') ?? waiting.keys().next().value
    if (actionId !== undefined) waiting.get(actionId)?.take(read.lines)
  }

  socket.on('data', (chunk: Buffer) => {
    if (endReason !== undefined) return
    lastHeard = timers.now()
    for (const heard of reader.push(chunk)) hear(heard)
  })
  socket.on('error', error => end(`the connection broke (${(error as NodeJS.ErrnoException).code ?? error.message})`))
  socket.on('end', () => end('the PBX closed the connection'))
  socket.on('close', () => end('the connection was closed'))

  /** @throws ManagerProblem after the time, and the connection is ended then */
  function inTime<T>(
    what: string,
    answer: (take: (value: T) => void, fail: (problem: ManagerProblem) => void) => void,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = timers.after(answerMs, () => end(`${what} did not come within ${answerMs / 1000} s`))
      answer(
        value => {
          cancel()
          resolve(value)
        },
        problem => {
          cancel()
          reject(problem)
        },
      )
    })
  }

  function ask(action: string, fields: Readonly<Record<string, string>> = {}): Promise<PacketLines> {
    const actionId = `ringledger-${++asked}`
    const lines = Object.entries({ Action: action, ActionID: actionId, ...fields }).map(
      ([key, value]) => `${key}: ${value}`,
    )
    // A line break in a value would be an action of its own.
    if (lines.some(line => /[\r\n]/.test(line)))
      return Promise.reject(new ManagerProblem(`${action}: a value has a line break in it`))
    if (endReason !== undefined) return Promise.reject(new ManagerProblem(endReason))
    return inTime<PacketLines>(`the answer to ${action}`, (take, fail) => {
      waiting.set(actionId, {
        take(response) {
          waiting.delete(actionId)
          take(response)
        },
        fail(problem) {
          waiting.delete(actionId)
          fail(problem)
        },
      })
      socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    })
  }

  return {
    banner: () =>
      inTime('its first line', (take, fail) => {
        void greeting.then(take)
        void ended.then(reason => fail(new ManagerProblem(reason)))
      }),
    ask,

    keepAlive(onPong) {
      const look = (): void => {
        if (endReason !== undefined) return
        const silentMs = ((timers.now() - lastHeard) / microsPerSecond) * 1000
        if (silentMs < silenceMs || socket.isPaused()) {
          cancelKeepAlive = timers.after(Math.max(silenceMs - silentMs, 1_000), look)
          return
        }
        ask('Ping').then(
          response => {
            onPong(response)
            cancelKeepAlive = timers.after(silenceMs, look)
          },
          () => undefined,
        )
      }
      cancelKeepAlive = timers.after(silenceMs, look)
    },

    ended,
    end,
  }
}
