import { setTimeout as sleep } from 'node:timers/promises'
import { microsOfDate, microsPerSecond } from '../../domain/kernel/time.ts'
import { factStream } from '../../domain/pbx/facts.ts'
import { decodeQueueLogLine } from '../../domain/pbx/queue-log-line.ts'
import { sourceClock } from '../../domain/pbx/source-time.ts'
import { createFactWriter } from '../fact-writer.ts'
import type { Row } from '../row-decoder.ts'
import { healthAt, ownCursor, type SourceContext } from '../sources/running-source.ts'
import type { CallCenterPlan } from './plan.ts'
import type { SimulatedRow } from './rows.ts'
import { simulate } from './simulate.ts'

export interface DemonstrationOptions {
  readonly plan: CallCenterPlan
  readonly seed: number
  /** Whole seconds since the epoch: the past from here to now is filled in, then it goes on live. */
  readonly from: number
}

const name = 'demonstration'
const batchRows = 5_000

/**
 * Plays a simulated call center into the log: quickly up to now, then as time goes by. The simulation is the same at every start, so
 * after a stop it is replayed in memory and continues behind the last row that the log holds.
 */
export async function runDemonstration(options: DemonstrationOptions, context: SourceContext): Promise<void> {
  const { store, site, node, signal, report } = context
  const stored = ownCursor(await store.readCursor(factStream(site, node, 'queue_log')), name) as
    { rows: number } | undefined
  const writer = createFactWriter({
    store,
    site,
    node,
    kind: 'queue_log',
    start: stored === undefined ? 'anywhere' : 'at-cursor',
  })
  const clock = sourceClock(context.clockZone)
  let rows = 0
  let batch: Row[] = []

  const flush = async (atEnd: boolean): Promise<void> => {
    if (batch.length > 0) await writer.write(batch, { source: name, rows })
    batch = []
    report(healthAt(atEnd, clock.last, microsOfDate(new Date())))
  }

  for (const row of simulate(options.plan, options.seed, options.from)) {
    const isKnown = rows < (stored?.rows ?? 0)
    if (!isKnown && !isDue(row)) {
      await flush(true)
      await untilDue(row, signal)
    }
    if (signal.aborted) return
    rows += 1
    if (isKnown) continue
    const decoded = decodeQueueLogLine(row.line, clock)
    if ('reason' in decoded) throw new Error(`the simulation wrote a line that is none: ${decoded.reason}`)
    batch.push(decoded)
    if (batch.length >= batchRows) await flush(false)
  }
}

const isDue = (row: SimulatedRow): boolean => row.epoch * microsPerSecond <= microsOfDate(new Date())

async function untilDue(row: SimulatedRow, signal: AbortSignal): Promise<void> {
  const wait = Math.max(0, row.epoch * 1000 - Date.now())
  await sleep(wait, undefined, { signal }).catch(() => undefined)
}
