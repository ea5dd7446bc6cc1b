import type { Json } from '../../domain/kernel/json.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { secondsOf, type Micros } from '../../domain/kernel/time.ts'
import type { ZoneName } from '../../domain/kernel/zone.ts'
import type { FactTransport } from '../transport/fact-transport.ts'

/** `LATE`: there is more than has been read. `DOWN`: it cannot be read at the moment; the problem says why and what to do. */
export type SourceState = 'LIVE' | 'LATE' | 'DOWN'

export interface FollowerHealth {
  readonly state: SourceState
  readonly lagSeconds: number | null
  readonly problem: string | null
}

/** What every follower of a node's rows works with. */
export interface SourceContext {
  readonly facts: FactTransport
  readonly site: string
  readonly node: string
  readonly clockZone: ZoneName
  readonly log: Log
  readonly signal: AbortSignal
  readonly report: (health: FollowerHealth) => void
}

/** @param newest time of the last row that was read */
export const healthAt = (atEnd: boolean, newest: Micros | undefined, now: Micros): FollowerHealth => ({
  state: atEnd ? 'LIVE' : 'LATE',
  lagSeconds: atEnd ? 0 : newest === undefined ? null : Math.max(0, secondsOf(now - newest)),
  problem: null,
})

export const sourceDown = (problem: string): FollowerHealth => ({ state: 'DOWN', lagSeconds: null, problem })

/** A stream's cursor belongs to the source that wrote it: after another source has taken over, reading begins anew. */
export function ownCursor(stored: Json | undefined, source: string): Json | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined
  return (stored as Readonly<Record<string, Json>>)['source'] === source ? stored : undefined
}
