import type { Duplex } from 'node:stream'
import { messageOf } from '../../domain/kernel/error-message.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import type { AmiSource } from '../../domain/sites/ami-source.ts'
import { sourceDown, type SourceContext } from '../sources/running-source.ts'
import { backOffMs } from './back-off.ts'
import { connectToManager } from './connect.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { createListener, type Listener } from './listener.ts'
import { logIn, LoginRefused } from './log-in.ts'
import { talkTo, type Manager } from './manager.ts'
import { readSecret } from './secret.ts'
import { sleep, realTimers, type Timers } from './timers.ts'

/** The outside world, for tests to replace. */
export interface ManagerTools {
  readonly connect: (source: AmiSource) => Promise<Duplex>
  readonly secret: (source: AmiSource) => Promise<string>
  readonly timers: Timers
  readonly random: () => number
}

const realTools: ManagerTools = {
  connect: connectToManager,
  secret: source => readSecret(source),
  timers: realTimers,
  random: Math.random,
}

/** Whoever refuses a login counts the attempts. */
const refusedPauseMs = 60_000
const goodWhile = microsOfSeconds(10)

/**
 * Listens to the manager interface of a PBX until the signal aborts. Each event is stored once, as a fact; a time in
 * which nobody listened is a fact of its own, whether the connection was lost or the collector. After each login the
 * PBX is asked how things stand, and the answers are facts too.
 */
export async function followManager(
  source: AmiSource,
  context: SourceContext,
  tools: ManagerTools = realTools,
): Promise<void> {
  const { signal, report } = context
  const { timers } = tools
  const listener = await createListener(source, context, timers)
  let failures = 0
  while (!signal.aborted) {
    const began = timers.now()
    const { problem, isRefused } = await connectAndListen(source, context, tools, listener)
    if (hasEnded(signal)) return
    report(sourceDown(problem))
    // A connection that was good for a while has earned a quick return.
    failures = timers.now() - began > goodWhile ? 1 : failures + 1
    await sleep(timers, isRefused ? refusedPauseMs : backOffMs(failures, tools.random()), signal)
  }
}

/** Asked anew each time: the signal changes while the loop waits. */
const hasEnded = (signal: AbortSignal): boolean => signal.aborted

/** One connection, from its opening to its end. @returns why it ended, or why there was none */
async function connectAndListen(
  source: AmiSource,
  { site, node, signal, log }: SourceContext,
  { connect, secret: secretOf, timers }: ManagerTools,
  listener: Listener,
): Promise<{ readonly problem: string; readonly isRefused: boolean }> {
  const where = `${source.host}:${source.port}`
  let manager: Manager | undefined
  const stop = (): void => manager?.end('the collector stops')
  signal.addEventListener('abort', stop)
  try {
    const secret = await secretOf(source)
    const socket = await connect(source)
    const inbox: Inbox = createInbox({ pause: () => socket.pause(), resume: () => socket.resume() })
    manager = talkTo(socket, { timers, onEvent: event => inbox.push(event) })
    if (signal.aborted) stop()
    await logIn(manager, { user: source.user, secret, login: source.login ?? 'challenge' })
    log('info', `Source ${site}/${node}/${source.name}: listening to ${where} as ${source.user}`)
    const why = await listener.listen(manager, inbox)
    return { problem: `${where}: ${why}; connecting again`, isRefused: false }
  } catch (error) {
    manager?.end('given up')
    const message = messageOf(error)
    return {
      problem: message.startsWith(where) ? message : `${where}: ${message}`,
      isRefused: error instanceof LoginRefused,
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
