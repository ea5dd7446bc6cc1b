import type { Position } from '../../domain/kernel/event.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { stretchesBehind, type Stretches } from '../directory/stretches.ts'

/** How an object was configured at an instant. */
export interface WasConfigured {
  readonly key: string
  readonly from: Micros
  readonly row: Readonly<Record<string, Cell>>
}

/** From its position of the log on it is known that the object was so from an instant on; undefined: that there was none. */
interface Change {
  readonly position: Position
  readonly from: Micros
  readonly configured: WasConfigured | undefined
}

/** Everything that objects of one kind ever were, in memory. */
export interface ConfiguredHistory extends Stretches {
  at(site: string, key: string, at: Micros, upTo: Position): WasConfigured | undefined
  /** Those that had this value in the column that they are found by. */
  having(site: string, value: string, at: Micros, upTo: Position): readonly WasConfigured[]
}

/**
 * @param foundBy a column with a list of names
 * @param position of the event that is being applied
 */
export function configuredHistory(
  columns: readonly string[],
  foundBy: string | undefined,
  position: () => Position,
): ConfiguredHistory {
  const changes = new Map<string, Change[]>()
  const keysHaving = new Map<string, Set<string>>()

  const stretches = stretchesBehind([], ({ site, key, from, to, cells }) => {
    const row = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null]))
    const change =
      to === null
        ? { position: position(), from, configured: { key, from, row } }
        : { position: position(), from: to, configured: undefined }
    ofName(changes, site, key, () => []).push(change)
    for (const value of valuesIn(row, foundBy)) ofName(keysHaving, site, value, () => new Set()).add(key)
  })

  // Later changes never begin before earlier ones: the last that is known and has begun is the one that counts.
  const at = (site: string, key: string, instant: Micros, upTo: Position) =>
    changes.get(nameOf(site, key))?.findLast(change => change.position <= upTo && change.from <= instant)?.configured

  return {
    ...stretches,
    at,
    having: (site, value, instant, upTo) =>
      [...(keysHaving.get(nameOf(site, value)) ?? [])]
        .flatMap(key => at(site, key, instant, upTo) ?? [])
        .filter(({ row }) => valuesIn(row, foundBy).includes(value)),
  }
}

function valuesIn(row: WasConfigured['row'], column: string | undefined): readonly string[] {
  const cell = column === undefined ? null : row[column]
  return Array.isArray(cell) ? (cell as readonly string[]) : []
}

function ofName<T>(map: Map<string, T>, site: string, name: string, made: () => T): T {
  const known = map.get(nameOf(site, name))
  if (known) return known
  const fresh = made()
  map.set(nameOf(site, name), fresh)
  return fresh
}

const nameOf = (site: string, name: string): string => `${site}\0${name}`
