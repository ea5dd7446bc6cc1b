import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { objectOf } from '../../../domain/configuration/configuration.ts'
import { given } from '../../../domain/configuration/testing/given.ts'
import { microsOfIso } from '../../../domain/kernel/time.ts'
import type { OpeningHours, QueueDimension } from '../../../domain/metrics/figures.ts'
import { noQueueFigures } from '../../../domain/metrics/sums.ts'
import { scheduleAt } from '../../../domain/routing/schedules/schedule-at.ts'
import { schedules, type Schedule } from '../../../domain/routing/schedules/schedules.ts'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import { directory } from '../../directory/directory.ts'
import { makeTables } from '../../testing/in-postgres.ts'
import { queueStatistics } from './queue-statistics.ts'
import { arbitraryLog } from '../testing/arbitrary-log.ts'
import { factsFrom, folded, logOf, roomy, siteRegistered } from '../testing/folding.ts'
import { foldInto } from '../testing/in-postgres.ts'
import type { RecordOf } from '../testing/memory-tables.ts'
import { oracle } from '../testing/oracle.ts'
import { queueVisits } from './visits.ts'

let database: TestDatabase
let db: PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  db = await database.pool.connect()
})

afterAll(async () => {
  db.release()
  await database.drop()
})

beforeEach(() => makeTables(db, directory))

const at = (iso: string): number => microsOfIso(iso)!

interface Went {
  readonly schedule: Schedule
  readonly from: number
  readonly to: number
}

function scheduleOf(opened: readonly object[], more = {}): Schedule {
  const object = objectOf(given({ defineSchedule: { name: 's', displayName: 'S', opened, ...more } }), schedules, 's')
  if (!object) throw new Error('the schedule is not there')
  return object.value
}

/** The queue of Paris goes by one schedule after the other. */
async function goes(queue: string, stretches: readonly Went[]): Promise<void> {
  await db.query(
    `insert into directory.site values ('paris', 'paris', 'Paris', 'Europe/Paris', 0) on conflict do nothing`,
  )
  for (const [index, { schedule, from, to }] of stretches.entries()) {
    const name = `${queue}${index}`
    await db.query(
      `insert into directory.configured_queue values ('paris', $1, $2, $3, $4, $1, null, null, $5, null, 0)`,
      [queue, `queue:${queue}`, from, to, name],
    )
    await db.query(`insert into directory.configured_schedule values ('paris', $1, $1, $2, null, $3)`, [
      name,
      from,
      JSON.stringify(schedule),
    ])
  }
}

const everything = { from: at('2026-11-01T00:00:00Z'), to: at('2026-12-01T00:00:00Z') }
const usual = { interval: 'TOTAL', attribution: 'ARRIVAL', scope: 'all', first: 1000 } as const

test('figures of open and closed hours are those of the visits that entered in them, whatever the minute at which they turn', async () => {
  // The generated calls lie in the two hours behind 2026-11-21T22:00Z, which is 23:00 in Paris.
  const minute = fc.integer({ min: 0, max: 119 })
  const clock = minute.map(minutes => {
    const two = (value: number) => String(value).padStart(2, '0')
    return `${two((23 + Math.floor(minutes / 60)) % 24)}:${two(minutes % 60)}`
  })
  const schedule = fc
    .array(fc.record({ from: clock, to: clock }), { minLength: 1, maxLength: 3 })
    .map(opened => scheduleOf(opened))
  const history = fc.tuple(schedule, schedule, minute).map(([first, second, turn]): readonly Went[] => {
    const change = at('2026-11-21T22:00:00Z') + turn * 60_000_000
    return [
      { schedule: first, from: at('2026-11-21T22:10:00Z'), to: Math.max(change, at('2026-11-21T22:11:00Z')) },
      { schedule: second, from: Math.max(change, at('2026-11-21T22:11:00Z')), to: 9e15 },
    ]
  })
  const asked = fc.record({
    groupBy: fc.subarray<QueueDimension>(['QUEUE', 'CALLED_NUMBER', 'HOUR_OF_DAY']),
    interval: fc.constantFrom('QUARTER_HOUR', 'HOUR', 'DAY', 'TOTAL'),
    excluded: fc.constantFrom('WITHOUT', 'WITH'),
    openingHours: fc.constantFrom<Exclude<OpeningHours, 'ALL'>>('OPEN', 'CLOSED'),
    from: fc.constantFrom(at('2026-11-20T23:00:00Z'), at('2026-11-21T22:13:21Z')),
  })
  await fc.assert(
    fc.asyncProperty(
      arbitraryLog(7200).map(events => events.filter(({ type }) => type !== 'QueueThresholdsSet')),
      history,
      fc.array(asked, { minLength: 6, maxLength: 6 }),
      async (events, stretches, requests) => {
        const log = logOf(events)
        const tables = await folded(log, { sizes: [Infinity] })
        await foldInto(db, log, { sizes: [1000], capacity: roomy })
        await db.query('delete from directory.configured_queue; delete from directory.configured_schedule')
        await goes('sales', stretches)
        const isOpen = (row: RecordOf, instant: string): boolean => {
          const when = row[instant] as number
          const by = row['queue'] === 'sales' ? stretches.find(({ from, to }) => from <= when && when < to) : undefined
          return !by || scheduleAt(by.schedule, when, 'Europe/Paris').open
        }
        for (const { openingHours, from, ...request } of requests) {
          const period = { from, to: at('2026-11-22T06:00:00Z') }
          const counting = (table: string, instant: string) =>
            tables
              .rows(table)
              .filter(row => request.excluded === 'WITH' || row['excluded'] === false)
              .filter(row => isOpen(row, instant) === (openingHours === 'OPEN'))
          const { rows } = await queueStatistics(db, {
            ...usual,
            ...request,
            timeZone: 'Europe/Paris',
            openingHours,
            period,
            withHistograms: true,
          })
          const expected = oracle(counting('visit', 'entered_us'), counting('refusal', 'at_us'), {
            ...usual,
            ...request,
            timeZone: 'Europe/Paris',
            period,
          })
          const byGroup = new Map(expected.map(row => [row.group, row]))
          for (const { start, end, site, queue, calledNumber, hourOfDay, dayOfWeek, ...row } of rows) {
            const group = JSON.stringify([start, end, site, queue, calledNumber, hourOfDay, dayOfWeek])
            expect({ group, ...row.figures }).toEqual({ group, ...(byGroup.get(group)?.figures ?? noQueueFigures) })
            byGroup.delete(group)
          }
          expect([...byGroup.keys()]).toEqual([])
          if (request.excluded === 'WITHOUT') {
            const visits = await queueVisits(
              db,
              { scope: 'all', period, openingHours, excluded: 'WITHOUT' },
              { first: 1000 },
            )
            expect(visits.rows).toHaveLength(expected.reduce((sum, { figures }) => sum + figures.offered, 0))
          }
        }
      },
    ),
    { numRuns: 20 },
  )
})

