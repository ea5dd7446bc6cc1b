import { createWriteStream, statSync } from 'node:fs'
import { once } from 'node:events'
import { planOf } from '../ingest/simulator/plan.ts'
import { simulate } from '../ingest/simulator/simulate.ts'

export interface BenchInput {
  readonly file: string
  readonly rows: number
  readonly bytes: number
  readonly entered: number
  readonly connected: number
  /** Whole seconds since the epoch. */
  readonly from: number
  readonly to: number
}

/** A year of a call center with ten queues: 1,000,000 rows are about 2,700 a day. */
export const benchPlan = planOf({ queues: 10, agents: 24, callsPerDay: 420, timeZone: 'Europe/Paris' })
export const firstDay = Date.UTC(2025, 10, 1) / 1000

/** Writes the generated rows to a file, as Asterisk would. @param from midnight of their first day in UTC, in seconds */
export async function writeInput(file: string, rows: number, from = firstDay): Promise<BenchInput> {
  const out = createWriteStream(file)
  let written = 0
  let entered = 0
  let connected = 0
  let last = from
  let lines: string[] = []
  for (const row of simulate(benchPlan, 1, from)) {
    if (written === rows) break
    written += 1
    last = row.epoch
    if (row.line.includes('|ENTERQUEUE|')) entered += 1
    if (row.line.includes('|CONNECT|')) connected += 1
    lines.push(row.line)
    if (lines.length < 10_000) continue
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain')
    lines = []
  }
  out.end(lines.length > 0 ? `${lines.join('\n')}\n` : '')
  await once(out, 'finish')
  return { file, rows, bytes: statSync(file).size, entered, connected, from, to: last + 1 }
}
