import * as compare from './comparison.ts'
import type { Stretch, Unit } from './clock.ts'
import type { House } from './house.ts'
import { sumsInTime, sumsOfParts, sumsOfQueues, brokenSums } from './identities.ts'
import { sum } from './rows.ts'
import { differencesOfViews } from './views.ts'

const mostShown = 25

/** The first of many: enough to see what went wrong. */
export const shown = (differences: readonly string[]): readonly string[] => differences.slice(0, mostShown)

const merged = (figures: readonly compare.Figures[]): compare.Figures => new Map(figures.flatMap(each => [...each]))

/** A server has other sites too. */
function ofSites(readings: readonly compare.Reading[], told: compare.Figures): compare.Figures {
  const sites = new Set(readings.map(({ site }) => site))
  return new Map([...told].filter(([key]) => sites.has(key.slice(0, key.indexOf('/')))))
}

/** Of every queue and agent in every interval: where our answers are not what the oracle says, or do not add up. */
export async function differencesOfFigures(
  house: House,
  readings: readonly compare.Reading[],
  question: compare.Question,
): Promise<string[]> {
  const queues = ofSites(readings, await compare.toldOfQueues(house, question, 'ARRIVAL'))
  const agents = ofSites(readings, await compare.toldOfAgents(house, question))
  const differences = [
    ...compare.differencesOf(
      merged(readings.map(reading => compare.oracleOfQueues(reading, question, 'ARRIVAL'))),
      queues,
    ),
    ...compare.differencesOf(merged(readings.map(reading => compare.oracleOfAgents(reading, question))), agents),
    ...sumsOfQueues(queues),
    // Who talks, or is rung, after his logoff is not logged in.
    ...brokenSums(agents, of => [
      of('login'),
      Math.min(of('login'), sum(['ready', 'paused', 'wrapUp', 'ringing', 'talking'].map(of))),
    ]),
  ]
  for (const attribution of ['EVENT', 'END'] as const) {
    const told = ofSites(readings, await compare.toldOfQueues(house, question, attribution))
    const oracle = merged(readings.map(reading => compare.oracleOfQueues(reading, question, attribution)))
    differences.push(...compare.differencesOf(oracle, told), ...sumsInTime(told))
  }
  return differences
}

const ofQueues = [
  'offered',
  'presented',
  'answered',
  'abandoned',
  'timedOut',
  'open',
  'waitOfAnswered',
  'ring',
  'talk',
  'wrapUp',
]
const ofAgents = ['login', 'ready', 'paused', 'wrapUp', 'ringing', 'talking', 'uncertain', 'answered', 'missed']

/** A day, and a month, is the sum of its quarters of an hour. */
export async function differencesOfParts(
  house: House,
  readings: readonly compare.Reading[],
  period: Stretch,
  zone: string,
  wholes: readonly Unit[],
): Promise<string[]> {
  const queuesBy = async (unit: Unit) =>
    ofSites(readings, await compare.toldOfQueues(house, { period, unit, zone }, 'ARRIVAL'))
  const agentsBy = async (unit: Unit) => ofSites(readings, await compare.toldOfAgents(house, { period, unit, zone }))
  const parts = { queues: await queuesBy('QUARTER_HOUR'), agents: await agentsBy('QUARTER_HOUR') }
  const lines = []
  for (const unit of wholes) {
    lines.push(...sumsOfParts(await queuesBy(unit), parts.queues, ofQueues))
    lines.push(...sumsOfParts(await agentsBy(unit), parts.agents, ofAgents))
  }
  return lines
}

/** Each stay, each state, and the tables of the systems that we replace. */
export async function differencesOfRows(
  house: House,
  readings: readonly compare.Reading[],
  period: Stretch,
): Promise<string[]> {
  const states = []
  for (const reading of readings) states.push(...(await compare.differencesOfStates(house, reading, period)))
  return [
    ...(await compare.differencesOfStays(house, readings)),
    ...states,
    ...(await differencesOfViews(house, readings, period)),
  ]
}
