import type { NewEvent, RecordedEvent } from '../../../domain/kernel/event.ts'
import type { Cell, FoldContext, Projection, TableWrite } from '../../../domain/kernel/projection.ts'

/**
 * A read model for the engine's own tests: points of players. It asks its tables when it meets a player for the first time,
 * inserts, replaces and removes, and has columns of every kind.
 */
export const tally: Projection = {
  name: 'tally',
  version: 1,
  handles: ['PointsScored', 'PlayerLeft'],
  tables: `
    CREATE TABLE score (player text PRIMARY KEY, points bigint NOT NULL, rounds bigint[] NOT NULL, notes text[] NOT NULL, even boolean);
    CREATE TABLE round (position bigint PRIMARY KEY, player text NOT NULL, points bigint NOT NULL, note text);`,
  indexes: 'CREATE INDEX round_player ON round (player)',
  onError: 'stop',
  comparison: {
    figures: `SELECT 'here' AS site, player AS name, 0::bigint AS start_us, count(*) AS rounds,
                sum(points) * 1000000 AS "pointsSeconds", count(*) FILTER (WHERE points > 0) AS scoring
              FROM {schema}.round GROUP BY player`,
    ratios: sum => ({ scoringRate: sum('rounds') > 0 ? sum('scoring') / sum('rounds') : null }),
    calls: `SELECT 'here' AS site, position::text AS key, NULL AS node, position::text AS call_id, player AS name,
              position AS at_us, points * 1000000 AS "pointsSeconds", note, position * 1000000 AS "scoredAt"
            FROM {schema}.round`,
  },
  open: context => Promise.resolve(openTally(context)),
}

/** The same game by another rule: what was scored is worth `worth(points)`. */
export const reread = (version: number, worth: (points: number) => number): Projection => ({
  ...tally,
  version,
  open: context => {
    const fold = openTally(context)
    const again = (event: RecordedEvent): RecordedEvent =>
      event.type === 'PointsScored'
        ? { ...event, data: { ...scored(event), points: worth(scored(event).points) } }
        : event
    return Promise.resolve({ page: events => fold.page(events.map(again)) })
  },
})

/** `tally` that folds a page only when it begins at a position that 3 divides, and takes the others in till then. */
export const puttingOff: Projection = {
  ...tally,
  open: context => {
    const fold = openTally(context)
    let waiting: readonly RecordedEvent[] = []
    return Promise.resolve({
      putOff(events) {
        if ((events[0]?.position ?? 0) % 3 === 0) return false
        waiting = [...waiting, ...events]
        return true
      },
      page(events) {
        const all = [...waiting, ...events]
        waiting = []
        return fold.page(all)
      },
    })
  },
}

interface Score {
  readonly points: number
  readonly rounds: readonly number[]
  readonly notes: readonly string[]
}

interface Scored {
  readonly player: string
  readonly points: number
  readonly note?: string
}

const scored = (event: RecordedEvent) => event.data as unknown as Scored

function openTally({ sql }: FoldContext) {
  const known = new Map<string, Score | undefined>()

  async function scoreOf(player: string): Promise<Score | undefined> {
    if (known.has(player)) return known.get(player)
    const { rows } = await sql.query<Score>('SELECT points, rounds, notes FROM score WHERE player = $1', [player])
    known.set(player, rows[0])
    return rows[0]
  }

  return {
    async page(events: readonly RecordedEvent[]): Promise<readonly TableWrite[]> {
      const rounds: Cell[][] = []
      const touched = new Set<string>()
      for (const event of events) {
        const { player, points, note } = scored(event)
        touched.add(player)
        if (event.type === 'PlayerLeft') {
          known.set(player, undefined)
          continue
        }
        if (points < 0) throw new Error(`${points} points cannot be scored`)
        const before = (await scoreOf(player)) ?? { points: 0, rounds: [], notes: [] }
        rounds.push([event.position, player, points, note ?? null])
        known.set(player, {
          points: before.points + points,
          rounds: [...before.rounds, event.position].slice(-3),
          notes: [...before.notes, note ?? ''].slice(-2),
        })
      }
      const scores: TableWrite = {
        table: 'score',
        columns: ['player', 'points', 'rounds', 'notes', 'even'],
        key: ['player'],
        insert: [],
        replace: [...touched].flatMap(player => {
          const score = known.get(player)
          return score ? [[player, score.points, score.rounds, score.notes, score.points % 2 === 0]] : []
        }),
        remove: [...touched].filter(player => known.get(player) === undefined).map(player => [player]),
      }
      return [
        scores,
        {
          table: 'round',
          columns: ['position', 'player', 'points', 'note'],
          key: ['position'],
          insert: rounds,
          replace: [],
          remove: [],
        },
      ]
    },
  }
}

