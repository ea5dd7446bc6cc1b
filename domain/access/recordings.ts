import { cameInAt, incallsOf } from './incalls.ts'
import type { Identity } from './identity.ts'
import { may } from './rights.ts'
import { grantOf, isGranted } from './visible.ts'

/** What of a call says whose it is. */
export interface CallInQuestion {
  readonly site: string
  readonly queues: readonly string[]
  readonly direction: string
  readonly calledNumber: string | null
  /** Microseconds since 1970. */
  readonly startedAt: number
}

/**
 * Whether the asker may know what was recorded of a call that he sees (contact-center 15.9, 17): who sees all of them; others of own queues
 * and numbers, teachers within their period. That an own agent was in it is not enough.
 */
export function mayHear(identity: Identity, call: CallInQuestion): boolean {
  if (!may(identity, 'readRecordings')) return false
  const queues = grantOf(identity, 'queues')
  if (queues === 'all' && grantOf(identity, 'agents') === 'all') return true
  const { period } = identity.scope
  if (period && (call.startedAt < period.from || call.startedAt >= period.to)) return false
  return (
    call.queues.some(name => isGranted(queues, { site: call.site, name })) || cameInAt(incallsOf(identity.scope), call)
  )
}
