import { intervalsOf, isWithin, overlap, quarter, type Stretch } from './clock.ts'
import { differencesOf, type Figures, type Reading } from './comparison.ts'
import type { House } from './house.ts'
import { second, sum } from './rows.ts'
import type { Stay } from './stays.ts'

/** Quarters are named by the wall clock of the site, as the original's are: the hour that autumn repeats is added up. */
type Row = Readonly<Record<string, string | number | null>>

const figuresOf = (rows: readonly Row[], names: readonly string[]): Figures =>
  new Map(
    rows.map(row => [
      `${String(row['site'])}/${String(row['who'])} ${String(row['at'])}`,
      Object.fromEntries(names.map(name => [name, Number(row[name])])),
    ]),
  )

const counted = [
  'answered',
  'abandoned',
  'total',
  'full',
  'closed',
  'joinempty',
  'leaveempty',
  'divert_ca_ratio',
  'divert_waittime',
  'timeout',
]

const sums = (names: readonly string[]) => names.map(name => `sum("${name}")::float8 AS "${name}"`).join(', ')

/** contact-center 5.7: a call belongs to the quarter of its entry; refused ones to that of the refusal and not to the total. */
function periodicOf(stays: readonly Stay[], refusals: Reading['refusals'], interval: Stretch) {
  const own = stays.filter(({ enteredAt }) => isWithin(enteredAt, interval))
  const refused = (reason: string) =>
    refusals.filter(refusal => isWithin(refusal.at, interval) && refusal.reason === reason).length
  const ended = (outcome: Stay['outcome']) => own.filter(stay => stay.outcome === outcome).length
  return {
    answered: ended('ANSWERED'),
    abandoned: ended('ABANDONED'),
    total: own.length,
    full: refused('FULL'),
    closed: refused('CLOSED'),
    joinempty: refused('JOIN_EMPTY'),
    leaveempty: ended('EXIT_EMPTY'),
    divert_ca_ratio: refused('DIVERT_RATIO'),
    divert_waittime: refused('DIVERT_WAIT'),
    timeout: ended('TIMEOUT'),
  }
}

const t1 = 15 * second
const t2 = 20 * second
const specific = [
  'nb_offered',
  'nb_answered',
  'nb_abandoned',
  'answer_less_t1',
  'answer_btw_t1_t2',
  'answer_more_t2',
  'abandoned_less_t1',
  'abandoned_btw_t1_t2',
  'abandoned_more_t2',
  'communication_time',
]

/** contact-center 5.9: bands are [0, t1), [t1, t2), [t2, ...); a length that crosses the boundary is cut there. */
function specificOf(stays: readonly Stay[], interval: Stretch) {
  const own = stays.filter(({ enteredAt }) => isWithin(enteredAt, interval))
  const band = (outcome: Stay['outcome'], from: number, to: number) =>
    own.filter(stay => stay.outcome === outcome && isWithin((stay.leftAt ?? 0) - stay.enteredAt, { from, to })).length
  const bands = (outcome: Stay['outcome']) => [band(outcome, 0, t1), band(outcome, t1, t2), band(outcome, t2, Infinity)]
  const [answered, abandoned] = [bands('ANSWERED'), bands('ABANDONED')]
  const talks = stays.map(({ answeredAt = 0, endedAt = 0 }) => overlap({ from: answeredAt, to: endedAt }, interval))
  return {
    nb_offered: own.length,
    nb_answered: sum(answered),
    nb_abandoned: sum(abandoned),
    answer_less_t1: answered[0],
    answer_btw_t1_t2: answered[1],
    answer_more_t2: answered[2],
    abandoned_less_t1: abandoned[0],
    abandoned_btw_t1_t2: abandoned[1],
    abandoned_more_t2: abandoned[2],
    communication_time: sum(talks) / second,
  }
}

const times = ['login_time', 'pause_time', 'wrapup_time']

/** What the wall clock of the zone shows, as PostgreSQL prints it. */
function wallOf(at: number, zone: string): string {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return clock.format(at / 1000)
}

type Computed = Readonly<Record<string, number | undefined>>

function oracleBy(
  readings: readonly Reading[],
  period: Stretch,
  unit: 'QUARTER_HOUR' | 'HOUR',
  nameOf: (interval: Stretch, reading: Reading) => string,
  compute: (reading: Reading, interval: Stretch) => readonly (readonly [who: string, figures: Computed])[],
): Figures {
  const figures = new Map<string, Record<string, number>>()
  for (const reading of readings)
    for (const interval of intervalsOf(period, unit, 'UTC'))
      for (const [who, added] of compute(reading, interval)) {
        const key = `${reading.site}/${who} ${nameOf(interval, reading)}`
        const known = figures.get(key) ?? {}
        figures.set(key, known)
        for (const [name, value = 0] of Object.entries(added)) known[name] = (known[name] ?? 0) + value
      }
  return figures
}

