import { setTimeout as sleep } from 'node:timers/promises'
import { microsOfDate, microsPerSecond } from '../../domain/kernel/time.ts'
import { factStream } from '../../domain/pbx/facts.ts'
import { celRowDecoder } from '../../domain/pbx/cel-row.ts'
import { csvRecord } from '../../domain/pbx/csv-record.ts'
import type { Decoded } from '../../domain/pbx/decoded.ts'
import { decodeQueueLogLine } from '../../domain/pbx/queue-log-line.ts'
import { sourceClock, type SourceClock } from '../../domain/pbx/source-time.ts'
import type { PbxFact } from '../fact-kinds.ts'
import { createFactWriter } from '../fact-writer.ts'
import type { Row } from '../row-decoder.ts'
import { healthAt, ownCursor, type SourceContext } from '../sources/running-source.ts'
import { celHeader } from './cel-writer.ts'
import type { CallCenterPlan } from './plan.ts'
import type { SimulatedKind, SimulatedRow } from './rows.ts'
import { simulate } from './simulate.ts'

export interface DemonstrationOptions {
  readonly plan: CallCenterPlan
  readonly seed: number
  /** Whole seconds since the epoch: the past from here to now is filled in, then it goes on live. */
  readonly from: number
  /** CEL of the calls that begin from here on: it has five times the rows of queue_log. */
  readonly celFrom: number
}

const name = 'demonstration'
const batchRows = 5_000

/**
 * Plays a simulated call center into the log: quickly up to now, then as time goes by. The simulation is the same at every start, so
 * after a stop it is replayed in memory and continues behind the last rows that the log holds.
 */
export async function runDemonstration(options: DemonstrationOptions, context: SourceContext): Promise<void> {
  const { signal, report } = context
  const { plan, seed, from, celFrom } = options
  const queueLog = await playedInto(context, 'queue_log', decodeQueueLogLine)
  const cel = await playedInto(context, 'cel', celLineDecoder())

  const flush = async (atEnd: boolean): Promise<void> => {
    await queueLog.flush()
    await cel.flush()
    report(healthAt(atEnd, queueLog.clock.last, microsOfDate(new Date())))
  }

  for (const row of simulate(plan, seed, from, { celFrom })) {
    const played = row.kind === 'cel' ? cel : queueLog
    if (played.isNext() && !isDue(row)) {
      await flush(true)
      await untilDue(row, signal)
    }
    if (signal.aborted) return
    played.take(row.line)
    if (played.waiting() >= batchRows) await flush(false)
  }
}

type LineDecoder = (line: string, clock: SourceClock) => Decoded<PbxFact>

function celLineDecoder(): LineDecoder {
  const decode = celRowDecoder(fieldsOf(celHeader))
  return (line, clock) => decode(fieldsOf(line), line, clock)
}

function fieldsOf(line: string): readonly string[] {
  const fields = csvRecord(line, ',')
  if (typeof fields === 'string') throw new Error(`the simulation wrote a record that is ${fields}: ${line}`)
  return fields
}

/** The rows of one kind: those that the log holds already are counted, the others are written. */
async function playedInto(context: SourceContext, kind: SimulatedKind, decode: LineDecoder) {
  const { store, site, node, clockZone } = context
  const stored = ownCursor(await store.readCursor(factStream(site, node, kind)), name) as { rows: number } | undefined
  const start = stored === undefined ? 'anywhere' : 'at-cursor'
  const writer = createFactWriter({ store, site, node, kind, start })
  const clock = sourceClock(clockZone)
  const known = stored?.rows ?? 0
  let rows = 0
  let batch: Row[] = []
  return {
    clock,
    waiting: () => batch.length,
    /** The next row is not in the log yet. */
    isNext: () => rows >= known,
    take(line: string): void {
      rows += 1
      if (rows <= known) return
      const decoded = decode(line, clock)
      if ('reason' in decoded) throw new Error(`the simulation wrote a line that is none: ${decoded.reason}`)
      batch.push(decoded)
    },
    async flush(): Promise<void> {
      if (batch.length > 0) await writer.write(batch, { source: name, rows })
      batch = []
    },
  }
}

const isDue = (row: SimulatedRow): boolean => row.epoch * microsPerSecond <= microsOfDate(new Date())

async function untilDue(row: SimulatedRow, signal: AbortSignal): Promise<void> {
  const wait = Math.max(0, row.epoch * 1000 - Date.now())
  await sleep(wait, undefined, { signal }).catch(() => undefined)
}
