import type { QueueLogFact } from '../../domain/pbx/facts.ts'
import type { RowWriter } from './rows.ts'

/** An agent who is logged in, as far as rows of queue_log tell it. */
export interface Presence {
  readonly agent: string
  /** `1001@default` */
  readonly line: string
  /** Whole seconds since the epoch. */
  readonly since: number
  readonly queues: ReadonlySet<string>
  /** undefined: he is not paused. */
  readonly pause: string | undefined
}

/** What a row of queue_log, of whichever writer, tells of presences. */
type PresenceRow = Pick<QueueLogFact, 'queue' | 'agent' | 'event' | 'data'> & { readonly epoch: number }

/** Who is logged in after the row, in the order of their logins. */
export function seePresence(present: Map<string, Presence>, { queue, agent, event, data, epoch }: PresenceRow): void {
  const line = data[0] ?? ''
  const known = present.get(agent)
  if (event === 'AGENTCALLBACKLOGIN')
    present.set(agent, { agent, line, since: epoch, queues: new Set(), pause: undefined })
  if (!known) return
  if (event === 'AGENTCALLBACKLOGOFF') present.delete(agent)
  if (event === 'ADDMEMBER') present.set(agent, { ...known, queues: new Set([...known.queues, queue]) })
  if (event === 'REMOVEMEMBER')
    present.set(agent, { ...known, queues: new Set([...known.queues].filter(other => other !== queue)) })
  if (event === 'PAUSEALL') present.set(agent, { ...known, pause: line })
  if (event === 'UNPAUSEALL') present.set(agent, { ...known, pause: undefined })
}

/** The product's agent daemon logs him in at his phone and adds him to his queues. */
export function writeLogin(rows: RowWriter, at: number, agent: string, line: string, queues: Iterable<string>): void {
  rows.write(at, 'NONE', 'NONE', agent, 'AGENTCALLBACKLOGIN', line)
  for (const queue of queues) rows.write(at, 'MANAGER', queue, agent, 'ADDMEMBER', '')
}

/** @param since when he logged in, which the row tells as the length of his session */
export function writeLogoff(
  rows: RowWriter,
  at: number,
  agent: string,
  { line, queues, since }: { readonly line: string; readonly queues: Iterable<string>; readonly since: number },
): void {
  for (const queue of queues) rows.write(at, 'MANAGER', queue, agent, 'REMOVEMEMBER', '')
  rows.write(at, 'NONE', 'NONE', agent, 'AGENTCALLBACKLOGOFF', line, Math.round(at - since), 'CommandLogoff')
}

export function writePause(rows: RowWriter, at: number, agent: string, queues: Iterable<string>, reason: string): void {
  rows.write(at, 'NONE', 'NONE', agent, 'PAUSEALL', reason)
  for (const queue of queues) rows.write(at, 'NONE', queue, agent, 'PAUSE', reason)
}