describe('a queue that is open from nine to five', () => {
  const calls = `
    time                | callid | queue | agent | event      | data
    2026-11-20 07:59:59 | 1.1    | sales | NONE  | ENTERQUEUE | |0612|1
    2026-11-20 08:00:09 | 1.1    | sales | NONE  | ABANDON    | 1|1|10
    2026-11-20 08:00:00 | 1.2    | sales | NONE  | ENTERQUEUE | |0612|1
    2026-11-20 08:00:05 | 1.2    | sales | NONE  | ABANDON    | 1|1|5
    2026-11-20 16:00:59 | 1.3    | sales | NONE  | ENTERQUEUE | |0612|1
    2026-11-20 16:01:09 | 1.3    | sales | NONE  | ABANDON    | 1|1|10
    2026-11-20 16:01:00 | 1.4    | sales | NONE  | CLOSED     |
    2026-11-20 20:00:00 | 1.5    | other | NONE  | ENTERQUEUE | |0612|1`
  const offered = async (openingHours: OpeningHours, more = {}) => {
    const { rows } = await queueStatistics(db, {
      ...usual,
      groupBy: ['QUEUE'],
      period: everything,
      withHistograms: false,
      openingHours,
      ...more,
    })
    return rows.map(({ queue, figures }) => [queue, figures.offered, figures.refusedClosed])
  }

  beforeEach(async () => {
    await foldInto(db, logOf([siteRegistered(), ...factsFrom(calls)]), { sizes: [100] })
    await goes('sales', [{ schedule: scheduleOf([{ from: '09:00', to: '17:00' }]), from: 0, to: 9e15 }])
  })

  test('counts what came to its last minute, and what it refused behind it', async () => {
    expect(await offered('ALL')).toEqual([
      ['other', 1, 0],
      ['sales', 3, 1],
    ])
    expect(await offered('OPEN')).toEqual([
      ['other', 1, 0],
      ['sales', 2, 0],
    ])
    expect(await offered('CLOSED')).toEqual([
      ['other', 0, 0],
      ['sales', 1, 1],
    ])
  })

  test('has the calls behind its figures, cut in the same way', async () => {
    const callsIn = async (openingHours: OpeningHours) =>
      (await queueVisits(db, { scope: 'all', openingHours }, { first: 10 })).rows.map(({ callId }) => callId)
    expect(await callsIn('OPEN')).toEqual(['1.5', '1.3', '1.2'])
    expect(await callsIn('CLOSED')).toEqual(['1.1'])
    expect(await callsIn('ALL')).toHaveLength(4)
  })

  test('has rows without anything in a period of any length in which it is closed', async () => {
    const scope = [{ site: 'paris', name: 'other' }]
    const period = { from: at('1900-01-01T00:00:00Z'), to: at('2200-01-01T00:00:00Z') }
    expect(await offered('CLOSED', { scope, period })).toEqual([['other', 0, 0]])
    expect(await offered('CLOSED', { groupBy: ['CALLED_NUMBER'], scope, period })).toEqual([])
  })
})
