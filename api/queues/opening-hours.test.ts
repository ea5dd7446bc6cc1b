import { describe, expect, test } from 'vitest'
import { objectOf } from '../../domain/configuration/configuration.ts'
import { given } from '../../domain/configuration/testing/given.ts'
import type { Period } from '../../domain/metrics/figures.ts'
import { noQueueFigures } from '../../domain/metrics/sums.ts'
import { schedules } from '../../domain/routing/schedules/schedules.ts'
import type { QueueSchedule } from '../../projections/directory/queue-schedules.ts'
import type { QueueStatisticsRequest, QueueVisitFilter } from '../../projections/queue-visits/types.ts'
import type { SiteItem } from '../../projections/scope.ts'
import type { Reports } from '../ports/reports.ts'
import { askOf } from '../testing/ask.ts'
import { noon, only } from '../testing/fakes.ts'
import { queueBoardRow, visitRow } from '../testing/rows.ts'

const hour = 3_600_000_000

/** Sales goes by the hours of the office, nine to five in Paris, since the morning of the day before. */
function officeHours() {
  const define = { name: 'office', displayName: 'Office', opened: [{ from: '09:00', to: '17:00' }] }
  const object = objectOf(given({ defineSchedule: define }), schedules, 'office')
  if (!object) throw new Error('the schedule is not there')
  const went: QueueSchedule = {
    site: 'paris',
    queue: 'sales',
    name: 'office',
    definedAt: 0,
    timeZone: 'Europe/Paris',
    from: noon - 28 * hour,
    to: 9e15,
    schedule: object.value,
  }
  const asked: (readonly SiteItem[])[] = []
  const queueSchedules: Reports['queueSchedules'] = (queues, period: Period) => {
    asked.push(queues)
    const isMeant = queues.some(({ name }) => name === 'sales') && went.from < period.to
    return Promise.resolve(isMeant ? [{ ...went, to: Math.min(went.to, period.to) }] : [])
  }
  return { queueSchedules, asked }
}

describe('the opening hours of queues', () => {
  test('stand on the board: since when, and until when', async () => {
    const { queueSchedules } = officeHours()
    const queueBoard = () => Promise.resolve([queueBoardRow, { ...queueBoardRow, queue: 'support' }])
    const ask = askOf({ queueSchedules, queueBoard })
    const fields = 'queue opening { schedule scheduleDisplayName open since until }'
    expect((await ask(`{ queueBoard { queues { ${fields} } } }`)).data).toEqual({
      queueBoard: {
        queues: [
          {
            queue: 'sales',
            opening: {
              schedule: 'office',
              scheduleDisplayName: 'Office',
              open: true,
              since: '2026-11-21T08:00:00.000000Z',
              until: '2026-11-21T16:01:00.000000Z',
            },
          },
          { queue: 'support', opening: null },
        ],
      },
    })
  })

  test('are told of every visit as of its entry, by one question', async () => {
    const { queueSchedules, asked } = officeHours()
    const at = (enteredAt: number, queue = 'sales') => ({ ...visitRow, queue, enteredAt, cursor: String(enteredAt) })
    const rows = [at(noon), at(noon - 6 * hour), at(noon - 28 * hour), at(noon - 29 * hour), at(noon, 'support')]
    const ask = askOf({ queueSchedules, queueVisits: () => Promise.resolve({ rows, hasNextPage: false }) })
    const { data } = await ask('{ queueVisits { edges { node { openBySchedule } } } }')
    const shown = [true, false, true, null, null].map(openBySchedule => ({ node: { openBySchedule } }))
    expect(data).toEqual({ queueVisits: { edges: shown } })
    expect(asked).toEqual([only('paris/sales', 'paris/support')])
  })

  test('are listed for the past and the future; without a schedule a queue is always open', async () => {
    const { queueSchedules } = officeHours()
    const ask = askOf({ queueSchedules })
    const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-22T12:00:00Z" }'
    const { data } = await ask(`{ queueOpenHours(${period}, queues: ["paris/sales", "support"]) { queue from to } }`)
    const hours = (queue: string, from: string, to: string) => ({ queue, from: `${from}.000000Z`, to: `${to}.000000Z` })
    expect(data).toEqual({
      queueOpenHours: [
        hours('sales', '2026-11-20T00:00:00', '2026-11-20T16:01:00'),
        hours('sales', '2026-11-21T08:00:00', '2026-11-21T16:01:00'),
        hours('sales', '2026-11-22T08:00:00', '2026-11-22T12:00:00'),
        hours('support', '2026-11-20T00:00:00', '2026-11-22T12:00:00'),
      ],
    })
  })

  test('cut figures and the visits behind them, by the arrival', async () => {
    const requests: QueueStatisticsRequest[] = []
    const filters: QueueVisitFilter[] = []
    const row = {
      site: 'paris',
      queue: 'sales',
      calledNumber: null,
      hourOfDay: null,
      dayOfWeek: null,
      start: noon - hour,
      end: noon,
      figures: noQueueFigures,
      cursor: 'c',
    }
    const ask = askOf({
      queueStatistics(request) {
        requests.push(request)
        return Promise.resolve({ rows: [row], hasNextPage: false })
      },
      queueVisits(filter) {
        filters.push(filter)
        return Promise.resolve({ rows: [], hasNextPage: false })
      },
    })
    const period = 'period: { from: "2026-11-21T11:00:00Z", to: "2026-11-21T12:00:00Z" }'
    const query = (args: string) =>
      `{ queueStatistics(${period} ${args}) { edges { node { offered visits { edges { node { id } } } } } } }`
    await ask(query('openingHours: CLOSED'))
    await ask('{ queueVisits(filter: { openingHours: OPEN }) { edges { node { id } } } }')
    expect(requests).toMatchObject([{ openingHours: 'CLOSED' }])
    expect(filters).toMatchObject([{ openingHours: 'CLOSED' }, { openingHours: 'OPEN' }])
    const { errors } = await ask(query('openingHours: OPEN, attribution: EVENT'))
    expect(errors?.[0]?.message).toBe(
      'openingHours: figures are cut by the arrival: leave it out, or ask with ARRIVAL, not EVENT',
    )
  })
})
