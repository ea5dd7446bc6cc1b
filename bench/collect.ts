import path from 'node:path'
import type { Bench } from './bench.ts'
import type { Figure } from './figures.ts'
import { writeInput } from './input.ts'

/** What the way over a spool and HTTP costs, beside a server that follows the same file itself. */
export async function benchCollect({ folder, rows, run }: Bench): Promise<readonly Figure[]> {
  const input = await writeInput(path.join(folder, 'queue_log_collected'), Math.min(rows, 200_000))
  const followed = await run('collect', 'followed', { ...input, by: 'server' })
  const collected = await run('collect', 'collected', { ...input, by: 'collector' })
  const both = (name: string, of: string, unit: string): Figure[] => [
    { name: `${name}, followed by the server`, value: followed[of] ?? Number.NaN, unit },
    { name: '    sent by a collector', value: collected[of] ?? Number.NaN, unit },
  ]
  return [
    ...both('rows of a file to committed events', 'rowsPerSecond', 'rows/s'),
    ...both('line written to subscription, 50 lines/s, p50', 'latencyP50', 'ms'),
    ...both('    p99', 'latencyP99', 'ms'),
    { name: 'peak memory of the collector', value: collected['peakMegabytes'] ?? Number.NaN, unit: 'MB' },
  ]
}
