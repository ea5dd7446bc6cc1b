import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reading } from './comparison.ts'
import { differencesOfFigures, differencesOfParts, differencesOfRows, shown } from './held.ts'
import { houseOf, type House, type Site } from './house.ts'
import { nastyLog } from './nasty-log.ts'
import { second } from './rows.ts'

/** Others, and more: ORACLE_SEED=7 ORACLE_LOGS=300 npx vitest run replay-tests/oracle */
const seed = Number(process.env['ORACLE_SEED'] ?? 1)
const logs = Number(process.env['ORACLE_LOGS'] ?? 12)

/** Midnight before the spring change in Paris: the two hours that most of it takes are 00:00 to 03:00. */
const from = Date.parse('2026-03-28T23:00:00Z') / 1000
const now = (from + 86_400) * second
const period = { from: (from - 3600) * second, to: now }
const files = fc.sample(
  fc.constantFrom(60, 7200).chain(span => nastyLog(from, span)),
  { seed, numRuns: logs },
)
const sites = files.map((file, index): Site => ({ name: `s${index}`, zone: 'Europe/Paris', file }))
const readings = sites.map(site => reading(site, now))

let house: House

beforeAll(async () => {
  house = await houseOf(sites, now)
})

afterAll(() => house.drop())

test('whatever went wrong with the rows, each stay and each state is what the rows tell, and the views agree', async () => {
  expect(readings.flatMap(({ stays }) => stays).length).toBeGreaterThan(4 * logs)
  expect(shown(await differencesOfRows(house, readings, period))).toEqual([])
})

test.each(['QUARTER_HOUR', 'DAY'] as const)('figures by %s are those of the stays and states', async unit => {
  expect(shown(await differencesOfFigures(house, readings, { period, unit, zone: 'Europe/Paris' }))).toEqual([])
})

test('a day is the sum of its quarters of an hour', async () => {
  expect(shown(await differencesOfParts(house, readings, period, 'Europe/Paris', ['DAY']))).toEqual([])
})
