import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reading } from './comparison.ts'
import { differencesOfFigures, differencesOfParts, differencesOfRows, shown } from './held.ts'
import { houseOf, type House, type Site } from './house.ts'
import { second } from './rows.ts'

/** What a real Asterisk 20 wrote in five minutes, a stop and a start among them. */
const file = readFileSync(path.join(import.meta.dirname, '../corpus/asterisk-20/queue_log'), 'utf8')
const site: Site = { name: 'lab', zone: 'Australia/Lord_Howe', file }
const end = Math.max(
  ...file
    .trim()
    .split('\n')
    .map(line => Number(line.split('|')[0])),
)
const period = { from: (Math.floor(end / 3600) - 2) * 3600 * second, to: (Math.floor(end / 3600) + 1) * 3600 * second }
const readings = [reading(site, period.to)]

let house: House

beforeAll(async () => {
  house = await houseOf([site], period.to)
})

afterAll(() => house.drop())

test('each stay and each state is what the rows tell, and the views agree', async () => {
  expect(shown(await differencesOfRows(house, readings, period))).toEqual([])
})

test.each(['QUARTER_HOUR', 'HOUR', 'DAY', 'MONTH'] as const)(
  'figures by %s are those of the stays and states',
  async unit => {
    expect(shown(await differencesOfFigures(house, readings, { period, unit, zone: site.zone }))).toEqual([])
  },
)

test('an hour, a day and a month are the sums of their quarters of an hour', async () => {
  expect(shown(await differencesOfParts(house, readings, period, site.zone, ['HOUR', 'DAY', 'MONTH']))).toEqual([])
})
