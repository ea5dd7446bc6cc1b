import { expect, test } from 'vitest'
import type { Call } from '../../domain/calls/call.ts'
import { callsOf } from '../../domain/calls/calls.ts'
import type { CelRow } from '../../domain/calls/rows/rows.ts'
import type { CelFact } from '../../domain/pbx/facts.ts'
import { microsPerSecond } from '../../domain/kernel/time.ts'
import { celRowDecoder } from '../../domain/pbx/cel-row.ts'
import { csvRecord } from '../../domain/pbx/csv-record.ts'
import { decodeQueueLogLine } from '../../domain/pbx/queue-log-line.ts'
import { isCallId } from '../../domain/pbx/queue-log-events.ts'
import { sourceClock } from '../../domain/pbx/source-time.ts'
import type { CallRow } from '../../domain/queues/stays.ts'
import { visitsOf } from '../../domain/queues/visits.ts'
import { celHeader } from './cel-writer.ts'
import { demonstrationPlan } from './plan.ts'
import type { SimulatedRow } from './rows.ts'
import { simulate } from './simulate.ts'

const monday = Date.UTC(2026, 10, 2) / 1000
const zone = demonstrationPlan.timeZone
const history = { restarts: [monday * microsPerSecond] }

function rowsOfADay(seed: number): SimulatedRow[] {
  const rows: SimulatedRow[] = []
  for (const row of simulate(demonstrationPlan, seed, monday, { celFrom: monday })) {
    if (row.epoch >= monday + 86_400) break
    rows.push(row)
  }
  return rows
}

function fieldsOf(line: string): readonly string[] {
  const fields = csvRecord(line, ',')
  if (typeof fields === 'string') throw new Error(`the line is ${fields}: ${line}`)
  return fields
}

function readDay(rows: readonly SimulatedRow[]): {
  readonly cel: readonly (CelRow & CelFact)[]
  readonly queueLog: readonly CallRow[]
} {
  const decode = celRowDecoder(fieldsOf(celHeader))
  const clocks = { cel: sourceClock(zone), queue_log: sourceClock(zone) }
  const cel: (CelRow & CelFact)[] = []
  const queueLog: CallRow[] = []
  for (const [index, { kind, line }] of rows.entries()) {
    if (kind === 'cel') {
      const decoded = decode(fieldsOf(line), line, clocks.cel)
      if ('reason' in decoded) throw new Error(decoded.reason)
      cel.push({ ...decoded.fact, at: decoded.at, position: index + 1 })
    } else {
      const decoded = decodeQueueLogLine(line, clocks.queue_log)
      if ('reason' in decoded) throw new Error(decoded.reason)
      queueLog.push({ ...decoded.fact, at: decoded.at, position: index + 1 })
    }
  }
  return { cel, queueLog }
}

const day = readDay(rowsOfADay(1))
const calls = callsOf({ ...day, ami: [] }, history)
const over = calls.filter(({ endedAt }) => endedAt !== null)
const callOfId = new Map(calls.flatMap(call => call.uniqueIds.map(id => [id, call] as const)))

test('queue_log is the same with CEL and without, and both are in order of time', () => {
  const both = rowsOfADay(2)
  const lines = both.filter(({ kind }) => kind === 'queue_log').map(({ line }) => line)
  const alone: string[] = []
  for (const { line } of simulate(demonstrationPlan, 2, monday)) {
    if (alone.length === lines.length) break
    alone.push(line)
  }
  expect(alone).toEqual(lines)
  const { cel } = readDay(both)
  expect(cel.filter(({ at }, index) => at < (cel[index - 1]?.at ?? 0))).toEqual([])
})

test('CEL that begins later has the calls that begin from then on, whole', () => {
  const noon = monday + 12 * 3600
  const rows: string[] = []
  for (const { kind, epoch, line } of simulate(demonstrationPlan, 1, monday, { celFrom: noon })) {
    if (epoch >= monday + 86_400) break
    if (kind === 'cel') rows.push(line)
  }
  const began = calls.filter(({ startedAt }) => startedAt >= noon * microsPerSecond)
  const ids = new Set(began.flatMap(({ uniqueIds }) => uniqueIds))
  const whole = rowsOfADay(1).filter(({ kind, line }) => kind === 'cel' && ids.has(fieldsOf(line)[15] ?? ''))
  expect(began.length).toBeGreaterThan(500)
  expect(rows).toEqual(whole.map(({ line }) => line))
})

test('every channel is in one call, from its start to its end, and nothing of it is missing', () => {
  expect(day.cel.filter(({ flags }) => flags !== undefined)).toEqual([])
  const channels = new Set(day.cel.map(({ uniqueid }) => uniqueid))
  expect(callOfId.size).toBe(channels.size)
  expect(calls.filter(({ flags }) => flags.length > 0)).toEqual([])
  expect(calls.length - over.length).toBeLessThan(60)
  expect(over.filter(({ outcome }) => outcome === 'UNTERMINATED' || outcome === 'FAILED')).toEqual([])
})

test('no two witnesses differ by more than a second', () => {
  expect(calls.flatMap(({ witnesses }) => witnesses)).toEqual([])
})

test('the visits that queue_log tells of have the waits and talks of their calls', () => {
  const byCallid = new Map<string, CallRow[]>()
  for (const row of day.queueLog)
    if (isCallId(row.callid)) byCallid.set(row.callid, [...(byCallid.get(row.callid) ?? []), row])
  let answered = 0
  for (const [callid, rows] of byCallid) {
    const call = callOfId.get(callid)
    if (call?.id !== callid) throw new Error(`queue_log's ${callid} is not the call that CEL has`)
    const { visits } = visitsOf(rows, history)
    for (const { callerNumber } of visits) expect(call.callerNumber).toBe(callerNumber)
    if (call.endedAt === null) continue
    expect(Math.abs((call.wait ?? 0) - sum(visits.map(({ wait }) => wait ?? 0)))).toBeLessThanOrEqual(
      visits.length * microsPerSecond,
    )
    for (const { queue, agent, talk } of visits) {
      if (agent === null || talk === null) continue
      answered += 1
      const talks = call.parties
        .filter(party => party.agent === agent && party.queue === queue)
        .map(party => party.talk)
      expect(Math.min(...talks.map(other => Math.abs(other - talk)))).toBeLessThanOrEqual(microsPerSecond)
    }
  }
  expect(byCallid.size).toBeGreaterThan(1_500)
  expect(answered).toBeGreaterThan(1_000)
})

const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0)

test('a day has calls of every kind', () => {
  const some = (is: (call: Call) => boolean): void => expect(over.filter(is).length).toBeGreaterThan(0)
  for (const direction of ['INBOUND', 'OUTBOUND', 'INTERNAL'] as const) {
    some(call => call.direction === direction && call.queues.length === 0 && call.outcome === 'ANSWERED')
    some(call => call.direction === direction && call.outcome === 'ABANDONED')
  }
  for (const outcome of ['VOICEMAIL', 'NO_ANSWER', 'BUSY', 'REFUSED', 'ANSWERED', 'ABANDONED'] as const)
    some(call => call.outcome === outcome)
  for (const kind of ['BLIND', 'ATTENDED'] as const)
    some(({ transfers }) => transfers.some(transfer => transfer.kind === kind && transfer.target !== null))
  some(({ holds }) => holds.length > 0)
  some(({ recordings }) => recordings.length > 0)
  some(({ queues }) => queues.length > 1)
  for (const side of ['CALLER', 'AGENT', 'CALLEE', 'SYSTEM'] as const) some(({ hungUpBy }) => hungUpBy === side)
})
