import type { Values } from '../../configuration/check-value.ts'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import { objectOf } from '../../configuration/configuration.ts'
import { trunks } from '../../routing/sip/trunks.ts'
import { users } from '../configured-users.ts'
import { lines } from '../lines.ts'
import { keyColumn, requiredColumns } from './columns.ts'
import { freeName, slugOfName } from './names.ts'
import { refusedRow, type PlannedRow, type RowProblem } from '../../configuration/csv/planned-row.ts'
import { cellOf, filled, filledFields, isComplete, warningsOf, type Planning, type Row } from './row.ts'

const parts = ['line', 'voicemail', 'incall'] as const

/** A new user, with the line, the mailbox and the incall whose required columns the row fills (pbx-configuration §5.8). */
export function planCreate(row: Row, planning: Planning): PlannedRow {
  const { configuration } = planning
  const user = filledFields(row, 'user', configuration)
  const read = parts.map(part => [part, filledFields(row, part, configuration)] as const)
  const nameless =
    cellOf(row, 'firstname') === ''
      ? [{ column: 'firstname', rule: 'required', message: 'firstname must be given' }]
      : []
  const problems = [...nameless, ...user.problems, ...read.flatMap(([, { problems: own }]) => own)]
  const key = userKey(row, planning)
  if (problems.length > 0) return refusedRow(key, problems)

  const commands: ConfigurationCommand[] = []
  const owned: Record<string, unknown> = {}
  for (const [part, { values }] of read) {
    if (!isComplete(row, part)) continue
    if (part === 'line') {
      const line = newLine(values, key, planning)
      commands.push({ defineLine: line })
      owned['lines'] = [line.name]
    } else if (part === 'voicemail') {
      commands.push({ defineVoicemail: values })
      owned['voicemail'] = `${String(values['number'])}@${String(values['context'])}`
    } else commands.push({ defineIncall: { ...values, destination: { user: { user: key } } } })
  }
  commands.push({ defineUser: { user: key, ...user.values, ...owned } })
  return { key, commands, problems: [], warnings: [...warningsOf(row), ...openMailbox(row), ...incomplete(row)] }
}

function userKey(row: Row, { configuration, users: taken }: Planning): string {
  const said = cellOf(row, keyColumn)
  const name = [cellOf(row, 'firstname'), cellOf(row, 'lastname')].join(' ').trim()
  const isTaken = (candidate: string) => taken.has(candidate) || objectOf(configuration, users, candidate) !== undefined
  const key = said === '' ? freeName(slugOfName(name), 64, isTaken) : said
  taken.add(key)
  return key
}

/** What registers needs a name and a password: both are made when the row gives none (§5.2), the password by the decision. */
export function newLine(
  values: Values,
  owner: string,
  { configuration, lines: taken }: Planning,
): Values & { readonly name: string } {
  const isTaken = (candidate: string) =>
    taken.has(candidate) ||
    objectOf(configuration, lines, candidate) !== undefined ||
    objectOf(configuration, trunks, candidate) !== undefined
  const said = values['name']
  const name = typeof said === 'string' ? said : freeName(owner, 40, isTaken)
  taken.add(name)
  return { ...values, name }
}

/** pbx-configuration §6. */
export const openMailbox = (row: Row): readonly RowProblem[] =>
  isComplete(row, 'voicemail') && cellOf(row, 'voicemail_password') === ''
    ? [
        {
          column: 'voicemail_password',
          rule: 'open',
          message: 'the mailbox has no password: whoever may consult it is let in',
        },
      ]
    : []

/** Cells that make nothing, because others are empty that they need. */
const incomplete = (row: Row): readonly RowProblem[] =>
  parts.flatMap(part => {
    const [first] = filled(row, part)
    if (first === undefined || isComplete(row, part)) return []
    const missing = requiredColumns[part].filter(column => cellOf(row, column) === '').join(', ')
    return [{ column: first, rule: 'together', message: `no ${part} is made: ${missing} must be given too` }]
  })
