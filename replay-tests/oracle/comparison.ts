import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { agentFigures, agentsOf, spellsOf } from './agents.ts'
import { intervalsOf, type Stretch, type Unit } from './clock.ts'
import { heardRings } from './heard.ts'
import type { House, Site } from './house.ts'
import { figuresWhereTheyHappened, otherThreshold, queueFigures } from './queue-figures.ts'
import { rowsOf, second } from './rows.ts'
import { staysOf, type Stay } from './stays.ts'

/** A figure of one thing in one interval, by which both sides are held together. */
export type Figures = ReadonlyMap<string, Readonly<Record<string, number | null>>>

const isoOf = (at: number): string => new Date(at / 1000).toISOString()
const microsOf = (iso: string): number =>
  Date.parse(iso.replace(/\.(\d{3})\d{3}Z$/, '.$1Z')) * 1000 + Number(/(\d{3})Z$/.exec(iso)?.[1] ?? 0)

const keyOf = (name: string, { from, to }: Stretch) => `${name} ${isoOf(from)} ${isoOf(to)}`

/** Where they differ, a line each. What only one side has a row for is no difference where it is nought. */
export function differencesOf(oracle: Figures, told: Figures): string[] {
  const keys = [...new Set([...oracle.keys(), ...told.keys()])].sort()
  return keys.flatMap(key => {
    const [expected, found] = [oracle.get(key), told.get(key)]
    return [...new Set([...Object.keys(expected ?? {}), ...Object.keys(found ?? {})])].flatMap(name => {
      const [a, b] = [expected?.[name] ?? null, found?.[name] ?? null]
      // Without a denominator there is no figure: neither 0 nor 100 %.
      const isSameNull = (a === null) === (b === null) || expected?.[name] === undefined || found?.[name] === undefined
      const isNear = Math.abs((a ?? 0) - (b ?? 0)) <= 1e-9 * Math.max(1, Math.abs(a ?? 0))
      return isSameNull && isNear ? [] : [`${key}: ${name} is ${String(b)}, the oracle says ${String(a)}`]
    })
  })
}

type Kind = 'count' | 'seconds' | 'share'
type Field = readonly [graphql: string, kind: Kind]

const queueFields: Readonly<Record<string, Field>> = {
  offered: ['offered', 'count'],
  presented: ['presented', 'count'],
  answered: ['answered', 'count'],
  abandoned: ['abandoned', 'count'],
  shortAbandoned: ['shortAbandoned', 'count'],
  timedOut: ['timedOut', 'count'],
  exitedWithKey: ['exitedWithKey', 'count'],
  exitedEmpty: ['exitedEmpty', 'count'],
  withdrawn: ['withdrawn', 'count'],
  callbackRequested: ['callbackRequested', 'count'],
  lostBySystem: ['lostBySystem', 'count'],
  open: ['open', 'count'],
  refusedFull: ['refused(reason: FULL)', 'count'],
  refusedClosed: ['refused(reason: CLOSED)', 'count'],
  refusedJoinEmpty: ['refused(reason: JOIN_EMPTY)', 'count'],
  refusedDivertRatio: ['refused(reason: DIVERT_RATIO)', 'count'],
  refusedDivertWait: ['refused(reason: DIVERT_WAIT)', 'count'],
  transferredBlind: ['transferredBlind', 'count'],
  transferredAttended: ['transferredAttended', 'count'],
  hungUpByAgent: ['hungUpByAgent', 'count'],
  hungUpByCaller: ['hungUpByCaller', 'count'],
  missedRings: ['missedRings', 'count'],
  answeredWithin: [`answeredWithin(seconds: ${otherThreshold})`, 'count'],
  abandonedWithin: [`abandonedWithin(seconds: ${otherThreshold})`, 'count'],
  waitOfAnswered: ['waitSecondsOfAnswered', 'seconds'],
  waitOfAbandoned: ['waitSecondsOfAbandoned', 'seconds'],
  averageWait: ['averageWaitSeconds', 'seconds'],
  maxWait: ['maxWaitSeconds', 'seconds'],
  ring: ['ringSeconds', 'seconds'],
  talk: ['talkSeconds', 'seconds'],
  talkedVisits: ['talkedVisits', 'count'],
  wrapUp: ['wrapUpSeconds', 'seconds'],
  median: ['waitPercentileSeconds(percentile: 50)', 'seconds'],
  ninth: ['waitPercentileSeconds(percentile: 90)', 'seconds'],
  answerRate: ['answerRate', 'share'],
  abandonRate: ['abandonRate', 'share'],
  adjustedAbandonRate: ['adjustedAbandonRate', 'share'],
}

