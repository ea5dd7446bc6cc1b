import type { Json } from '../../domain/kernel/json.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { isZone } from '../../domain/kernel/zone.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'
import type { FollowerHealth } from '../sources/running-source.ts'
import type { Row } from '../row-decoder.ts'
import { rowProblem } from './row-problem.ts'
import type { SpoolRecord } from './spool-record.ts'

/** What a collector sends at once: records of its spool, and how its sources stand. Without records it is a sign of life. */
export interface Delivery {
  readonly site: string
  readonly node: string
  /** Of the clock of the node. */
  readonly timeZone: string
  /** By the clock of the node. Collectors of older versions do not say. */
  readonly sentAt?: Micros
  /** Id of the spool that the records are of. */
  readonly spool: string
  /** What the collector follows. */
  readonly sources: readonly CollectedSource[]
  readonly records: readonly SpoolRecord[]
}

export interface CollectedSource extends FollowerHealth {
  readonly kind: FactKind
}

const kinds: readonly FactKind[] = ['queue_log', 'cel', 'ami']
const states: readonly FollowerHealth['state'][] = ['LIVE', 'LATE', 'DOWN']
const slug = /^[a-z0-9][a-z0-9_-]{0,62}$/

/** A collector that says what it did not mean is told where, and nothing of the delivery is taken. */
class DeliveryRefused extends Error {
  override readonly name = 'DeliveryRefused'
}

/** @throws DeliveryRefused that names the field */
export function readDelivery(value: unknown): Delivery {
  const body = objectAt(value, 'the body')
  const { site, node, timeZone, sentAt, spool, sources, records } = body
  return {
    site: matching(site, slug, 'site'),
    node: matching(node, slug, 'node'),
    timeZone: typeof timeZone === 'string' && isZone(timeZone) ? timeZone : refuse('timeZone', 'an IANA time zone'),
    ...(sentAt === undefined ? {} : { sentAt: numberAt(sentAt, 0, 'sentAt') }),
    spool: matching(spool, /^[0-9a-f-]{36}$/, 'spool'),
    sources: listAt(sources, 'sources').map((source, index) => sourceAt(source, `sources.${index}`)),
    records: listAt(records, 'records').map((record, index) => recordAt(record, `records.${index}`)),
  }
}

function sourceAt(value: unknown, where: string): CollectedSource {
  const { kind, state, lagSeconds, problem } = objectAt(value, where)
  if (lagSeconds !== null && typeof lagSeconds !== 'number') throw refused(`${where}.lagSeconds`, 'a number or null')
  if (problem !== null && typeof problem !== 'string') throw refused(`${where}.problem`, 'text or null')
  return {
    kind: oneOf(kind, kinds, `${where}.kind`),
    state: oneOf(state, states, `${where}.state`),
    lagSeconds,
    problem: problem === null ? null : problem.slice(0, 2000),
  }
}

function recordAt(value: unknown, where: string): SpoolRecord {
  const { seq, after, kind, anew, rows, cursor } = objectAt(value, where)
  if (typeof anew !== 'boolean') throw refused(`${where}.anew`, 'true or false')
  const known = oneOf(kind, kinds, `${where}.kind`)
  return {
    seq: numberAt(seq, 1, `${where}.seq`),
    after: numberAt(after, 0, `${where}.after`),
    kind: known,
    anew,
    rows: listAt(rows, `${where}.rows`).map((row, index) => rowAt(row, known, `${where}.rows.${index}`)),
    cursor: objectAt(cursor, `${where}.cursor`) as Json,
  }
}

function rowAt(value: unknown, kind: FactKind, where: string): Row {
  const problem = rowProblem(value, kind)
  if (problem !== undefined) throw refused(where, problem)
  const row = value as Row
  return 'fact' in row ? { at: row.at, offset: undefined, fact: row.fact } : { quarantined: row.quarantined }
}

const refused = (where: string, what: string): DeliveryRefused => new DeliveryRefused(`${where}: ${what} is needed`)

function refuse(where: string, what: string): never {
  throw refused(where, what)
}

function objectAt(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused(where, 'an object')
  return value as Readonly<Record<string, unknown>>
}

function numberAt(value: unknown, least: number, where: string): number {
  return Number.isSafeInteger(value) && (value as number) >= least
    ? (value as number)
    : refuse(where, `a whole number from ${least}`)
}

function listAt(value: unknown, where: string): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : refuse(where, 'a list')
}

function matching(value: unknown, pattern: RegExp, where: string): string {
  return typeof value === 'string' && pattern.test(value) ? value : refuse(where, `text that matches ${pattern.source}`)
}

function oneOf<T extends string>(value: unknown, values: readonly T[], where: string): T {
  return values.find(one => one === value) ?? refuse(where, `one of ${values.join(', ')}`)
}
