import type { Json } from '../../domain/kernel/json.ts'
import type { Leases } from '../../domain/kernel/leases.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'
import type { AmiSource } from '../../domain/sites/ami-source.ts'
import { followManager } from '../ami/follow-manager.ts'
import type { Timers } from '../ami/timers.ts'
import { withEitherSignal } from '../sources/either-signal.ts'
import { followLogFile } from '../sources/follow-log-file.ts'
import type { SourceContext, FollowerHealth } from '../sources/running-source.ts'
import { followWhileHeld } from '../sources/while-held.ts'
import type { Delivery } from './delivery.ts'
import { intoSpool } from './into-spool.ts'
import { ship, type Courier } from './ship.ts'
import type { Spool } from './spool.ts'

/** What a collector follows; one of each kind at most. */
export interface Collected {
  readonly queueLog?: string
  readonly cel?: { readonly path: string; readonly fields?: readonly string[] }
  readonly ami?: AmiSource
}

interface CollectOptions {
  readonly place: Pick<Delivery, 'site' | 'node' | 'timeZone'>
  readonly collected: Collected
  readonly spool: Spool
  readonly courier: Courier
  /** Those of this process: nobody else follows for this spool. */
  readonly leases: Leases
  readonly log: Log
  readonly signal: AbortSignal
  readonly timers: Timers
}

interface Following {
  readonly stop: AbortController
  readonly done: Promise<void>
}

/**
 * Follows the logs and the manager interface of a PBX node into the spool, and sends what is in it, until the signal aborts.
 * @throws what the spool throws when it cannot be read; then nothing is followed any more
 */
export async function collect(options: CollectOptions): Promise<void> {
  const { place, spool, courier, leases, log, signal, timers } = options
  const facts = intoSpool(spool)
  const health = new Map<FactKind, FollowerHealth>()
  const following = new Map<FactKind, Following>()
  const followers = followersOf(options.collected)
  const ended = new AbortController()

  function start(kind: FactKind, follow: (context: SourceContext) => Promise<void>): void {
    const stop = new AbortController()
    let told: string | null = null
    const report = (now: FollowerHealth): void => {
      if (now.problem !== null && now.problem !== told) log('warn', `${kind}: ${now.problem}`)
      told = now.problem
      health.set(kind, now)
    }
    const context = { facts, site: place.site, node: place.node, clockZone: place.timeZone, log, report }
    const done = withEitherSignal([signal, ended.signal, stop.signal], either =>
      followWhileHeld(leases, kind, { ...context, signal: either }, follow),
    )
    following.set(kind, { stop, done })
  }

  /** What the server has lost stands in the file still, perhaps: it is read again from where the server is. */
  async function readAgain(kind: FactKind, cursor: Json | undefined): Promise<void> {
    const follow = followers.get(kind)
    if (!follow || kind === 'ami') return
    log('warn', `The server lacks rows of ${kind} that it had: they are read again`)
    following.get(kind)?.stop.abort()
    await following.get(kind)?.done
    await spool.append({ kind, anew: true, rows: [], cursor: cursor ?? {} })
    if (!signal.aborted) start(kind, follow)
  }

  for (const [kind, follow] of followers) {
    health.set(kind, { state: 'LATE', lagSeconds: null, problem: null })
    start(kind, follow)
  }
  let again: Promise<void> = Promise.resolve()
  /** Kinds that are being read again. */
  const asked = new Set<FactKind>()
  try {
    await ship({
      spool,
      courier,
      place,
      log,
      signal,
      timers,
      sources: () => [...health].map(([kind, stands]) => ({ kind, ...stands })),
      onAnswer: (records, behind) => {
        // It says so until it has what is read again.
        for (const { kind, anew } of records) if (anew && !(kind in behind)) asked.delete(kind)
        for (const [kind, cursor] of Object.entries(behind) as [FactKind, Json | null][]) {
          if (asked.has(kind)) continue
          asked.add(kind)
          again = again.then(() => readAgain(kind, cursor ?? undefined))
          again.catch((error: unknown) => log('error', `${kind} could not be read again: ${String(error)}`))
        }
      },
    })
  } finally {
    await again.catch(() => undefined)
    ended.abort()
    await Promise.all([...following.values()].map(({ done }) => done))
  }
}

function followersOf({
  queueLog,
  cel,
  ami,
}: Collected): ReadonlyMap<FactKind, (context: SourceContext) => Promise<void>> {
  const followers = new Map<FactKind, (context: SourceContext) => Promise<void>>()
  if (queueLog !== undefined)
    followers.set('queue_log', context =>
      followLogFile({ name: 'collector.queue_log', kind: 'queue_log', path: queueLog }, context),
    )
  if (cel)
    followers.set('cel', context =>
      followLogFile({ name: 'collector.cel', kind: 'cel', path: cel.path, celFields: cel.fields }, context),
    )
  if (ami) followers.set('ami', context => followManager(ami, context))
  return followers
}