/** To which interval a visit belongs (products-and-metrics 2.1). */
export type Attribution = 'ARRIVAL' | 'EVENT' | 'END'

const formulas = ['SL1', 'SL2', 'SL3', 'SL4', 'SL5', 'SL6']

const agentFields: Readonly<Record<string, Field>> = {
  login: ['loginSeconds', 'seconds'],
  ready: ['readySeconds', 'seconds'],
  paused: ['pauseSeconds', 'seconds'],
  wrapUp: ['wrapUpSeconds', 'seconds'],
  ringing: ['ringingSeconds', 'seconds'],
  talking: ['talkingSeconds', 'seconds'],
  uncertain: ['uncertainSeconds', 'seconds'],
  answered: ['answered', 'count'],
  missed: ['missed', 'count'],
  offered: ['offered', 'count'],
}

const aliased = (fields: Readonly<Record<string, Field>>) =>
  Object.entries(fields)
    .map(([name, [graphql]]) => `${name}: ${graphql}`)
    .join(' ')

type Answer = Readonly<Record<string, unknown>>

const named = (row: Answer, what: 'queue' | 'agent') => `${row['site'] as string}/${row[what] as string}`

const figuresOf = (row: Answer, fields: Readonly<Record<string, Field>>): Record<string, number | null> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, [, kind]]) => {
      const value = row[name] as number | null
      return [name, value !== null && kind === 'seconds' ? value * second : value]
    }),
  )

const stretchOf = (row: Answer): Stretch => ({
  from: microsOf(row['start'] as string),
  to: microsOf(row['end'] as string),
})

const periodOf = ({ from, to }: Stretch) => `period: { from: "${isoOf(from)}", to: "${isoOf(to)}" }`

export interface Question {
  readonly period: Stretch
  readonly unit: Unit
  readonly zone: string
}

export async function toldOfQueues(
  house: House,
  { period, unit, zone }: Question,
  attribution: Attribution,
): Promise<Figures> {
  const levels = formulas.flatMap(formula => [
    `${formula}_15: serviceLevel(formula: ${formula}) { ratio }`,
    `${formula}_${otherThreshold}: serviceLevel(formula: ${formula}, thresholdSeconds: ${otherThreshold}) { ratio }`,
  ])
  const rows = await house.rows<Answer>(
    'queueStatistics',
    `{ queueStatistics({ page }, ${periodOf(period)}, interval: ${unit}, timeZone: "${zone}", attribution: ${attribution}) {
      pageInfo { hasNextPage endCursor } edges { node { site queue start end ${aliased(queueFields)} ${levels.join(' ')} } } } }`,
  )
  return new Map(
    rows.map(row => {
      const ratios = formulas.flatMap(formula =>
        [15, otherThreshold].map(
          t => [`${formula} ${t}`, (row[`${formula}_${t}`] as { ratio: number | null }).ratio] as const,
        ),
      )
      return [
        keyOf(named(row, 'queue'), stretchOf(row)),
        { ...figuresOf(row, queueFields), ...Object.fromEntries(ratios) },
      ]
    }),
  )
}

/** What the oracle makes of the file, once. */
export function reading(site: Site, now: number) {
  const rows = rowsOf(site.file)
  const { stays, refusals } = staysOf(rows)
  const queues = [...new Set([...stays, ...refusals].map(({ queue }) => queue))]
  const heard = site.ami === undefined ? [] : heardRings(gunzipSync(readFileSync(site.ami)).toString('utf8'))
  const agents = agentsOf(rows, stays, heard).map(agent => ({ agent, spells: spellsOf(agent, now) }))
  return { site: site.name, zone: site.zone, rows, stays, refusals, queues, agents }
}

export type Reading = ReturnType<typeof reading>

export function oracleOfQueues(
  { site, stays, refusals, queues }: Reading,
  { period, unit, zone }: Question,
  attribution: Attribution,
): Figures {
  const intervals = intervalsOf(period, unit, zone)
  return new Map(
    queues.flatMap(queue => {
      const own = {
        stays: stays.filter(stay => stay.queue === queue),
        refusals: refusals.filter(r => r.queue === queue),
      }
      return intervals.map(
        interval =>
          [
            keyOf(`${site}/${queue}`, interval),
            attribution === 'ARRIVAL'
              ? queueFigures(own.stays, own.refusals, interval)
              : figuresWhereTheyHappened(own.stays, own.refusals, interval, attribution),
          ] as const,
      )
    }),
  )
}

