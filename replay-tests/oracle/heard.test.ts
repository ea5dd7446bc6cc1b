import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as compare from './comparison.ts'
import { shown } from './held.ts'
import { houseOf, type House, type Site } from './house.ts'
import { brokenSums } from './identities.ts'
import { second, sum } from './rows.ts'
import { differencesOfViews } from './views.ts'

/** What a real Asterisk 20 wrote in five minutes, and what its manager interface said meanwhile. */
const folder = path.join(import.meta.dirname, '../corpus/asterisk-20')
const file = readFileSync(path.join(folder, 'queue_log'), 'utf8')
const site: Site = { name: 'heard', zone: 'Europe/Paris', file, ami: path.join(folder, 'ami.jsonl.gz') }
const end = 1_795_233_390
const period = { from: (Math.floor(end / 3600) - 2) * 3600 * second, to: (Math.floor(end / 3600) + 1) * 3600 * second }
const reading = compare.reading(site, period.to)
const byRowsAlone = compare.reading({ name: site.name, zone: site.zone, file }, period.to)

let house: House

beforeAll(async () => {
  house = await houseOf([site], period.to)
})

afterAll(() => house.drop())

test('each state is what rows and manager tell together', async () => {
  expect(shown(await compare.differencesOfStates(house, reading, period))).toEqual([])
})

test.each(['QUARTER_HOUR', 'HOUR', 'DAY'] as const)('figures by %s are those of the states', async unit => {
  const question = { period, unit, zone: site.zone }
  const told = await compare.toldOfAgents(house, question)
  expect(shown(compare.differencesOf(compare.oracleOfAgents(reading, question), told))).toEqual([])
  const broken = brokenSums(told, of => [
    of('login'),
    Math.min(of('login'), sum(['ready', 'paused', 'wrapUp', 'ringing', 'talking'].map(of))),
  ])
  expect(broken).toEqual([])
})

test('the views for reports agree with them', async () => {
  expect(shown(await differencesOfViews(house, [reading], period))).toEqual([])
  const ringing = reading.agents
    .flatMap(({ spells }) => spells)
    .filter(({ state }) => state === 'RINGING')
    .reduce((total, { from, to }) => total + to - from, 0)
  const [told] = await house.sql<Record<string, number>>(
    `SELECT
       (SELECT sum(extract(epoch FROM to_at - from_at) * 1000000)::float FROM report.agent_state WHERE state = 'RINGING') AS states,
       (SELECT sum(ringing_seconds * 1000000)::float FROM report.agent_quarter) AS quarters`,
  )
  expect(told).toEqual({ states: ringing, quarters: ringing })
})

test('which is not what rows alone tell', async () => {
  const question = { period, unit: 'DAY', zone: site.zone } as const
  const told = await compare.toldOfAgents(house, question)
  const differences = compare.differencesOf(compare.oracleOfAgents(byRowsAlone, question), told)
  expect(differences.filter(line => line.includes(': ringing is ')).length).toBeGreaterThan(8)
  expect(differences.filter(line => /: (?:login|answered|missed|uncertain) is /.test(line))).toEqual([])
})
