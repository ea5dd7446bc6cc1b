import { objectOf } from '../../configuration/configuration.ts'
import { kinds } from '../../configuration/kinds.ts'
import { ownersOf } from '../../configuration/numbers.ts'
import type { User } from '../configured-users.ts'
import { lines, type Line } from '../lines.ts'
import { noUpdate, refusedPart, type PartUpdate } from './part-update.ts'
import { newLine } from './plan-create.ts'
import { cellOf, changedFields, filled, filledFields, isComplete, type Planning, type Row } from './row.ts'

/** His main line as the row says. Without one: the line of that number becomes his, or one is made (pbx-configuration §5.8). */
export function updateLine(row: Row, user: User, planning: Planning): PartUpdate {
  const [main] = user.lines
  const line = main === undefined ? undefined : objectOf(planning.configuration, lines, main)?.value
  return line ? changeOf(line, row, planning) : associated(row, planning)
}

function changeOf(line: Line, row: Row, { configuration }: Planning): PartUpdate {
  const { values, problems } = changedFields(row, 'line', line, { configuration, except: ['name'] })
  if ('endpoint' in values || problems.some(({ column }) => column === 'line_protocol'))
    return refusedPart(
      'line_protocol',
      'fixed',
      `the protocol of line ${line.name} cannot be changed by a file: change the line itself`,
    )
  if (problems.length > 0) return { ...noUpdate, problems }
  const username = usernameIn(row, line)
  if (username === 'fixed')
    return refusedPart(
      'sip_username',
      'fixed',
      `sip_username is the name of line ${line.name}, which cannot be changed; define another line and make it his`,
    )
  const changes = { ...values, ...username }
  if (Object.keys(changes).length === 0) return noUpdate
  return { ...noUpdate, commands: [{ changeLine: { name: line.name, ...changes } }] }
}

/** What a line logs in with is its name, unless it was given another user name. An empty cell is the name again. */
function usernameIn(row: Row, { name, username }: Line): { readonly username?: null } | 'fixed' {
  const cell = row.get('sip_username')
  if (cell === undefined || cell === (username ?? name)) return {}
  return cell === '' || cell === name ? (username === null ? {} : { username: null }) : 'fixed'
}

function associated(row: Row, planning: Planning): PartUpdate {
  const { configuration } = planning
  const [number, context] = [cellOf(row, 'exten'), cellOf(row, 'context')]
  const owner = number === '' ? undefined : ownersOf(configuration, kinds, number, context).find(isLine)
  const held = owner && objectOf(configuration, lines, owner.key)?.value
  if (held) {
    const change = changeOf(held, row, planning)
    return change.problems.length > 0 ? change : { ...change, user: { lines: [held.name] } }
  }
  const { values, problems } = filledFields(row, 'line', configuration)
  if (problems.length > 0) return { ...noUpdate, problems }
  if (isComplete(row, 'line')) {
    const line = newLine(values, cellOf(row, 'uuid'), planning)
    return { ...noUpdate, commands: [{ defineLine: line }], user: { lines: [line.name] } }
  }
  const [first] = filled(row, 'line')
  if (first === undefined) return noUpdate
  const message = 'no line is made: exten, context and line_protocol must all be given'
  return { ...noUpdate, warnings: [{ column: first, rule: 'together', message }] }
}

const isLine = ({ kind }: { readonly kind: string }): boolean => kind === lines.name
