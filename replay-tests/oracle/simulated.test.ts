import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ZoneName } from '../../domain/kernel/zone.ts'
import { planOf } from '../../ingest/simulator/plan.ts'
import { simulate } from '../../ingest/simulator/simulate.ts'
import type { Unit } from './clock.ts'
import { reading } from './comparison.ts'
import { differencesOfFigures, differencesOfParts, differencesOfRows, shown } from './held.ts'
import { houseOf, type House, type Site } from './house.ts'
import { second } from './rows.ts'

const seed = Number(process.env['ORACLE_SEED'] ?? 1)

/** Two days around changes of the clock in 2026, forward and back, by an hour and by half an hour. Periods begin and end on an hour of every zone and of UTC. */
const changes = [
  { name: 'paris', zone: 'Europe/Paris', from: '2026-03-28T12:00:00Z' },
  { name: 'paris-autumn', zone: 'Europe/Paris', from: '2026-10-24T12:00:00Z' },
  { name: 'st-johns', zone: 'America/St_Johns', from: '2026-10-31T12:00:00Z' },
  { name: 'lord-howe', zone: 'Australia/Lord_Howe', from: '2026-04-04T00:00:00Z' },
] as const

const days = 2 * 86_400

function fileOf(zone: ZoneName, from: number, of: number): string {
  const plan = planOf({ queues: 3, agents: 6, callsPerDay: 150, timeZone: zone })
  const lines: string[] = []
  for (const { line, epoch } of simulate(plan, of, from)) {
    if (epoch >= from + days) break
    lines.push(`${line}\n`)
  }
  return lines.join('')
}

const centers = changes.map(({ name, zone, from }, index) => {
  const start = Date.parse(from) / 1000
  const site: Site = { name, zone, file: fileOf(zone, start, seed * 10 + index) }
  const period = { from: start * second, to: (start + days) * second }
  return { name, site, zone, period, readings: [reading(site, period.to)] }
})

const now = Math.max(...centers.map(({ period }) => period.to))

let house: House

beforeAll(async () => {
  house = await houseOf(
    centers.map(({ site }) => site),
    now,
  )
})

afterAll(() => house.drop())

describe.each(centers)('$name', ({ readings, zone, period }) => {
  test('each stay and each state is what the rows tell, and the views agree', async () => {
    expect(readings.flatMap(({ stays }) => stays).length).toBeGreaterThan(50)
    expect(shown(await differencesOfRows(house, readings, period))).toEqual([])
  })

  const own: readonly Unit[] = [
    'HOUR',
    'DAY',
    'MONTH',
    ...(zone === 'Australia/Lord_Howe' ? (['QUARTER_HOUR'] as const) : []),
  ]
  const questions = [
    ...own.map(unit => ({ zone, unit })),
    ...['Europe/Paris', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC']
      .filter(other => other !== zone)
      .map(other => ({ zone: other, unit: 'DAY' as const })),
  ]

  test.each(questions)('figures by $unit in $zone are those of the stays and states', async question => {
    expect(shown(await differencesOfFigures(house, readings, { ...question, period }))).toEqual([])
  })

  test('a period that begins and ends within a quarter of an hour has what is in it', async () => {
    const ragged = { from: period.from + 20_733 * second, to: period.to - 11_111 * second }
    expect(shown(await differencesOfFigures(house, readings, { zone, unit: 'DAY', period: ragged }))).toEqual([])
  })

  test('an hour, a day and a month are the sums of their quarters of an hour', async () => {
    expect(shown(await differencesOfParts(house, readings, period, zone, ['HOUR', 'DAY', 'MONTH']))).toEqual([])
  })
})
