import { messageOf } from '../../domain/kernel/error-message.ts'
import { microsOfSeconds, secondsOf, type Micros } from '../../domain/kernel/time.ts'
import { amiFilter, amiNoise } from '../../domain/pbx/ami-noise.ts'
import type { AmiFact } from '../../domain/pbx/facts.ts'
import { epochMicros, sourceClock } from '../../domain/pbx/source-time.ts'
import type { AmiSource } from '../../domain/sites/ami-source.ts'
import { clocksApart } from '../clocks-apart.ts'
import type { Row } from '../row-decoder.ts'
import { sourceDown, healthAt, type SourceContext } from '../sources/running-source.ts'
import { backOffMs } from './back-off.ts'
import { eventRows } from './event-rows.ts'
import { cursorOf, gapOf, silenceSince, type OpenGap } from './heard-until.ts'
import type { Inbox } from './inbox.ts'
import type { ReceivedEvent, Manager } from './manager.ts'
import { valueOf, type PacketLines } from './packets.ts'
import { askForSnapshot, askHowTrunksStand } from './snapshot.ts'
import { sleep, type Timers } from './timers.ts'

/** What outlives a connection: the writer, how far the PBX was heard, the silence since. */
export interface Listener {
  /**
   * Stores what comes over a connection that is logged in, until it ends and the inbox is empty.
   * @returns why it ended
   */
  listen(manager: Manager, inbox: Inbox): Promise<string>
}

/** Where nothing worth storing comes, how far the PBX was heard is committed this often at most. */
const quietMicros = microsOfSeconds(5)
const longestRetryMs = 10_000

export async function createListener(source: AmiSource, context: SourceContext, timers: Timers): Promise<Listener> {
  const { facts, signal, report } = context
  const sink = facts.sink('ami', { start: 'at-cursor', now: () => timers.now() })
  const rules = { isDropped: amiFilter(source.drop ?? amiNoise) }
  const events = eventRows(sourceClock(context.clockZone), source.name, rules)
  let silence = silenceSince(await facts.cursor('ami'))
  /** What the clock of the PBX is ahead of ours, as its Pong told. */
  let ahead: Micros = 0
  let heardAt: Micros = 0
  let committedAt: Micros = 0
  let heardCount = 0

  const onPbxClock = (at: Micros): Micros => at + ahead

  function readClock(pong: PacketLines): void {
    const told = epochMicros(valueOf(pong, 'Timestamp') ?? '')
    const now = timers.now()
    // Old versions tell no time with their Pong: ours has to do.
    ahead = told === undefined ? 0 : told - now
  }

  function rowsOf(heard: readonly ReceivedEvent[]): Row[] {
    return heard.flatMap(event => {
      heardCount += 1
      const row =
        'oversized' in event
          ? events.ofOversized(event.oversized, heardCount)
          : events.ofPacket(event.packet, heardCount, onPbxClock(event.receivedAt))
      return row ? [row] : []
    })
  }

  /** Until it succeeds: what was heard is not thrown away because the database is restarted. */
  async function commit(rows: readonly Row[], since?: OpenGap): Promise<void> {
    for (let failures = 1; ; failures++) {
      try {
        await sink.write(rows, cursorOf(source.name, heardAt, since))
        committedAt = heardAt
        return
      } catch (error) {
        if (signal.aborted) throw error
        const message = messageOf(error)
        report(sourceDown(`what was heard cannot be stored (${message}); it is kept, and tried again`))
        await sleep(timers, Math.min(longestRetryMs, backOffMs(failures, 0)), signal)
      }
    }
  }

  async function listen(manager: Manager, inbox: Inbox): Promise<string> {
    void manager.ended.then(() => inbox.close())
    readClock(await manager.ask('Ping'))
    const loggedInAt = timers.now()
    heardAt = onPbxClock(loggedInAt)
    let notes: readonly string[] = []
    let tellsTime = true
    let hasShutDown = false

    const takeSnapshot = (): void => {
      void askForSnapshot(manager).then(refusals => (notes = refusals))
    }
    takeSnapshot()
    manager.keepAlive(pong => {
      readClock(pong)
      inbox.nudge()
    })
    // The first commit is that of the gap, or says from when on this node is listened to.
    inbox.nudge()
    committedAt = 0

    for (let heard = await inbox.take(); heard; heard = await inbox.take()) {
      const rows = rowsOf(heard)
      const facts = rows.flatMap(row => ('fact' in row ? [{ at: row.at, fact: row.fact as AmiFact }] : []))
      // One that comes with the login says only that Asterisk runs. A later one: it was still starting.
      const hasBooted = heard.some(({ receivedAt, ...event }) => receivedAt > loggedInAt && isFullyBooted(event))
      if (hasBooted) takeSnapshot()
      else if (facts.some(({ fact }) => hasReloadedTrunks(fact))) void askHowTrunksStand(manager)
      if (facts.some(({ fact }) => fact.event === 'Shutdown')) hasShutDown = true
      if (facts.some(({ fact }) => lacksTime(fact))) tellsTime = false
      const last = heard.at(-1)
      heardAt = onPbxClock(last && !inbox.isEmpty() ? last.receivedAt : timers.now())
      const isQuiet = rows.length === 0 && heardAt - committedAt < quietMicros
      if (!isQuiet) {
        const gap = silence && gapOf(silence, Math.min(onPbxClock(loggedInAt), facts[0]?.at ?? Infinity))
        await commit(gap ? [{ at: gap.from, offset: undefined, fact: gap }, ...rows] : rows)
        silence = undefined
      }
      const problems = [...notes, ...(tellsTime ? [] : [timeless]), clocksApart(secondsOf(ahead)) ?? []].flat()
      const newest = facts.at(-1)?.at
      const health = healthAt(inbox.isEmpty(), newest, onPbxClock(timers.now()))
      report({ ...health, problem: problems.length > 0 ? problems.join('; ') : null })
    }

    const why = await manager.ended
    silence = { from: heardAt, ...reasonOf(why, hasShutDown, signal) }
    await commit([], silence)
    return why
  }

  return { listen }
}

const timeless =
  'its events carry no time, so those of their receipt are used: set timestampevents = yes in manager.conf'

const isFullyBooted = (event: object): boolean =>
  'packet' in event && typeof event.packet === 'string' && event.packet.startsWith('Event: FullyBooted')

/** New trunks, and trunks elsewhere. Of one that nobody asks whether it answers, Asterisk tells nothing by itself. */
const hasReloadedTrunks = ({ event, fields: { Module: module = '' } }: AmiFact): boolean =>
  event === 'Reload' && (module.startsWith('res_pjsip') || module === 'All')

/** Answers to actions never have a time, nor has FullyBooted; what has rights to it is an event. */
const lacksTime = ({ event, fields, flags }: AmiFact): boolean =>
  event !== 'FullyBooted' && fields['Privilege'] !== undefined && (flags?.includes('receivedTime') ?? false)

function reasonOf(why: string, hasShutDown: boolean, signal: AbortSignal): Omit<OpenGap, 'from'> {
  if (signal.aborted) return { reason: 'COLLECTOR_STOPPED', detail: 'the collector was stopped' }
  if (hasShutDown) return { reason: 'PBX_SHUTDOWN', detail: 'Asterisk was shut down' }
  return { reason: 'CONNECTION_LOST', detail: why }
}
