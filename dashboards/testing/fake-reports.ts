import { iso, type FakeWorld } from './fake-boards.ts'
import { seeded } from './random.ts'

interface StatisticsArgs {
  readonly period: { readonly from: string; readonly to: string }
  readonly groupBy?: readonly string[]
  readonly interval?: string
  readonly queues?: readonly string[] | null
  readonly openingHours?: keyof typeof shareOf | null
}

/** Of the calls of a period. */
const shareOf = { ALL: 1, OPEN: 0.9, CLOSED: 0.1 } as const

const lengths: Readonly<Record<string, number>> = {
  QUARTER_HOUR: 900_000,
  HALF_HOUR: 1_800_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
  WEEK: 7 * 86_400_000,
  MONTH: 30 * 86_400_000,
}

/** How busy an hour of the day is, 0 to 1: two humps with lunch between them. */
const busyness = (hour: number): number =>
  hour < 7 || hour > 20
    ? 0.03
    : 0.25 + 0.75 * Math.exp(-((hour - 10) ** 2) / 6) + 0.5 * Math.exp(-((hour - 15.5) ** 2) / 6)

export function connection<Row>(rows: readonly Row[]) {
  return {
    dataAge: 2.1,
    position: '184223',
    edges: rows.map((node, place) => ({ cursor: String(place), node })),
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  }
}

type StatisticsRow = ReturnType<typeof figures> &
  Partial<Record<'start' | 'end', string> & Record<'hourOfDay' | 'dayOfWeek', number>>

export function queueStatistics(world: FakeWorld, args: StatisticsArgs): ReturnType<typeof connection<StatisticsRow>> {
  const { period, groupBy = ['QUEUE'], interval, queues, openingHours } = args
  if (groupBy.length === 0 && interval === undefined) return connection([sumOf(world, args)])
  const from = Date.parse(period.from)
  const to = Date.parse(period.to)
  const days = Math.max(0.02, (to - from) / 86_400_000)
  const wanted = world.queues.filter(({ site, queue }) => !queues || queues.includes(`${site}/${queue}`))
  if (groupBy.includes('HOUR_OF_DAY')) {
    const cells = Array.from({ length: 168 }, (_, cell) => ({
      dayOfWeek: Math.floor(cell / 24) + 1,
      hourOfDay: cell % 24,
    }))
    return connection(
      cells.map(({ dayOfWeek, hourOfDay }) => ({
        ...figures(
          dayOfWeek > 5 ? 0 : Math.round(busyness(hourOfDay) * days * wanted.length * 2),
          dayOfWeek * 31 + hourOfDay,
        ),
        dayOfWeek,
        hourOfDay,
      })),
    )
  }
  const step = interval === undefined || interval === 'TOTAL' ? to - from : (lengths[interval] ?? to - from)
  const rows: StatisticsRow[] = []
  for (const each of groupBy.includes('QUEUE') ? wanted : [null])
    for (let start = from; start < to; start += step) {
      const hour = new Date(start).getUTCHours() + 1
      const share = step >= 86_400_000 ? days * (step / (to - from)) * 8 : busyness(hour) * (step / 3_600_000)
      const swing = 0.6 + 0.8 * seeded(start / 1000 + (each?.today.answered ?? 0))()
      const calls = Math.round(
        share *
          swing *
          21 *
          (each ? 0.4 + (each.today.answered % 7) / 6 : wanted.length * 0.8) *
          shareOf[openingHours ?? 'ALL'],
      )
      const past = start < world.startedAt
      rows.push({
        // A queue that answered nothing today has not been called in a report either.
        ...figures(past && each?.today.answered !== 0 ? calls : 0, start / 900_000 + (each?.today.answered ?? 0)),
        site: each?.site ?? null,
        queue: each?.queue ?? null,
        queueDisplayName: each?.queueDisplayName ?? null,
        start: iso(start),
        end: iso(Math.min(to, start + step)),
      })
    }
  return connection(rows)
}

/** The total is the sum of the lines above it, as a reader checks first. */
function sumOf(world: FakeWorld, args: StatisticsArgs): StatisticsRow {
  const rows = queueStatistics(world, { ...args, groupBy: ['QUEUE'] }).edges.map(({ node }) => node)
  const sum = figures(1000, 1)
  const levels = rows.map(({ serviceLevel }) => serviceLevel({}))
  const added = ['offered', 'answered', 'abandoned', 'shortAbandoned', 'timedOut', 'flowedOut'] as const
  for (const name of added) sum[name] = rows.reduce((total, row) => total + row[name], 0)
  const numerator = levels.reduce((total, level) => total + level.numerator, 0)
  const denominator = levels.reduce((total, level) => total + level.denominator, 0)
  return {
    ...sum,
    answerRate: sum.answered / sum.offered,
    abandonRate: sum.abandoned / sum.offered,
    maxWaitSeconds: Math.max(...rows.map(row => row.maxWaitSeconds ?? 0)),
    serviceLevel: (asked: { formula?: string; thresholdSeconds?: number | null }) => ({
      ...figures(1, 1).serviceLevel(asked),
      ratio: denominator > 0 ? numerator / denominator : null,
      numerator,
      denominator,
    }),
  }
}

