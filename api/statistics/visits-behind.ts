import { wallOf } from '../../domain/kernel/zone.ts'
import { microsPerSecond } from '../../domain/kernel/time.ts'
import type { QueueVisitRow } from '../../projections/queue-visits/types.ts'
import type { PageRequest, RowPage } from '../../projections/scope.ts'
import { badInput } from '../schema/errors.ts'
import type { Reports } from '../ports/reports.ts'
import { scopeOfRow, type StatisticsLine } from './queue-statistics-row.ts'

/** Visits that are looked at for one page at most: the client goes on with the cursor. */
const mostScanned = 20_000
const hour = 3600 * microsPerSecond

/**
 * The visits that a row of statistics counts.
 * @throws BAD_USER_INPUT unless visits were attributed to the interval of their arrival
 */
export async function visitsBehind(
  line: StatisticsLine,
  page: PageRequest,
  reports: Pick<Reports, 'queueVisits' | 'sites'>,
): Promise<RowPage<QueueVisitRow>> {
  const { row, request } = line
  if (request.attribution !== 'ARRIVAL')
    throw badInput('attribution', `visits can be listed with ARRIVAL only, not with ${request.attribution}`)
  const filter = {
    period: { from: row.start, to: row.end },
    scope: scopeOfRow(line),
    ...calledNumber(line),
    ...(request.openingHours && { openingHours: request.openingHours }),
    ...(request.excluded === 'WITH' ? {} : { excluded: 'WITHOUT' as const }),
  }
  const belongs = await predicate(line, reports)
  if (!belongs) return reports.queueVisits(filter, page)

  const found: (QueueVisitRow & { readonly cursor: string })[] = []
  let after = page.after
  for (let scanned = 0; scanned < mostScanned; scanned += 1000) {
    const rows = await reports.queueVisits(filter, { first: 1000, ...(after === undefined ? {} : { after }) })
    for (const visit of rows.rows) {
      if (!belongs(visit)) continue
      if (found.length === page.first) return { rows: found, hasNextPage: true }
      found.push(visit)
    }
    if (!rows.hasNextPage) return { rows: found, hasNextPage: false }
    after = rows.rows.at(-1)?.cursor
  }
  return { rows: found, hasNextPage: true }
}

const calledNumber = ({ row, request }: StatisticsLine) =>
  request.groupBy.includes('CALLED_NUMBER') && row.calledNumber ? { calledNumberPrefix: row.calledNumber } : {}

/** What the filter of visits cannot say: an exact number, an hour of the day, a day of the week. */
async function predicate({ row, request }: StatisticsLine, reports: Pick<Reports, 'sites'>) {
  const byNumber = request.groupBy.includes('CALLED_NUMBER')
  const { hourOfDay, dayOfWeek, calledNumber: number } = row
  if (!byNumber && hourOfDay === null && dayOfWeek === null) return undefined
  const zones = new Map((await reports.sites()).map(({ site, timeZone }) => [site, timeZone]))
  return ({ site, enteredAt, calledNumber }: QueueVisitRow): boolean => {
    const wall = wallOf(request.timeZone ?? zones.get(site) ?? 'UTC', enteredAt)
    const hours = Math.floor(wall / hour)
    const weekday = ((((Math.floor(hours / 24) + 3) % 7) + 7) % 7) + 1
    return (
      (!byNumber || calledNumber === number) &&
      (hourOfDay === null || ((hours % 24) + 24) % 24 === hourOfDay) &&
      (dayOfWeek === null || weekday === dayOfWeek)
    )
  }
}
