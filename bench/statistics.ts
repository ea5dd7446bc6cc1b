import path from 'node:path'
import { bareCopy } from './baseline.ts'
import { throwaway, type Bench } from './bench.ts'
import type { Figure } from './figures.ts'
import { writeInput, type BenchInput } from './input.ts'
import { modelsOfQueueLog, type PartResult } from './parts.ts'

/** Queue_log alone, a year of it: import, statistics, rebuild, live, memory, disk. */
export async function benchStatistics(bench: Bench): Promise<readonly Figure[]> {
  const { folder, rows, say, run, forget } = bench
  const input = await writeInput(path.join(folder, 'queue_log'), rows)
  const quarter = await writeInput(path.join(folder, 'queue_log_quarter'), Math.ceil(rows / 4))
  const copy = () => {
    say('... bare COPY')
    return throwaway(bench, 'bare_copy', pool => bareCopy(pool, input.file, rows))
  }
  const ofQuarter = await run('import', 'quarter', quarter)
  await forget('quarter')
  const before = await copy()
  const imported = await run('import', 'bench', input)
  const copyRate = (before + (await copy())) / 2
  const rebuilt = await run('rebuild', 'bench', input)
  const served = await run('server', 'bench', input)
  return figuresOf({ input, copyRate, ofQuarter, imported, rebuilt, served })
}

interface Measured {
  readonly input: BenchInput
  readonly copyRate: number
  readonly ofQuarter: PartResult
  readonly imported: PartResult
  readonly rebuilt: PartResult
  readonly served: PartResult
}

function figuresOf({ input, copyRate, ofQuarter, imported, rebuilt, served }: Measured): Figure[] {
  const of = (result: PartResult, name: string): number => result[name] ?? Number.NaN
  const seconds = of(imported, 'importSeconds') + of(imported, 'statisticsSeconds')
  const importRate = input.rows / seconds
  const rawBytes = input.bytes / input.rows
  const factBytes = of(imported, 'logBytes') / input.rows
  const models = modelsOfQueueLog.filter(({ givesWay }) => !givesWay).map(({ name }) => name)
  const rebuildSeconds = models.reduce((sum, name) => sum + 1 / of(rebuilt, name), 0)
  return [
    { name: 'bare COPY into one indexed table, mean of two', value: copyRate, unit: 'rows/s' },
    { name: '(a) import, statistics up to date', value: importRate, unit: 'rows/s', target: { atLeast: 50_000 } },
    { name: '    share of the bare COPY', value: (100 * importRate) / copyRate, unit: '%', target: { atLeast: 40 } },
    {
      name: '    of it: rows to committed events',
      value: input.rows / of(imported, 'importSeconds'),
      unit: 'rows/s',
    },
    {
      name: '    with the history of calls, from queue_log alone',
      value: input.rows / (seconds + of(imported, 'callsSeconds')),
      unit: 'rows/s',
    },
    ...models.map(name => ({
      name: `(b) rebuild ${name}`,
      value: of(rebuilt, name),
      unit: 'events/s',
      target: { atLeast: 150_000 },
    })),
    { name: '    all of them, one after the other', value: 1 / rebuildSeconds, unit: 'events/s' },
    { name: '    calls, from queue_log alone', value: of(rebuilt, 'calls'), unit: 'events/s' },
    { name: '(c) append to subscription, 500 events/s, p50', value: of(served, 'latencyP50'), unit: 'ms' },
    { name: '    p99', value: of(served, 'latencyP99'), unit: 'ms', target: { atMost: 50 } },
    { name: '(d) statistics over the year, HTTP, p50', value: of(served, 'queryP50'), unit: 'ms' },
    { name: '    p95', value: of(served, 'queryP95'), unit: 'ms', target: { atMost: 50 } },
    ...['yearByQueue', 'yearByMonth', 'oneQueueByDay', 'percentiles', 'agentsOfYear'].map(name => ({
      name: `    p95 of ${name}`,
      value: of(served, `${name}P95`),
      unit: 'ms',
    })),
    {
      name: '(e) peak memory of the import',
      value: of(imported, 'peakMegabytes'),
      unit: 'MB',
      target: { atMost: 400 },
    },
    { name: '    before the history of calls', value: of(imported, 'peakOfStatistics'), unit: 'MB' },
    { name: '    of a quarter of the rows', value: of(ofQuarter, 'peakMegabytes'), unit: 'MB' },
    { name: '    of the rebuild', value: of(rebuilt, 'peakMegabytes'), unit: 'MB', target: { atMost: 400 } },
    { name: '(f) bytes on disk a fact, indexes included', value: factBytes, unit: 'bytes' },
    { name: '    times the raw line', value: factBytes / rawBytes, unit: 'x', target: { atMost: 3 } },
  ]
}
