import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { callsOf } from '../../domain/calls/calls.ts'
import type { CelRow } from '../../domain/calls/rows/rows.ts'
import type { ZoneName } from '../../domain/kernel/zone.ts'
import { celRowDecoder } from '../../domain/pbx/cel-row.ts'
import { csvRecord } from '../../domain/pbx/csv-record.ts'
import { decodeQueueLogLine } from '../../domain/pbx/queue-log-line.ts'
import { sourceClock } from '../../domain/pbx/source-time.ts'
import type { CallRow } from '../../domain/queues/stays.ts'
import { celHeader } from '../../ingest/simulator/cel-writer.ts'
import { planOf } from '../../ingest/simulator/plan.ts'
import { simulate } from '../../ingest/simulator/simulate.ts'
import { oracleOfCalls } from './calls.ts'
import { second } from './rows.ts'

const seed = Number(process.env['ORACLE_SEED'] ?? 1)

function fieldsOf(line: string): readonly string[] {
  const fields = csvRecord(line, ',')
  if (typeof fields === 'string') throw new Error(`the line is ${fields}: ${line}`)
  return fields
}

/** Two days of a center in which everything happens; both sources, as a collector reads them. */
function twoDays(zone: ZoneName, from: number, of: number) {
  const plan = planOf({ queues: 4, agents: 10, callsPerDay: 400, timeZone: zone })
  const decode = celRowDecoder(fieldsOf(celHeader))
  const clocks = { cel: sourceClock(zone), queueLog: sourceClock(zone) }
  const cel: CelRow[] = []
  const queueLog: CallRow[] = []
  for (const { kind, line, epoch } of simulate(plan, of, from, { celFrom: from })) {
    if (epoch >= from + 2 * 86_400) break
    const position = cel.length + queueLog.length + 1
    const decoded = kind === 'cel' ? decode(fieldsOf(line), line, clocks.cel) : undefined
    const row = decoded ?? decodeQueueLogLine(line, clocks.queueLog)
    if ('reason' in row) throw new Error(row.reason)
    if (decoded && !('reason' in decoded)) cel.push({ ...decoded.fact, at: decoded.at, position })
    else queueLog.push({ ...(row.fact as Omit<CallRow, 'at' | 'position'>), at: row.at, position })
  }
  return { cel, queueLog, ami: [] }
}

describe.each([
  ['Europe/Paris', '2026-10-24T12:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T00:00:00Z'],
] as const)('calls of two days around a change of the clock in %s', (zone, from) => {
  const start = Date.parse(from) / 1000
  const facts = twoDays(zone, start, seed)
  const oracle = oracleOfCalls(facts.cel)
  const calls = callsOf(facts, { restarts: [start * second] })
  const told = calls.filter(({ endedAt }) => endedAt !== null)

  test('are those that the bridges tell, with the talk of each channel, the holds and who pressed them, and where transfers went', () => {
    expect(calls.map(({ id }) => id).sort()).toEqual([...oracle.keys()].sort())
    const differences = told.flatMap(call => {
      const ours = {
        startedAt: call.startedAt,
        answeredAt: call.answeredAt,
        talk: call.talk,
        hold: call.hold ?? 0,
        holds: call.holds.map(hold => `${hold.by} ${hold.from}`),
        transfers: call.transfers.map(({ by, direction }) => `${by} ${direction}`),
        talkOfChannels: Object.fromEntries(
          call.parties.flatMap(({ uniqueId, talk }) => (talk > 0 ? [[uniqueId, talk]] : [])),
        ),
      }
      const theirs = oracle.get(call.id)
      return isDeepStrictEqual(ours, theirs) ? [] : [{ call: call.id, ours, theirs }]
    })
    expect(differences.slice(0, 5)).toEqual([])
  })

  test('hold what the comparison is about', () => {
    expect(told.length).toBeGreaterThan(200)
    expect(told.flatMap(({ holds }) => holds).length).toBeGreaterThan(20)
    expect(new Set(told.flatMap(({ transfers }) => transfers.map(({ kind }) => kind)))).toEqual(
      new Set(['BLIND', 'ATTENDED']),
    )
    expect(
      told
        .flatMap(({ transfers }) => transfers)
        .some(({ target, direction }) => target === null && direction === 'INTERNAL'),
    ).toBe(true)
  })
})
