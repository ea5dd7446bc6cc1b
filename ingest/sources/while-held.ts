import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { HeldElsewhere, Leases } from '../../domain/kernel/leases.ts'
import type { FactTransport } from '../transport/fact-transport.ts'
import { withEitherSignal } from './either-signal.ts'
import { sourceDown, type SourceContext, type FollowerHealth } from './running-source.ts'
import { tellingOfSlowWrites } from './slow-writes.ts'

/** A source that fails is tried again after this time: a wrong file may be put right, a full disk emptied. */
const restartMs = 15_000

/**
 * Follows a source until the signal aborts, as the only one among the servers of this database: a source that two of them read would be read
 * twice. Whoever waits shows what the one who follows says of it. One that fails lets go: another machine may be able to read what this
 * one cannot.
 */
export async function followWhileHeld(
  leases: Leases,
  name: string,
  context: SourceContext,
  follow: (context: SourceContext) => Promise<void>,
): Promise<void> {
  const { signal, report } = context
  while (!signal.aborted) {
    const lease = await leases.take(name, { signal, onHeld: held => report(healthElsewhere(held)) })
    if (!lease) return
    const { lost } = lease
    const tellAll = (health: FollowerHealth): void => {
      report(health)
      lease.tell(JSON.stringify(health))
    }
    try {
      const held = {
        ...context,
        facts: tellingOfSlowWrites(transportUntil(lost, context.facts), tellAll),
        report: tellAll,
      }
      await withEitherSignal([signal, lost], either => follow({ ...held, signal: either }))
    } catch (error) {
      const health = sourceDown(messageOf(error))
      if (!lost.aborted) report(health)
    } finally {
      await lease.release()
    }
    if (!lost.aborted) await sleep(restartMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Whoever has the lease now reads on from the cursor that stands there: nothing more may be written beside him. */
const transportUntil = (lost: AbortSignal, facts: FactTransport): FactTransport => ({
  ...facts,
  sink(kind, options) {
    const sink = facts.sink(kind, options)
    return {
      write: (rows, cursor) =>
        lost.aborted
          ? Promise.reject(new Error('the connection that holds the right to follow this source is lost'))
          : sink.write(rows, cursor),
    }
  },
})

function healthElsewhere({ by, word }: HeldElsewhere): FollowerHealth {
  const follower = by === undefined ? 'another server' : `another server (${by})`
  const health = word === undefined ? undefined : healthIn(word)
  return (
    health ?? {
      state: 'LATE',
      lagSeconds: null,
      problem: `${follower} follows it, and has not said in the last seconds how it stands; this one takes over when that one ends: end it if it hangs`,
    }
  )
}

/** @returns undefined when it says nothing of a source */
export function healthIn(word: string): FollowerHealth | undefined {
  try {
    return JSON.parse(word) as FollowerHealth
  } catch {
    return undefined
  }
}
