import type { Values } from '../../configuration/check-value.ts'
import { objectOf, objectsOf, type Configuration } from '../../configuration/configuration.ts'
import { users, type User } from '../configured-users.ts'
import { lines } from '../lines.ts'
import { voicemails } from '../voicemails.ts'
import { columnNames, columns, onlyEntity, type RowPart } from './columns.ts'
import { neutral } from '../../configuration/csv/formula.ts'
import { incallsOf } from './update-incall.ts'

/**
 * The users as an update reads them (pbx-configuration §5.8): the header, then a record for each, in the order of their keys. Secrets are
 * told to be set. Of several lines the main one is there, of several incalls the first.
 * @param cellOf what stands for a value: in a file of texts none may look like a formula
 */
export function* userRecords(configuration: Configuration, cellOf = neutral): Generator<readonly string[]> {
  yield columnNames
  for (const { value } of objectsOf(configuration, users)) yield recordOf(value, configuration, cellOf)
}

function recordOf(user: User, configuration: Configuration, cellOf: typeof neutral): readonly string[] {
  const parts = partsOf(user, configuration)
  const cells = columns.map(({ part, field, format }) => {
    const object = parts[part]
    return object ? cellOf(format.write(object[field], configuration)) : ''
  })
  return [user.user, onlyEntity, ...cells]
}

function partsOf(user: User, configuration: Configuration): Readonly<Record<RowPart, Values | undefined>> {
  const [main] = user.lines
  const line = main === undefined ? undefined : objectOf(configuration, lines, main)?.value
  return {
    user,
    // What it logs in with, which is its name unless it was given another.
    line: line && { ...line, name: line.username ?? line.name },
    incall: incallsOf(user.user, configuration)[0],
    voicemail: user.voicemail === null ? undefined : objectOf(configuration, voicemails, user.voicemail)?.value,
  }
}