/** Counts events by type and by ten-thousand: the simplest thing a projection can do. */
export const counting = (name = 'counting', version = 1): Projection => ({
  name,
  version,
  handles: ['PointsScored', 'PlayerLeft', 'Unrelated'],
  tables: 'CREATE TABLE counted (type text, bucket bigint, events bigint NOT NULL, PRIMARY KEY (type, bucket))',
  onError: 'stop',
  async open({ sql }) {
    const counts = new Map<string, [type: string, bucket: number, events: number]>()
    const { rows } = await sql.query<{ type: string; bucket: number; events: number }>('SELECT * FROM counted')
    for (const { type, bucket, events } of rows) counts.set(`${type} ${bucket}`, [type, bucket, events])
    return {
      page(events) {
        const touched = new Set<[string, number, number]>()
        for (const { type, position } of events) {
          const bucket = Math.floor(position / 10_000)
          const key = `${type} ${bucket}`
          let count = counts.get(key)
          if (!count) counts.set(key, (count = [type, bucket, 0]))
          count[2]++
          touched.add(count)
        }
        const replace = [...touched].map(count => [...count])
        return Promise.resolve([
          {
            table: 'counted',
            columns: ['type', 'bucket', 'events'],
            key: ['type', 'bucket'],
            insert: [],
            replace,
            remove: [],
          },
        ])
      },
    }
  },
})

/** Remembers nothing: every page begins with a question to its own table. */
export const balance: Projection = {
  name: 'balance',
  version: 1,
  handles: ['PointsScored'],
  tables: 'CREATE TABLE line (position bigint PRIMARY KEY, total bigint NOT NULL)',
  onError: 'stop',
  open: ({ sql }) =>
    Promise.resolve({
      async page(events) {
        const { rows } = await sql.query<{ total: number }>('SELECT total FROM line ORDER BY position DESC LIMIT 1')
        let total = rows[0]?.total ?? 0
        const insert = events.map(event => [event.position, (total += scored(event).points)])
        return [{ table: 'line', columns: ['position', 'total'], key: ['position'], insert, replace: [], remove: [] }]
      },
    }),
}

/** Asks its table before it takes anything in, and says what has changed only when it is asked for it. */
export const hoarding: Projection = {
  name: 'hoarding',
  version: 1,
  handles: ['PointsScored'],
  tables: 'CREATE TABLE total (player text PRIMARY KEY, points bigint NOT NULL, newest bigint NOT NULL)',
  onError: 'skip',
  async open({ sql }) {
    const { rows } = await sql.query<Total>('SELECT * FROM total')
    const totals = new Map(rows.map(total => [total.player, total]))
    const changed = new Set<string>()
    return {
      async page(events) {
        if ((events[0]?.position ?? 0) % 7 === 0) await expectWritten(sql, totals)
        for (const event of events) {
          const { player, points } = scored(event)
          if (points < 0) throw new Error(`${points} points cannot be scored`)
          totals.set(player, {
            player,
            points: points + (totals.get(player)?.points ?? 0),
            newest: event.position,
          })
          changed.add(player)
        }
        return []
      },
      keptBack() {
        const replace = [...changed].flatMap(player => totals.get(player) ?? []).map(cellsOfTotal)
        changed.clear()
        const columns = ['player', 'points', 'newest']
        return [{ table: 'total', columns, key: ['player'], insert: [], replace, remove: [] }]
      },
    }
  },
}

interface Total {
  readonly player: string
  readonly points: number
  readonly newest: number
}

const cellsOfTotal = ({ player, points, newest }: Total): readonly Cell[] => [player, points, newest]

/** What is asked of the tables is what was folded before. */
async function expectWritten(sql: FoldContext['sql'], totals: ReadonlyMap<string, Total>): Promise<void> {
  const { rows } = await sql.query<Total>('SELECT * FROM total')
  const differs = rows.length !== totals.size || rows.some(row => totals.get(row.player)?.points !== row.points)
  if (differs) throw new Error(`the table holds ${JSON.stringify(rows)}, not what was folded`)
}

/** Looks into the log, far ahead of what it is given, and counts what it finds. */
export const prying: Projection = {
  name: 'prying',
  version: 1,
  handles: ['PointsScored'],
  tables: 'CREATE TABLE seen (position bigint PRIMARY KEY, newest bigint NOT NULL)',
  onError: 'stop',
  open: ({ log }) =>
    Promise.resolve({
      async page(events) {
        const last = events.at(-1)?.position ?? 0
        let newest = 0
        for await (const page of log.readAll({ after: last - 1 })) newest = page.events.at(-1)?.position ?? newest
        for await (const page of log.readStream('game', { from: last - 1, upTo: last + 100 }))
          newest = Math.max(newest, page.events.at(-1)?.position ?? 0)
        const insert = [[last, newest]]
        return [{ table: 'seen', columns: ['position', 'newest'], key: ['position'], insert, replace: [], remove: [] }]
      },
    }),
}

/** A deterministic game: `count` events of a few players, some of which leave and come back; hostile notes; other events between. */
export function game(count: number, from = 0): NewEvent[] {
  const notes = ['plain', 'tab\tand\nline', 'back\\slash', '"quoted", {braced}', 'NUL \0 inside', 'é€😀', '\\N', '']
  return Array.from({ length: count }, (_, i) => {
    const n = from + i
    const player = `player ${(n * 7) % 11}`
    if (n % 13 === 5) return { type: 'Unrelated', data: { n }, occurredAt: n }
    if (n % 17 === 3) return { type: 'PlayerLeft', data: { player }, occurredAt: n }
    const note = notes[n % notes.length] ?? ''
    return {
      type: 'PointsScored',
      data: n % 5 === 0 ? { player, points: n % 10 } : { player, points: n % 10, note },
      occurredAt: n,
    }
  })
}