function figures(offered: number, seed: number) {
  const random = seeded(seed)
  const abandoned = Math.round(offered * (0.03 + random() * 0.1))
  const timedOut = Math.round(offered * random() * 0.03)
  const answered = offered - abandoned - timedOut
  const shortAbandoned = Math.round(abandoned * 0.3)
  const numerator = Math.round(answered * (0.74 + random() * 0.22))
  const denominator = answered + abandoned - shortAbandoned + timedOut
  const some = offered > 0
  return {
    site: null as string | null,
    queue: null as string | null,
    queueDisplayName: null as string | null,
    offered,
    answered,
    abandoned,
    shortAbandoned,
    timedOut,
    flowedOut: timedOut,
    lostBySystem: 0,
    open: 0,
    answerRate: some ? answered / offered : null,
    abandonRate: some ? abandoned / offered : null,
    averageSpeedOfAnswerSeconds: some ? 6 + random() * 14 : null,
    maxWaitSeconds: some ? 60 + Math.floor(random() * 260) : null,
    averageTalkSeconds: some ? 120 + random() * 160 : null,
    averageHandleSeconds: some ? 150 + random() * 190 : null,
    serviceLevel: ({ formula, thresholdSeconds }: { formula?: string; thresholdSeconds?: number | null }) => ({
      ratio: denominator > 0 ? numerator / denominator : null,
      numerator,
      denominator,
      formula: formula ?? 'SL6',
      thresholdSeconds: thresholdSeconds ?? 15,
    }),
  }
}

export const reconciliation = (world: FakeWorld, args: StatisticsArgs, difference: number) =>
  queueStatistics(world, { ...args, groupBy: ['QUEUE'] }).edges.map(({ node }, place) => ({
    site: node.site,
    queue: node.queue,
    offered: node.offered,
    open: 0,
    difference: place === 0 ? difference : 0,
  }))

const outcomes = [
  'ANSWERED',
  'ANSWERED',
  'ANSWERED',
  'ABANDONED',
  'ANSWERED',
  'TIMEOUT',
  'ANSWERED',
  'EXIT_KEY',
] as const

export function queueVisits(world: FakeWorld, wanted: readonly string[] | null | undefined) {
  const random = seeded(3)
  const visits = Array.from({ length: 40 }, (_, place) => {
    const outcome = outcomes[place % outcomes.length] ?? 'ANSWERED'
    const answered = outcome === 'ANSWERED'
    const at = world.startedAt - 60_000 - place * 410_000
    return {
      id: `visit-${place}`,
      site: 'paris',
      callId: `${Math.floor(at / 1000)}.${1200 + place}`,
      visitNumber: place % 9 === 4 ? 2 : 1,
      outcome,
      enteredAt: iso(at),
      waitSeconds: Math.floor(random() * 50),
      ringSeconds: answered ? 4 : null,
      talkSeconds: answered ? Math.floor(40 + random() * 500) : null,
      agent: answered ? `Agent/${8001 + (place % 12)}` : null,
      callerNumber: `06${String(12_345_678 + place * 7919).padStart(8, '0')}`,
      callerName: place % 3 === 1 ? 'Élodie Dupont' : null,
      entryPosition: 1,
      exitPosition: answered ? null : 1,
      hungUpBy: answered ? 'CALLER' : null,
      transfer: place % 11 === 2 ? { kind: 'BLIND', to: '3002' } : null,
    }
  })
  return connection(visits.filter(({ outcome }) => !wanted || wanted.includes(outcome)))
}

export function visitEvents(world: FakeWorld, id: string) {
  const at = Math.floor((world.startedAt - 60_000) / 1000)
  const lines = ['ENTERQUEUE||0612345678|1', 'CONNECT|7|' + `${at}.1201|4`, 'COMPLETECALLER|7|184|1']
  const events = lines.map((line, place) => ({
    __typename: 'Event',
    id: `event-${place}`,
    position: String(184_100 + place),
    type: 'QueueLogRowRecorded',
    occurredAt: iso((at + place * 7) * 1000),
    recordedAt: iso((at + place * 7) * 1000 + 180),
    raw: `${at + place * 7}|${at}.1200|sales|${place === 0 ? 'NONE' : 'Agent/8001'}|${line}`,
  }))
  return { __typename: 'QueueVisit', id, events }
}
