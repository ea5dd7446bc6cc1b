import { microsOfIso, microsOfSeconds, type Micros } from '../../kernel/time.ts'
import type { QueueLogRow } from '../../pbx/facts.ts'

/**
 * Rows pasted into a test, as a PBX writes them, under a header:
 *
 *     time | callid | queue | agent | event | data
 *     0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
 *
 * `time` is seconds, or `2012-07-03 15:27:23.896208` in UTC; everything behind the event is data. A row's place in the table is its
 * position in the log, from 1. `site` and `node` are paris and pbx1.
 */
export function rowsFrom(table: string): QueueLogRow[] {
  const lines = table.split('\n').filter(line => line.trim() !== '')
  return lines.slice(1).map((line, index) => {
    const [time = '', callid = '', queue = '', agent = '', event = '', ...data] = line
      .split('|')
      .map(cell => cell.trim())
    while (data.at(-1) === '') data.pop()
    const at = instantOf(time)
    const raw = [time, callid, queue, agent, event, ...data].join('|')
    return {
      raw,
      form: 'table',
      callid,
      queue,
      agent,
      event,
      data,
      at,
      position: index + 1,
      site: 'paris',
      node: 'pbx1',
    }
  })
}

function instantOf(time: string): Micros {
  if (/^-?\d+(?:\.\d+)?$/.test(time)) return microsOfSeconds(Number(time))
  const at = microsOfIso(`${time.replace(' ', 'T')}Z`)
  if (at === undefined) throw new Error(`the table's time ${JSON.stringify(time)} is neither seconds nor an instant`)
  return at
}
