import type { Client } from 'pg'
import type { Json } from '../../domain/kernel/json.ts'
import { microsOfDate, type Micros } from '../../domain/kernel/time.ts'
import { celRowDecoder } from '../../domain/pbx/cel-row.ts'
import { queueLogTableDecoder } from '../../domain/pbx/queue-log-table.ts'
import { sourceClock } from '../../domain/pbx/source-time.ts'
import { createClockCheck } from '../clock-check.ts'
import { tooLongName } from '../fact-kinds.ts'
import type { Row } from '../row-decoder.ts'
import { followTable, type TableRow } from './follow-table.ts'
import type { TableCursor } from './gaps.ts'
import { sourceDown, healthAt, ownCursor, type SourceContext, type FollowerHealth } from './running-source.ts'

interface LogTable {
  readonly name: string
  readonly table: 'queue_log' | 'cel'
  readonly connect: () => Promise<Client>
}

interface LogTableCursor extends TableCursor {
  readonly source: string
  /** Instant of the newest row in the order of ids: without it a repeated hour of autumn could not be told from the first one. */
  readonly last?: Micros | null
}

/** Follows the `queue_log` or `cel` table of a XiVO or Wazo database until the signal aborts. */
export async function followLogTable(source: LogTable, context: SourceContext): Promise<void> {
  const { facts, site, node, signal, log, report } = context
  const { table } = source
  const cursor = ownCursor(await facts.cursor(table), source.name) as unknown as LogTableCursor | undefined
  let sink = facts.sink(table, { start: cursor === undefined ? 'anywhere' : 'at-cursor' })
  const clock = sourceClock(context.clockZone, cursor?.last ?? undefined)
  const onProblem = (problem: string | undefined): void => {
    if (problem !== undefined) report(sourceDown(problem))
  }

  const clockCheck = createClockCheck()
  const healthNow = (atEnd: boolean): FollowerHealth => {
    const wrong = clockCheck.warning()
    return {
      ...healthAt(atEnd, clock.last, microsOfDate(new Date())),
      problem: wrong === undefined ? null : `table ${table}: ${wrong}`,
    }
  }
  const onWaiting = (): void => {
    clockCheck.onWaiting()
    report(healthNow(true))
  }

  for await (const page of followTable({ connect: source.connect, table, cursor, signal, onProblem, onWaiting })) {
    if (page.startsAnew) {
      log(
        'warn',
        `The table ${table} of ${site}/${node} ends before what was read of it; it is compared from its beginning`,
      )
      sink = facts.sink(table, { start: 'anywhere' })
    }
    const readAt = microsOfDate(new Date())
    const rows = page.rows.map((row, index): Row => {
      // What came late was written before rows that were read: it moves the clock of these neither on nor back.
      const ofRow = index < page.late ? sourceClock(clock.zone, clock.last) : clock
      const columns = Object.keys(row)
      const fields = Object.values(row)
      const raw = fields.map(quoted).join(',')
      const decoded =
        table === 'queue_log'
          ? queueLogTableDecoder(columns)(fields, raw, ofRow)
          : celRowDecoder(columns)(fields, raw, ofRow)
      const reason = 'reason' in decoded ? decoded.reason : tooLongName(decoded.fact)
      if ('fact' in decoded && reason === undefined) return decoded
      return { quarantined: { kind: table, raw, reason: reason ?? '', input: `table ${table}`, line: idOf(row) } }
    })
    // What committed late was not written now.
    clockCheck.see(rows.slice(page.late), readAt)
    const { lastId, gaps } = page.cursor
    await sink.write(rows, {
      source: source.name,
      lastId,
      gaps: gaps.map(gap => ({ ...gap })),
      last: clock.last ?? null,
    } satisfies Json)
    report(healthNow(page.atEnd))
  }
}

const idOf = (row: TableRow): number => Number(row['id'])

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