/** The tables of the original reporting database and of Wazo, held against the oracle. The period begins and ends on an hour. */
export async function differencesOfViews(
  house: House,
  readings: readonly Reading[],
  period: Stretch,
): Promise<string[]> {
  const wall = ({ from }: Stretch, { zone }: Reading) => wallOf(from, zone)
  const hour = ({ from }: Stretch) => wallOf(from, 'UTC')
  const ofQueue = ({ stays, refusals }: Reading, queue: string) => ({
    stays: stays.filter(stay => stay.queue === queue),
    refusals: refusals.filter(refusal => refusal.queue === queue),
  })
  const periodic = (reading: Reading, interval: Stretch) =>
    reading.queues.map(queue => {
      const own = ofQueue(reading, queue)
      return [queue, periodicOf(own.stays, own.refusals, interval)] as const
    })
  // A condition on the time is what these views are quick by. A day more on both sides is for the zones.
  const day = 96 * quarter
  const about = `time >= '${wallOf(period.from - day, 'UTC')}Z' AND time < '${wallOf(period.to + day, 'UTC')}Z'`
  const xivoQueues = await house.sql<Row>(
    `SELECT site, queue AS who, to_char(time, 'YYYY-MM-DD HH24:MI:SS') AS at, ${sums(counted)}
     FROM xivo_stats.stat_queue_periodic WHERE ${about} GROUP BY 1, 2, 3`,
  )
  const wazoQueues = await house.sql<Row>(
    `SELECT p.site, q.name AS who, to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS at, ${sums(counted)}
     FROM wazo_stats.stat_queue_periodic p JOIN wazo_stats.stat_queue q ON q.id = p.queue_id WHERE ${about} GROUP BY 1, 2, 3`,
  )
  const specificRows = await house.sql<Row>(
    `SELECT site, queue_ref AS who, to_char(time, 'YYYY-MM-DD HH24:MI:SS') AS at, ${sums(specific)}
     FROM xivo_stats.stat_queue_specific WHERE ${about} GROUP BY 1, 2, 3`,
  )
  const seconds = times.map(name => `extract(epoch FROM sum(${name}))::float8 AS ${name}`).join(', ')
  const xivoAgents = await house.sql<Row>(
    `SELECT site, 'Agent/' || agent AS who, to_char(time, 'YYYY-MM-DD HH24:MI:SS') AS at, ${seconds}
     FROM xivo_stats.stat_agent_periodic WHERE ${about} GROUP BY 1, 2, 3`,
  )
  const wazoAgents = await house.sql<Row>(
    `SELECT p.site, a.name AS who, to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS at, ${seconds}
     FROM wazo_stats.stat_agent_periodic p JOIN wazo_stats.stat_agent a ON a.id = p.agent_id WHERE ${about} GROUP BY 1, 2, 3`,
  )
  const ofAgents = ({ agents }: Reading, interval: Stretch) =>
    agents.map(({ agent, spells }) => {
      const time = (is: (spell: (typeof spells)[number]) => boolean) =>
        sum(spells.filter(is).map(spell => overlap(spell, interval))) / second
      const figures = {
        login_time: time(({ loggedIn }) => loggedIn),
        pause_time: time(({ state }) => state === 'PAUSED'),
        wrapup_time: time(({ state }) => state === 'WRAP_UP'),
      }
      return [agent.name, figures] as const
    })
  const sites = new Set(readings.map(({ site }) => site))
  const toldBy = (rows: readonly Row[], names: readonly string[]) =>
    figuresOf(
      rows.filter(({ site }) => sites.has(String(site))),
      names,
    )
  const until = (rows: readonly Row[], isWall: boolean) => {
    // A state that goes on is counted up to now, by the clock of the database: what lies behind the period is not asked for.
    const ends = new Map(readings.map(({ site, zone }) => [site, wallOf(period.to - quarter, isWall ? zone : 'UTC')]))
    return rows.filter(({ site, at }) => String(at) <= (ends.get(String(site)) ?? ''))
  }
  const named = (view: string, lines: readonly string[]) => lines.map(line => `${view}: ${line}`)
  return [
    ...named(
      'xivo stat_queue_periodic',
      differencesOf(oracleBy(readings, period, 'QUARTER_HOUR', wall, periodic), toldBy(xivoQueues, counted)),
    ),
    ...named(
      'wazo stat_queue_periodic',
      // Wazo's total has the refused calls (peer-semantics 4).
      differencesOf(
        oracleBy(readings, period, 'HOUR', hour, (reading, interval) =>
          periodic(reading, interval).map(([queue, figures]) => {
            const refused =
              figures.full + figures.closed + figures.joinempty + figures.divert_ca_ratio + figures.divert_waittime
            return [queue, { ...figures, total: figures.total + refused }] as const
          }),
        ),
        toldBy(wazoQueues, counted),
      ),
    ),
    ...named(
      'xivo stat_queue_specific',
      differencesOf(
        oracleBy(readings, period, 'QUARTER_HOUR', wall, (reading, interval) =>
          reading.queues.map(queue => [queue, specificOf(ofQueue(reading, queue).stays, interval)] as const),
        ),
        toldBy(specificRows, specific),
      ),
    ),
    ...named(
      'xivo stat_agent_periodic',
      differencesOf(oracleBy(readings, period, 'QUARTER_HOUR', wall, ofAgents), toldBy(until(xivoAgents, true), times)),
    ),
    ...named(
      'wazo stat_agent_periodic',
      differencesOf(oracleBy(readings, period, 'HOUR', hour, ofAgents), toldBy(until(wazoAgents, false), times)),
    ),
  ]
}
