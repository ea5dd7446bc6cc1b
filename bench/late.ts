import path from 'node:path'
import type { Bench } from './bench.ts'
import type { Figure } from './figures.ts'
import { firstDay, writeInput } from './input.ts'

/** A million rows reach over more than a year: they must end before those that are live, or a few of them are the same. */
const yearsBefore = firstDay - 3 * 365 * 86_400

/** Old rows of the agents and queues that are live, imported beside a server whose boards are watched; and what they cost alone. */
export async function benchLate({ folder, rows, run }: Bench): Promise<readonly Figure[]> {
  const input = await writeInput(path.join(folder, 'queue_log_late'), rows, yearsBefore)
  const alone = await run('foldLate', 'late_alone', input)
  const beside = await run('late', 'late_beside', input)
  const of = (name: string): number => beside[name] ?? Number.NaN
  const cost = (name: string): number => alone[name] ?? Number.NaN
  return [
    { name: '(k) late rows, processor time of a row: agent_states', value: cost('agent_states'), unit: 'us' },
    { name: '    queue_visits', value: cost('queue_visits'), unit: 'us' },
    { name: '    history of calls', value: cost('calls'), unit: 'us' },
    { name: '    peak memory', value: cost('peakMegabytes'), unit: 'MB', target: { atMost: 400 } },
    { name: '(l) beside live rows, until the import has ended', value: of('importPerSecond'), unit: 'rows/s' },
    { name: '    queue_visits', value: of('queue_visitsPerSecond'), unit: 'rows/s' },
    { name: '    agent_states', value: of('agent_statesPerSecond'), unit: 'rows/s', target: { atLeast: 3_000 } },
    { name: '    history of calls', value: of('callsPerSecond'), unit: 'rows/s' },
    { name: '    processor time of the server, a row, till then', value: of('cpuMicrosPerRow'), unit: 'us' },
    { name: '    live row to both boards, p50', value: of('boardP50'), unit: 'ms' },
    { name: '    p95', value: of('boardP95'), unit: 'ms', target: { atMost: 3_000 } },
    { name: '    longest', value: of('boardLongest'), unit: 'ms' },
    { name: '    boards and statistics asked, p50', value: of('queryP50'), unit: 'ms' },
    { name: '    p95', value: of('queryP95'), unit: 'ms', target: { atMost: 100 } },
    { name: '    peak memory of the server', value: of('peakMegabytes'), unit: 'MB', target: { atMost: 400 } },
  ]
}