export async function toldOfAgents(house: House, { period, unit, zone }: Question): Promise<Figures> {
  const rows = await house.rows<Answer>(
    'agentStatistics',
    `{ agentStatistics({ page }, ${periodOf(period)}, interval: ${unit}, timeZone: "${zone}") {
      pageInfo { hasNextPage endCursor }
      edges { node { site agent start end ${aliased(agentFields)} pauseReasons { reason seconds } } } } }`,
  )
  return new Map(
    rows.map(row => {
      const reasons = row['pauseReasons'] as readonly { reason: string | null; seconds: number }[]
      const byReason = reasons.map(({ reason, seconds }) => [`paused: ${reason ?? ''}`, seconds * second] as const)
      return [
        keyOf(named(row, 'agent'), stretchOf(row)),
        { ...figuresOf(row, agentFields), ...Object.fromEntries(byReason) },
      ]
    }),
  )
}

export function oracleOfAgents({ site, agents }: Reading, { period, unit, zone }: Question): Figures {
  const intervals = intervalsOf(period, unit, zone)
  return new Map(
    agents.flatMap(({ agent, spells }) =>
      intervals.map(
        interval => [keyOf(`${site}/${agent.name}`, interval), agentFigures(agent, spells, interval)] as const,
      ),
    ),
  )
}

/** The stays themselves: what each was, from when to when. */
export async function differencesOfStays(house: House, readings: readonly Reading[]): Promise<string[]> {
  const rows = await house.rows<Answer>(
    'queueVisits',
    `{ queueVisits({ page }, filter: { }) { pageInfo { hasNextPage endCursor } edges { node {
      site callId queue outcome enteredAt leftAt answeredAt endedAt agent } } } }`,
  )
  const instant = (value: unknown) => (value === null ? '-' : isoOf(microsOf(value as string)))
  const sites = new Set(readings.map(({ site }) => site))
  const told = rows
    .filter(row => sites.has(row['site'] as string))
    .map(row =>
      [
        row['site'],
        row['callId'],
        row['queue'],
        instant(row['enteredAt']),
        row['outcome'],
        instant(row['leftAt']),
        instant(row['answeredAt']),
        instant(row['answeredAt'] === null ? null : row['endedAt']),
        row['agent'] ?? '-',
      ].join(' '),
    )
  const at = (instantOf: number | undefined) => (instantOf === undefined ? '-' : isoOf(instantOf))
  const known = readings.flatMap(({ site, stays }) =>
    stays.map((stay: Stay) =>
      [
        site,
        stay.callid,
        stay.queue,
        isoOf(stay.enteredAt),
        stay.outcome,
        at(stay.leftAt),
        at(stay.answeredAt),
        at(stay.endedAt),
        stay.agent ?? '-',
      ].join(' '),
    ),
  )
  return linesOfOneSide(known, told)
}

export async function differencesOfStates(house: House, { site, agents }: Reading, period: Stretch): Promise<string[]> {
  const lines = await Promise.all(
    agents.map(async ({ agent, spells }) => {
      const { agentTimeline } = await house.ask<{ agentTimeline: readonly Answer[] }>(
        `{ agentTimeline(agent: "${site}/${agent.name}", ${periodOf(period)}) { state reason callId queue from to } }`,
      )
      const told = withoutSeams(
        agentTimeline.map(row => ({
          from: microsOf(row['from'] as string),
          what: stateText(
            row['state'] as string,
            row['reason'] as string | null,
            row['callId'] === null ? null : [row['callId'], row['queue']].join(' '),
          ),
        })),
      ).map(({ from, what }) => [site, agent.name, isoOf(from), what].join(' '))
      const known = withoutSeams(
        spells
          .filter(({ from, to }) => from < period.to && to > period.from)
          .map(({ from, state, reason, call }) => ({ from, what: stateText(state, reason, call) })),
      ).map(({ from, what }) => [site, agent.name, isoOf(from), what].join(' '))
      return linesOfOneSide(known, told)
    }),
  )
  return lines.flat()
}

/** Of two telephones that ring for him at once either may be named. */
const stateText = (state: string, reason: string | null, call: string | null) =>
  [state, reason ?? '-', state === 'RINGING' ? '-' : (call ?? '-')].join(' ')

const withoutSeams = <T extends { readonly what: string }>(spells: readonly T[]): readonly T[] =>
  spells.filter(({ what }, index) => what !== spells[index - 1]?.what)

function linesOfOneSide(oracle: readonly string[], told: readonly string[]): string[] {
  const left = [...told]
  const missing = oracle.filter(line => {
    const index = left.indexOf(line)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
  return [...missing.map(line => `the oracle alone: ${line}`), ...left.map(line => `we alone: ${line}`)].sort((a, b) =>
    a.slice(a.indexOf(':')) < b.slice(b.indexOf(':')) ? -1 : 1,
  )
}
