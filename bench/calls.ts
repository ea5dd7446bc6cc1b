import { throwaway, type Bench } from './bench.ts'
import { bareCopyOfCalls } from './calls-baseline.ts'
import { writeCallsInput } from './calls-input.ts'
import type { Figure } from './figures.ts'
import { questionNames } from './history.ts'
import type { PartResult } from './parts.ts'

/** CEL and the queue_log of the same calls: import, history of calls, rebuild, memory; and pages of a long history. */
export async function benchCalls(bench: Bench): Promise<readonly Figure[]> {
  const { folder, rows, say, run, forget } = bench
  const input = await writeCallsInput(folder, 'calls', rows)
  const quarter = await writeCallsInput(folder, 'calls_quarter', Math.ceil(rows / 4))
  const copy = () => {
    say(`... bare COPY of ${input.celRows.toLocaleString('en')} rows of CEL and their queue_log`)
    return throwaway(bench, 'bare_copy_of_calls', pool => bareCopyOfCalls(pool, input))
  }
  const ofQuarter = await run('importCalls', 'calls_quarter', quarter)
  await forget('calls_quarter')
  const before = await copy()
  const imported = await run('importCalls', 'calls', input)
  const copyRate = (before + (await copy())) / 2
  const rebuilt = await run('rebuildCalls', 'calls', input)
  const pages = await run('history', 'calls', { ...input, callsInHistory: rows })

  const of = (result: PartResult, name: string): number => result[name] ?? Number.NaN
  const seconds = of(imported, 'importSeconds') + of(imported, 'statisticsSeconds') + of(imported, 'callsSeconds')
  const rate = input.rows / seconds
  return [
    { name: 'bare COPY of CEL and queue_log into their tables', value: copyRate, unit: 'rows/s' },
    { name: '(g) import, all read models up to date', value: rate, unit: 'rows/s', target: { atLeast: 50_000 } },
    { name: '    share of the bare COPY', value: (100 * rate) / copyRate, unit: '%', target: { atLeast: 40 } },
    {
      name: '    of it: rows to committed events',
      value: input.rows / of(imported, 'importSeconds'),
      unit: 'rows/s',
    },
    {
      name: '    of it: statistics',
      value: input.rows / of(imported, 'statisticsSeconds'),
      unit: 'events/s',
    },
    { name: '    of it: history of calls', value: input.rows / of(imported, 'callsSeconds'), unit: 'events/s' },
    ...(['import', 'statistics', 'calls'] as const).map(phase => ({
      name: `    processor time of a row: ${phase}`,
      value: (1e6 * of(imported, `${phase}CpuSeconds`)) / input.rows,
      unit: 'us',
    })),
    { name: '(h) rebuild calls', value: of(rebuilt, 'eventsPerSecond'), unit: 'events/s' },
    {
      name: '(i) peak memory of the import',
      value: of(imported, 'peakMegabytes'),
      unit: 'MB',
      target: { atMost: 400 },
    },
    { name: '    of a quarter of the rows', value: of(ofQuarter, 'peakMegabytes'), unit: 'MB' },
    { name: '    of the rebuild', value: of(rebuilt, 'peakMegabytes'), unit: 'MB', target: { atMost: 400 } },
    { name: '(j) calls in the history', value: of(pages, 'calls'), unit: 'calls' },
    { name: '    page of the history, HTTP, p50', value: of(pages, 'pageP50'), unit: 'ms' },
    { name: '    p95', value: of(pages, 'pageP95'), unit: 'ms', target: { atMost: 50 } },
    ...questionNames.map(name => ({ name: `    p95 of ${name}`, value: of(pages, `${name}P95`), unit: 'ms' })),
  ]
}
