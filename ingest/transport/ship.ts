import type { Json } from '../../domain/kernel/json.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'
import { backOffMs } from '../ami/back-off.ts'
import { sleep, type Timers } from '../ami/timers.ts'
import { withEitherSignal } from '../sources/either-signal.ts'
import type { CollectedSource, Delivery } from './delivery.ts'
import type { SpoolRecord } from './spool-record.ts'
import type { Spool } from './spool.ts'

/** The way to the server. */
export interface Courier {
  /** @throws CourierFailed: send it again */
  send(delivery: Delivery): Promise<{
    readonly taken: number
    /** Kinds that have to be read again, and from which cursor on; null: from the beginning. */
    readonly behind: Readonly<Partial<Record<FactKind, Json>>>
  }>
}

/** Nothing was taken, or nobody knows. Says what is wrong and what to do. */
export class CourierFailed extends Error {
  override readonly name = 'CourierFailed'
  /** The server answers, and will have none of it: a token that is not valid, a place that it is not for. */
  readonly isRefusal: boolean

  constructor(message: string, isRefusal: boolean) {
    super(message)
    this.isRefusal = isRefusal
  }
}

interface ShipOptions {
  readonly spool: Spool
  readonly courier: Courier
  readonly place: Pick<Delivery, 'site' | 'node' | 'timeZone'>
  /** How what is followed stands. */
  readonly sources: () => readonly CollectedSource[]
  /** What the server said of these records: kinds of which it lacks rows, and from which cursor on; null: from the beginning. */
  readonly onAnswer: (records: readonly SpoolRecord[], behind: Readonly<Partial<Record<FactKind, Json>>>) => void
  readonly log: Log
  readonly signal: AbortSignal
  readonly timers: Timers
  readonly random?: () => number
}

/** Rows of a delivery: what a server takes in at once without others waiting for it. */
const deliveryBytes = 2 * 2 ** 20
/** The server shows a collector as away when it has heard nothing for three of these. */
export const signOfLifeMs = 5_000
/** The first failure is tried again after a second, then after longer and longer, up to this. */
const longestPauseMs = 30_000

/** Sends what waits in the spool, oldest first, until the signal aborts; then one last time, if the server answers. */
export async function ship(options: ShipOptions): Promise<void> {
  const { spool, courier, place, signal, timers, log, random = Math.random } = options
  let wake: () => void = () => undefined
  spool.onAppend(() => wake())
  const rest = async (): Promise<void> => {
    const woken = new AbortController()
    wake = () => woken.abort()
    if (spool.waiting().records > 0) return
    await withEitherSignal([signal, woken.signal], either => sleep(timers, signOfLifeMs, either))
  }

  async function sendOldest(): Promise<void> {
    const records = await spool.oldest(deliveryBytes)
    const sources = options.sources().map(source => withBacklog(source, spool.waiting().records - records.length))
    const { taken, behind } = await courier.send({ ...place, sentAt: timers.now(), spool: spool.id, sources, records })
    const [first] = records
    if (first && taken < first.seq) throw new CourierFailed('The server answers, and has taken nothing.', true)
    if (first) await spool.taken(taken)
    options.onAnswer(records, behind)
  }

  let failures = 0
  let told: string | undefined
  while (!signal.aborted) {
    try {
      await sendOldest()
      if (told !== undefined) log('info', 'The server takes what waits again')
      failures = 0
      told = undefined
      await rest()
    } catch (error) {
      if (!(error instanceof CourierFailed)) throw error
      failures += 1
      if (error.message !== told) log('warn', `${error.message} ${waitingText(spool)}`)
      told = error.message
      await sleep(timers, Math.min(longestPauseMs, backOffMs(failures, random())), signal)
    }
  }
  if (failures === 0) await sendOldest().catch(() => undefined)
}

/** What has been read and not sent is not at the server: its figures are late. */
const withBacklog = (source: CollectedSource, records: number): CollectedSource =>
  source.state !== 'LIVE' || records <= 0 ? source : { ...source, state: 'LATE' }

const waitingText = (spool: Spool): string => {
  const { records, bytes } = spool.waiting()
  return `${records} records (${Math.ceil(bytes / 1024)} KiB) wait in the spool; nothing is lost.`
}
