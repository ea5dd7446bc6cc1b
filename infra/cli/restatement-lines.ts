import { isoOf } from '../../domain/kernel/time.ts'
import type { Comparing } from '../../projections/engine/restate.ts'
import type {
  FigureDifference,
  RestatedCall,
  RestatedFigures,
  RestatedValue,
} from '../../projections/engine/restatement.ts'

/** As many figures and calls as a person reads on a terminal; the rest is in --json and in the query `restatement`. */
const shown = 20

/** What a build would change, for people. */
export function restatementLines(found: Comparing): readonly string[] {
  const { versionBefore, versionAfter, position, problem, tables, totals, figures, calls, firstFigures, firstCalls } =
    found
  const rows = tables.filter(({ onlyOld, onlyNew }) => onlyOld + onlyNew > 0)
  if (rows.length === 0) return ['  the same, byte for byte']
  const changed = totals.filter(({ before, after }) => before !== after)
  return [
    `  version ${versionBefore} -> ${versionAfter}, both at position ${position.toLocaleString('en')}`,
    ...(problem === null ? [] : [`  ${problem}`]),
    ...rows.map(({ table, onlyOld, onlyNew }) => `  ${table}: ${onlyOld} rows only before, ${onlyNew} only after`),
    ...(changed.length > 0 ? ['  In total:', ...changed.map(total => `    ${figureLine(total)}`)] : []),
    ...section('Days with figures that change', figures, firstFigures, figuresLine),
    ...section('Calls that are read differently', calls, firstCalls, callLine),
  ]
}

function section<R>(title: string, count: number, first: readonly R[], lineOf: (row: R) => string): readonly string[] {
  if (count === 0) return []
  const lines = first.slice(0, shown).map(row => `    ${lineOf(row)}`)
  const more = count - lines.length
  return [
    `  ${title}: ${count.toLocaleString('en')}`,
    ...lines,
    ...(more > 0 ? [`    and ${more.toLocaleString('en')} more`] : []),
  ]
}

const figuresLine = ({ site, name, start, differences }: RestatedFigures): string =>
  `${[site, name].filter(part => part !== null).join('/')} from ${isoOf(start)}: ${differences.map(figureLine).join(', ')}`

function figureLine({ name, before, after }: FigureDifference): string {
  const by = before === null || after === null ? '' : ` (${after > before ? '+' : ''}${rounded(after - before)})`
  return `${name} ${valueOf(before)} -> ${valueOf(after)}${by}`
}

const words = { ADDED: 'only after', REMOVED: 'only before', CHANGED: 'changed' } as const

function callLine({ site, node, callId, name, at, change, differences }: RestatedCall): string {
  const place = [site, node, callId].filter(part => part !== null).join('/')
  const fields = differences
    .filter(({ before, after }) => change === 'CHANGED' || (before ?? after) !== null)
    .map(({ name: field, before, after }) =>
      change === 'CHANGED'
        ? `${field} ${valueOf(before)} -> ${valueOf(after)}`
        : `${field} ${valueOf(before ?? after)}`,
    )
  return `${place}${name === null ? '' : ` ${name}`} at ${isoOf(at)} ${words[change]}: ${fields.join(', ')}`
}

const valueOf = (value: RestatedValue): string =>
  value === null ? 'nothing' : typeof value === 'number' ? String(rounded(value)) : String(value)

/** Differences of doubles show digits that nobody measured; instants and lengths have six. */
const rounded = (value: number): number => Number(value.toFixed(6))
