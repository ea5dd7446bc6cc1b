import { importUsers, type RowResult, type UserImportResult } from '../../domain/users/csv/import-users.ts'
import { builder } from '../schema/builder.ts'
import { importArgs, importCsv, importedRowFields, importFields, ImportProblem } from '../configuration/csv/import.ts'
import { payloadRef } from '../mutations/payload.ts'
import { needs } from '../rights/rights.ts'

const ImportMode = builder.enumType('UserImportMode', {
  description: 'What the rows of a file of users are about.',
  values: {
    CREATE: { value: 'create', description: 'New users.' },
    UPDATE: { value: 'update', description: 'Users that are there, named by the column uuid.' },
  } as const,
})

const ImportUsersInput = builder.inputType('ImportUsersInput', {
  description: 'A file of users.',
  fields: t => ({
    csv: t.string({
      required: true,
      description:
        'The text of the file: comma, quotes where needed, the first line names the columns, lists are separated by `;`. Files that are too large for a request: `ringledger config import-users`.',
    }),
    mode: t.field({ type: ImportMode, defaultValue: 'create', description: 'Whether users are created or changed.' }),
    ...importArgs(t),
  }),
})

const Row = builder.objectRef<RowResult>('UserImportRow').implement({
  description: 'A row of a file of users, and what became of it.',
  fields: t => ({
    ...importedRowFields(t),
    user: t.exposeString('user', { nullable: true, description: 'Key of the user; null when it could not be told.' }),
    warnings: t.field({
      type: [ImportProblem],
      description: 'What should be known although it was accepted.',
      resolve: ({ warnings }) => [...warnings],
    }),
  }),
})

const ImportUsersPayload = payloadRef<UserImportResult>('ImportUsersPayload', 'Answer of importUsers.')

builder.objectFields(ImportUsersPayload, t => ({
  ...importFields(t),
  rows: t.field({ type: [Row], description: 'Every row, in the order of the file.', resolve: ({ rows }) => [...rows] }),
}))

builder.mutationField('importUsers', t =>
  t.field({
    type: ImportUsersPayload,
    description:
      'Creates or changes users by a CSV file, in one change set. Columns: `uuid` (the key), the user’s, the line’s, the incall’s, the mailbox’s; see the how-to.',
    args: { input: t.arg({ type: ImportUsersInput, required: true, description: 'The file.' }) },
    extensions: needs('changeConfiguration'),
    resolve: (_, { input }, context) => {
      const how = { mode: input.mode ?? 'create', atomicity: input.atomicity ?? 'allOrNothing' } as const
      return importCsv(context, input, ',', (ports, records, changeSet) => importUsers(ports, records, how, changeSet))
    },
  }),
)
