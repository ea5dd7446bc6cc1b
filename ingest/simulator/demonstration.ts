import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { microsOfDate, microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { factStream } from '../../domain/pbx/facts.ts'
import { celRowDecoder } from '../../domain/pbx/cel-row.ts'
import { csvRecord } from '../../domain/pbx/csv-record.ts'
import type { Decoded } from '../../domain/pbx/decoded.ts'
import { decodeQueueLogLine } from '../../domain/pbx/queue-log-line.ts'
import { sourceClock, type SourceClock } from '../../domain/pbx/source-time.ts'
import type { PbxFact } from '../fact-kinds.ts'
import type { Row } from '../row-decoder.ts'
import { healthAt, ownCursor, type SourceContext } from '../sources/running-source.ts'
import { celHeader } from './cel-writer.ts'
import { behindCut, logoffsAt } from './clean-cut.ts'
import type { CallCenterPlan } from './plan.ts'
import type { SimulatedKind, SimulatedRow } from './rows.ts'
import { simulate, simulatorVersion } from './simulate.ts'

export interface DemonstrationOptions {
  readonly plan: CallCenterPlan
  readonly seed: number
  /** Whole seconds since the epoch: the past from here to now is filled in, then it goes on live. */
  readonly from: number
  /** CEL of the calls that begin from here on: it has five times the rows of queue_log. */
  readonly celFrom: number
}

/** The log is read too: where another simulation stopped, and whom it left at work. */
type DemonstrationContext = SourceContext & { readonly store: EventStore }

const name = 'demonstration'
const batchRows = 5_000

/** Where the rows of one kind stand in the log. */
interface DemonstrationCursor {
  /** Of the simulation that wrote them (simulationOf); missing where it was written before cursors named it. */
  readonly simulation?: string
  /** How many of its rows the log holds. */
  readonly rows: number
  /** Whole seconds since the epoch: where it goes on behind another simulation. null: nothing was there before it. */
  readonly cutAt?: number | null
}

/**
 * Plays a simulated call center into the log: quickly up to now, then as time goes by. The simulation is the same at every start, so
 * after a stop it is replayed in memory and continues behind the last rows that the log holds. Where these are of another simulation
 * (another plan or start, an older version), it goes on behind a clean cut: a caller of the old one would wait for ever.
 */
export async function runDemonstration(options: DemonstrationOptions, context: DemonstrationContext): Promise<void> {
  const { signal, report } = context
  const { plan, seed, from, celFrom } = options
  const simulation = simulationOf(options)
  const cutAt = await cutOf(options, simulation, context)
  const standing = { simulation, cutAt: cutAt ?? null }
  const queueLog = await playedInto(context, 'queue_log', decodeQueueLogLine, standing)
  const cel = await playedInto(context, 'cel', celLineDecoder(), standing)

  const flush = async (atEnd: boolean): Promise<void> => {
    await queueLog.flush()
    await cel.flush()
    report(healthAt(atEnd, queueLog.clock.last, microsOfDate(new Date())))
  }

  const all = simulate(plan, seed, from, { celFrom })
  for (const row of cutAt === undefined ? all : behindCut(all, cutAt)) {
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

/** Names what determines every row. */
const simulationOf = ({ plan, seed, from, celFrom }: DemonstrationOptions): string =>
  createHash('sha1')
    .update(JSON.stringify([simulatorVersion, plan, seed, from, celFrom]))
    .digest('base64')

/**
 * Where the simulation goes on behind another one, whose agents are logged off then. undefined: it is alone in the log, or all of it
 * lies behind the other.
 */
async function cutOf(
  { from }: DemonstrationOptions,
  simulation: string,
  context: DemonstrationContext,
): Promise<number | undefined> {
  const { store, site, node } = context
  const streams = kinds.map(kind => factStream(site, node, kind))
  const cursors = await Promise.all(kinds.map(async kind => cursorOf(context, kind)))
  const own = cursors.find(cursor => cursor?.simulation === simulation)
  if (own || cursors.every(cursor => cursor === undefined)) return own?.cutAt ?? undefined
  const newest = Math.max(...(await Promise.all(streams.map(stream => newestIn(store, stream)))))
  const at = Math.floor(newest / microsPerSecond) + 1
  const cutAt = at > from ? at : undefined
  const queueLog = await playedInto(context, 'queue_log', decodeQueueLogLine, { simulation, cutAt: cutAt ?? null })
  await queueLog.writeBefore(await logoffsAt(store, factStream(site, node, 'queue_log'), at))
  return cutAt
}

const kinds: readonly SimulatedKind[] = ['queue_log', 'cel']

const cursorOf = async ({ facts }: SourceContext, kind: SimulatedKind): Promise<DemonstrationCursor | undefined> =>
  ownCursor(await facts.cursor(kind), name) as DemonstrationCursor | undefined

async function newestIn(store: EventStore, stream: string): Promise<Micros> {
  for await (const { events } of store.readStream(stream, { direction: 'backwards', limit: 1 }))
    for (const { occurredAt } of events) return occurredAt
  return -Infinity
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
async function playedInto(
  context: SourceContext,
  kind: SimulatedKind,
  decode: LineDecoder,
  standing: Required<Omit<DemonstrationCursor, 'rows'>>,
) {
  const { facts, clockZone } = context
  const stored = await cursorOf(context, kind)
  const sink = facts.sink(kind, { start: stored === undefined ? 'anywhere' : 'at-cursor' })
  const clock = sourceClock(clockZone)
  const known = stored?.simulation === standing.simulation ? stored.rows : 0
  let rows = 0
  let batch: Row[] = []

  function rowOf(line: string): Row {
    const decoded = decode(line, clock)
    if ('reason' in decoded) throw new Error(`the simulation wrote a line that is none: ${decoded.reason}`)
    return decoded
  }

  return {
    clock,
    waiting: () => batch.length,
    /** The next row is not in the log yet. */
    isNext: () => rows >= known,
    take(line: string): void {
      rows += 1
      if (rows > known) batch.push(rowOf(line))
    },
    async flush(): Promise<void> {
      if (batch.length > 0) await sink.write(batch, { source: name, ...standing, rows })
      batch = []
    },
    /** Rows that are none of the simulation and stand before it: it is the one that goes on from here. */
    async writeBefore(lines: readonly string[]): Promise<void> {
      await sink.write(lines.map(rowOf), { source: name, ...standing, rows: 0 })
    },
  }
}

const isDue = (row: SimulatedRow): boolean => row.epoch * microsPerSecond <= microsOfDate(new Date())

async function untilDue(row: SimulatedRow, signal: AbortSignal): Promise<void> {
  const wait = Math.max(0, row.epoch * 1000 - Date.now())
  await sleep(wait, undefined, { signal }).catch(() => undefined)
}
