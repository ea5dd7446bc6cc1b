import type { Values } from '../../configuration/check-value.ts'
import { objectOf, type ConfiguredObject } from '../../configuration/configuration.ts'
import { users, type User } from '../configured-users.ts'
import { keyColumn } from './columns.ts'
import { refusedRow, type PlannedRow } from '../../configuration/csv/planned-row.ts'
import { cellOf, changedFields, warningsOf, type Planning, type Row } from './row.ts'
import { updateIncall } from './update-incall.ts'
import { updateLine } from './update-line.ts'
import { updateVoicemail } from './update-voicemail.ts'

/** A user as the row says: columns that the file has not stay untouched (pbx-configuration §5.8). */
export function planUpdate(row: Row, planning: Planning): PlannedRow {
  const { configuration } = planning
  const key = cellOf(row, keyColumn)
  if (key === '')
    return refusedRow(null, [
      { column: keyColumn, rule: 'required', message: 'uuid must say which user is meant: an export has it' },
    ])
  const object: ConfiguredObject<User> | undefined = objectOf(configuration, users, key)
  if (!object)
    return refusedRow(key, [
      { column: keyColumn, rule: 'exists', message: `there is no user ${key}; without --update he is created` },
    ])
  const { values, problems: own } = changedFields(row, 'user', object.value, { configuration })
  const parts = [
    updateLine(row, object.value, planning),
    updateVoicemail(row, object.value, planning),
    updateIncall(row, object.value, planning),
  ]
  const problems = [...own, ...parts.flatMap(part => part.problems)]
  if (problems.length > 0) return refusedRow(key, problems)

  const changes = parts.reduce<Values>((all, { user }) => ({ ...all, ...user }), values)
  return {
    key,
    commands: [
      ...parts.flatMap(({ commands }) => commands),
      ...(Object.keys(changes).length === 0 ? [] : [{ changeUser: { user: key, ...changes } }]),
    ],
    problems: [],
    warnings: [...('ctiPassword' in values ? warningsOf(row) : []), ...parts.flatMap(({ warnings }) => warnings)],
  }
}
