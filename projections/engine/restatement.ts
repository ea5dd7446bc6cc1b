import { isLength } from '../../domain/kernel/comparison.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import { isoOf, microsOfDate, secondsOf, type Micros } from '../../domain/kernel/time.ts'
import { cursorOf, keyOfCursor } from '../cursor.ts'
import type { PageRequest, RowPage } from '../scope.ts'
import type { TableDifference } from './compare.ts'
import restatement from './sql/restatement.sql'

/** What a build that waits would change. */
export interface Restatement {
  readonly projection: string
  readonly build: number
  readonly buildBefore: number
  readonly versionBefore: number
  readonly versionAfter: number
  /** Both builds held the log up to here. */
  readonly position: Position
  readonly comparedAt: Micros
  /** Why figures could not be compared; null: they were. */
  readonly problem: string | null
  readonly tables: readonly TableDifference[]
  /** Of everything, whether they change or not. */
  readonly totals: readonly FigureDifference[]
  /** How many groups have figures that change. */
  readonly figures: number
  /** How many calls are read differently. */
  readonly calls: number
}

export interface FigureDifference {
  /** As the API names it; the unit stands last. */
  readonly name: string
  /** null: no denominator. */
  readonly before: number | null
  readonly after: number | null
}

/** A group, e.g. a queue on one day. */
export interface RestatedFigures {
  readonly site: string
  /** Queue or agent; null: the whole site. */
  readonly name: string | null
  readonly start: Micros
  readonly differences: readonly FigureDifference[]
}

export type RestatedValue = string | number | boolean | null | readonly string[]

export interface RestatedCall {
  readonly site: string
  readonly node: string | null
  readonly callId: string | null
  /** Queue or agent; null: neither. */
  readonly name: string | null
  readonly at: Micros
  /** ADDED: only the new build has it. REMOVED: only the old one. */
  readonly change: 'ADDED' | 'REMOVED' | 'CHANGED'
  readonly differences: readonly {
    readonly name: string
    readonly before: RestatedValue
    readonly after: RestatedValue
  }[]
}

type Pairs<V> = Readonly<Record<string, readonly [before: V, after: V]>>

interface RestatementRecord extends Omit<Restatement, 'projection' | 'comparedAt' | 'totals'> {
  readonly comparedAt: Date
  readonly totals: Pairs<number | null>
}

/** @param build the one that waits where none is named */
export async function restatementOf(
  db: Queryable,
  projection: string,
  build: number | null = null,
): Promise<Restatement | undefined> {
  const { rows } = await db.query<RestatementRecord>(restatement, [projection, build])
  const [record] = rows
  if (!record) return undefined
  return {
    ...record,
    projection,
    comparedAt: microsOfDate(record.comparedAt),
    totals: differencesOf(record.totals),
  }
}

export type RestatementKey = Pick<Restatement, 'projection' | 'build'>

/** @throws InvalidCursor */
export async function restatedFigures(
  db: Queryable,
  key: RestatementKey,
  page: PageRequest,
): Promise<RowPage<RestatedFigures>> {
  type Record = Omit<RestatedFigures, 'differences'> & { seq: number; differences: Pairs<number | null> }
  const rows = await pageOf<Record>(
    db,
    `seq, site, nullif(name, '') AS name, start_us AS start, differences FROM engine.restated_figure`,
    key,
    page,
  )
  return asPage(rows, page, ({ seq: _, differences, ...row }) => ({ ...row, differences: differencesOf(differences) }))
}

/** @throws InvalidCursor */
export async function restatedCalls(
  db: Queryable,
  key: RestatementKey,
  page: PageRequest,
): Promise<RowPage<RestatedCall>> {
  type Record = Omit<RestatedCall, 'differences'> & { seq: number; differences: Pairs<RestatedValue> }
  const rows = await pageOf<Record>(
    db,
    `seq, site, node, call_id AS "callId", nullif(name, '') AS name, at_us AS at, change, differences
     FROM engine.restated_call`,
    key,
    page,
  )
  return asPage(rows, page, ({ seq: _, differences, ...row }) => ({
    ...row,
    differences: differencesOf(differences).map(({ name, before, after }) => ({
      name,
      before: readable(name, before),
      after: readable(name, after),
    })),
  }))
}

async function pageOf<R extends object>(
  db: Queryable,
  columnsAndTable: string,
  { projection, build }: RestatementKey,
  { first, after }: PageRequest,
): Promise<readonly R[]> {
  const [seq] = after === undefined ? [0] : keyOfCursor(after, [0])
  const { rows } = await db.query<R>(
    `SELECT ${columnsAndTable} WHERE projection = $1 AND build = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
    [projection, build, seq, first + 1],
  )
  return rows
}

const asPage = <F extends { readonly seq: number }, R>(
  found: readonly F[],
  { first }: PageRequest,
  rowOf: (record: F) => R,
): RowPage<R> => ({
  rows: found.slice(0, first).map(record => ({ ...rowOf(record), cursor: cursorOf([record.seq]) })),
  hasNextPage: found.length > first,
})

const differencesOf = <V>(pairs: Pairs<V>) =>
  Object.entries(pairs).map(([name, [before, after]]) => ({ name, before, after }))

/** By the last word of its name (domain/kernel/comparison.ts). */
function readable(name: string, value: RestatedValue): RestatedValue {
  if (typeof value !== 'number') return value
  if (isLength(name)) return secondsOf(value)
  return name.endsWith('At') ? isoOf(value) : value
}
