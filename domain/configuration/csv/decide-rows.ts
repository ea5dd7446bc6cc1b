import { withoutName } from '../check-value.ts'
import type { ConfigurationCommand } from '../commands.ts'
import { evolveAll, type Configuration, type ConfigurationEvent } from '../configuration.ts'
import { decideChangeSet } from '../decide.ts'
import type { ConfigurationRules } from '../draft.ts'
import type { Rejection } from '../../kernel/decider.ts'
import type { NumberedRow, RowProblem } from './planned-row.ts'

export type Atomicity = 'allOrNothing' | 'rowByRow'

/** Which column of the file a field of a command came from; `path` is `number`, or `officeAddress.country`. */
export type ColumnOfField = (kind: string, path: string) => string | undefined

interface DecidedRows {
  /** The commands of the accepted rows, in the order in which they were accepted. */
  readonly commands: readonly ConfigurationCommand[]
  readonly events: readonly ConfigurationEvent[]
  /** Why rows were refused, by their line. */
  readonly refused: ReadonlyMap<number, readonly RowProblem[]>
}

/**
 * Decides which rows can be. All that is wrong is found at once: rows that were refused are taken out, and the rest is decided again.
 * Row by row, those that were refused only because of another one get a second chance, in the order of the file: of two rows that want the
 * same number the first gets it.
 */
export function decideRows(
  rows: readonly NumberedRow[],
  before: Configuration,
  rules: ConfigurationRules,
  atomicity: Atomicity,
  columnOf: ColumnOfField,
): DecidedRows {
  const problemOf = problemIn(columnOf)
  const refused = new Map<number, readonly RowProblem[]>()
  for (const { line, problems } of rows) if (problems.length > 0) refused.set(line, problems)
  const again: NumberedRow[] = []
  let candidates = rows.filter(({ line }) => !refused.has(line))
  for (;;) {
    const commands = candidates.flatMap(row => row.commands)
    const decision = decideChangeSet({ commands }, before, rules)
    if (decision.accepted) {
      const first = { commands, events: decision.events, refused }
      return atomicity === 'allOrNothing' ? first : withSecondChances(first, again, { before, rules, problemOf })
    }
    const found = problemsByRow(decision.rejections, candidates, problemOf)
    for (const [row, problems] of found) refused.set(row.line, problems)
    again.push(...found.keys())
    candidates = candidates.filter(row => !found.has(row))
  }
}

type ProblemOf = (rejection: Rejection) => RowProblem

interface Deciding {
  readonly before: Configuration
  readonly rules: ConfigurationRules
  readonly problemOf: ProblemOf
}

function withSecondChances(
  { commands, events, refused }: DecidedRows,
  rows: readonly NumberedRow[],
  { before, rules, problemOf }: Deciding,
): DecidedRows {
  const accepted = { commands: [...commands], events: [...events] }
  const stillRefused = new Map(refused)
  let state = evolveAll(before, events, rules.kinds)
  for (const row of [...rows].sort((a, b) => a.line - b.line)) {
    const decision = decideChangeSet({ commands: row.commands }, state, rules)
    if (!decision.accepted) {
      stillRefused.set(row.line, decision.rejections.map(problemOf))
      continue
    }
    stillRefused.delete(row.line)
    accepted.commands.push(...row.commands)
    accepted.events.push(...decision.events)
    state = evolveAll(state, decision.events, rules.kinds)
  }
  return { ...accepted, refused: stillRefused }
}

/** @throws Error for a rejection that is about no row: it would be found again for ever */
function problemsByRow(
  rejections: readonly Rejection[],
  rows: readonly NumberedRow[],
  problemOf: ProblemOf,
): ReadonlyMap<NumberedRow, readonly RowProblem[]> {
  const rowOfCommand = rows.flatMap(row => row.commands.map(() => row))
  const found = new Map<NumberedRow, RowProblem[]>()
  for (const rejection of rejections) {
    const [, index] = /^commands\[(\d+)\]/.exec(rejection.field) ?? []
    const row = rowOfCommand[Number(index)]
    if (!row) throw new Error(`${rejection.field} is about no row: ${rejection.message}`)
    const problems = found.get(row)
    if (problems) problems.push(problemOf(rejection))
    else found.set(row, [problemOf(rejection)])
  }
  return found
}

/** `commands[3].defineLine.number` came from the column `exten`. */
const problemIn =
  (columnOf: ColumnOfField): ProblemOf =>
  rejection => {
    const { field, rule, message } = rejection
    const [, kind, path] = /^commands\[\d+\]\.(?:define|change|remove)([A-Za-z]+)(?:\.([\w.]+))?/.exec(field) ?? []
    const column = kind === undefined || path === undefined ? undefined : columnOf(kind, path)
    const bare = withoutName(rejection)
    return { column: column ?? null, rule, message: bare === undefined ? message : `${column ?? path ?? kind} ${bare}` }
  }
