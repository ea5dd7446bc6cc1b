import type { EventStore } from '../../domain/kernel/event-store.ts'
import { microsPerSecond } from '../../domain/kernel/time.ts'
import { csvRecord } from '../../domain/pbx/csv-record.ts'
import type { QueueLogFact } from '../../domain/pbx/facts.ts'
import { seePresence, writeLogin, writeLogoff, writePause, type Presence } from './presence.ts'
import { createRowBuffer, type SimulatedRow } from './rows.ts'

/*
 * Another simulation goes on where an older one stopped in the middle of its calls. What a real call center does then: everybody is
 * logged off, the PBX is started again, which no call lives through, and those who are at work log in again.
 */

/** Nobody works longer than this at a stretch. */
const longestShift = 86_400 * microsPerSecond

/** Logs off whoever the log's last rows of queue_log show at work. */
export async function logoffsAt(store: EventStore, queueLog: string, at: number): Promise<readonly string[]> {
  const present = new Map<string, Presence>()
  const until = at * microsPerSecond
  for await (const { events } of store.readStream(queueLog, { occurredWithin: [until - longestShift, until] }))
    for (const { data, occurredAt } of events) {
      const fact = data as unknown as QueueLogFact
      seePresence(present, { ...fact, epoch: occurredAt / microsPerSecond })
    }
  const rows = createRowBuffer()
  for (const presence of present.values()) writeLogoff(rows, at, presence.agent, presence)
  return rows.take(Infinity).map(({ line }) => line)
}

/**
 * The simulation from the instant on: the PBX starts then, those who are at work in it log in, and of the calls only those are told
 * that begin later.
 * @param cutAt whole seconds since the epoch
 */
export function* behindCut(rows: Iterable<SimulatedRow>, cutAt: number): Generator<SimulatedRow> {
  const present = new Map<string, Presence>()
  let isBehind = false
  for (const row of rows) {
    if (row.epoch <= cutAt) {
      if (row.kind === 'queue_log') seePresence(present, presenceRow(row))
      continue
    }
    if (!isBehind) yield* startOf(present, cutAt)
    isBehind = true
    if (beganOf(row) > cutAt) yield row.kind === 'queue_log' ? sinceCut(row, present, cutAt) : row
  }
}

function startOf(present: ReadonlyMap<string, Presence>, cutAt: number): readonly SimulatedRow[] {
  const rows = createRowBuffer()
  rows.write(cutAt, 'NONE', 'NONE', 'NONE', 'QUEUESTART')
  for (const { agent, line, queues, pause } of present.values()) {
    writeLogin(rows, cutAt + 1, agent, line, queues)
    if (pause !== undefined) writePause(rows, cutAt + 1, agent, queues, pause)
  }
  return rows.take(Infinity)
}

function presenceRow({ line, epoch }: SimulatedRow) {
  const [, , queue = '', agent = '', event = '', ...data] = line.split('|')
  return { queue, agent, event, data, epoch }
}

/** When the call of the row began; Infinity: it is of no call. */
function beganOf({ kind, line }: SimulatedRow): number {
  const fields = kind === 'cel' ? csvRecord(line, ',') : line.split('|')
  const began = Number.parseInt((kind === 'cel' ? fields[16] : fields[1]) ?? '', 10)
  return Number.isNaN(began) ? Infinity : began
}

/** The session of one who was at work before is as long as he has been logged in again. */
function sinceCut(row: SimulatedRow, present: Map<string, Presence>, cutAt: number): SimulatedRow {
  const fields = row.line.split('|')
  const agent = fields[3] ?? ''
  if (fields[4] !== 'AGENTCALLBACKLOGOFF' || !present.delete(agent)) return row
  return { ...row, line: fields.with(6, String(row.epoch - cutAt - 1)).join('|') }
}
