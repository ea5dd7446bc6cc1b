import type { EventStore } from '../../domain/kernel/event-store.ts'
import { secondsOf, type Micros } from '../../domain/kernel/time.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'
import { clocksApart } from '../clocks-apart.ts'
import { sleep, realTimers, type Timers } from '../ami/timers.ts'
import { sourceDown, type SourceContext, type FollowerHealth } from '../sources/running-source.ts'
import { collectorStream, type CollectorWord } from './receive.ts'
import { signOfLifeMs } from './ship.ts'

const lookEveryMs = 1_000
/** Signs of life that may be missed before the collector counts as away. */
const silentAfterMs = 3 * signOfLifeMs

/**
 * Shows how the source of a collector stands, as it says itself, until the signal aborts. It is heard by whichever server it sends to: all of them see
 * it in the log.
 */
export async function followCollector(
  store: EventStore,
  kind: FactKind,
  { site, node, signal, report }: SourceContext,
  timers: Timers = realTimers,
): Promise<void> {
  const began = timers.now()
  while (!signal.aborted) {
    const word = (await store.readCursor(collectorStream(site, node))) as unknown as CollectorWord | undefined
    const now = timers.now()
    // When this server begins, the collector has not had the time to reach it.
    const isNew = word !== undefined && word.heardAt < began && isHeardOf(began, now)
    report(isNew ? waiting : healthOf(word, kind, `${site}/${node}`, now))
    await sleep(timers, lookEveryMs, signal)
  }
}

const waiting: FollowerHealth = { state: 'LATE', lagSeconds: null, problem: null }

const isHeardOf = (since: Micros, now: Micros): boolean => secondsOf(now - since) * 1000 <= silentAfterMs

function healthOf(word: CollectorWord | undefined, kind: FactKind, place: string, now: Micros): FollowerHealth {
  const told = word?.sources.find(source => source.kind === kind)
  if (!word || !told)
    return sourceDown(`the collector of ${place} sends no ${kind}: start it there with ringledger collect`)
  if (isHeardOf(word.heardAt, now)) {
    const { state, lagSeconds, problem } = told
    return { state, lagSeconds, problem: problem ?? clocksApart(word.aheadSeconds ?? 0) ?? null }
  }
  const since = new Date(Math.floor(word.heardAt / 1000)).toISOString().slice(0, 19)
  return sourceDown(
    `the collector of ${place} was last heard at ${since}Z: is it running, and does it reach this server? What it has read waits on its disk`,
  )
}
