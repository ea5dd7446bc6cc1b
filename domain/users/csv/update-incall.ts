import { isObject } from '../../configuration/check-value.ts'
import { objectOf, objectsOf, type Configuration } from '../../configuration/configuration.ts'
import { incalls, type Incall } from '../../routing/incalls.ts'
import type { User } from '../configured-users.ts'
import { noUpdate, refusedPart, type PartUpdate } from './part-update.ts'
import { changedFields, filled, filledFields, isComplete, type Planning, type Row } from './row.ts'

/** The incalls that lead to a user. */
export const incallsOf = (user: string, configuration: Configuration): readonly Incall[] =>
  incallsByUser(configuration).get(user) ?? []

/**
 * His incall as the row says. The number is what it is, so another number is another incall with the same settings, and the old one
 * goes. Both empty: calls to it lead nowhere, and the number stays known.
 */
export function updateIncall(row: Row, { user }: User, planning: Planning): PartUpdate {
  const { configuration } = planning
  const [held, ...more] = incallsOf(user, configuration)
  const { values, problems } = held
    ? changedFields(row, 'incall', held, { configuration, except: ['number', 'context'] })
    : filledFields(row, 'incall', configuration)
  if (problems.length > 0) return { ...noUpdate, problems }
  if (!held) return associated(row, user, planning)

  const number = row.get('incall_exten') ?? held.number
  const context = row.get('incall_context') ?? held.context
  const stays = number === held.number && context === held.context
  if (stays && Object.keys(values).length === 0) return noUpdate
  if (more.length > 0)
    return refusedPart(
      'incall_exten',
      'several',
      `${user} has ${more.length + 1} incalls, and a row has one: change the incalls themselves`,
    )
  const its = { number: held.number, context: held.context }
  if (stays) return { ...noUpdate, commands: [{ changeIncall: { ...its, ...values } }] }
  if (number === '' && context === '')
    return { ...noUpdate, commands: [{ changeIncall: { ...its, destination: { hangup: {} } } }] }
  return {
    ...noUpdate,
    commands: [{ removeIncall: its }, { defineIncall: { ...held, ...values, number, context } }],
  }
}

/** He has none: the incall of that number leads to him from now on, or is made (pbx-configuration §5.8). */
function associated(row: Row, user: string, { configuration }: Planning): PartUpdate {
  const destination = { user: { user } }
  if (isComplete(row, 'incall')) {
    const { values } = filledFields(row, 'incall', configuration)
    const known = objectOf(configuration, incalls, `${String(values['number'])}@${String(values['context'])}`)
    return { ...noUpdate, commands: [{ [known ? 'changeIncall' : 'defineIncall']: { ...values, destination } }] }
  }
  const [first] = filled(row, 'incall')
  if (first === undefined) return noUpdate
  const message = 'no incall is made: incall_exten and incall_context must both be given'
  return { ...noUpdate, warnings: [{ column: first, rule: 'together', message }] }
}

/** Read once for each state of the incalls, however many rows ask. */
function incallsByUser(configuration: Configuration): ReadonlyMap<string, readonly Incall[]> {
  const all = objectsOf(configuration, incalls)
  const known = indexes.get(all)
  if (known) return known
  const byUser = new Map<string, Incall[]>()
  for (const { value } of all) {
    const user =
      'user' in value.destination && isObject(value.destination.user) ? value.destination.user.user : undefined
    if (user === undefined) continue
    const his = byUser.get(user)
    if (his) his.push(value)
    else byUser.set(user, [value])
  }
  indexes.set(all, byUser)
  return byUser
}

const indexes = new WeakMap<object, ReadonlyMap<string, readonly Incall[]>>()
