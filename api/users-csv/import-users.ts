import { Readable } from 'node:stream'
import { importUsers, type RowResult, type UserImportResult } from '../../domain/users/csv/import-users.ts'
import type { RowOutcome } from '../../domain/users/csv/import-rows.ts'
import type { RowProblem } from '../../domain/users/csv/row.ts'
import { builder } from '../builder.ts'
import { siteOf } from '../configuration/site.ts'
import { badInput } from '../errors.ts'
import { payloadRef, processed } from '../mutations/payload.ts'
import { needs } from '../rights.ts'
import { readRecords, UnreadableCsv } from './read-records.ts'

const ImportMode = builder.enumType('UserImportMode', {
  description: 'What the rows of a file of users are about.',
  values: {
    CREATE: { value: 'create', description: 'New users.' },
    UPDATE: { value: 'update', description: 'Users that are there, named by the column uuid.' },
  } as const,
})

export const ImportAtomicity = builder.enumType('UserImportAtomicity', {
  description: 'What becomes of the right rows of a file in which others are wrong. Of contacts too.',
  values: {
    ALL_OR_NOTHING: { value: 'allOrNothing', description: 'Nothing is changed.' },
    ROW_BY_ROW: { value: 'rowByRow', description: 'They are applied; the wrong ones are left out.' },
  } as const,
})

const outcomes = {
  CREATED: { value: 'created', description: 'The user, or entry, was created.' },
  UPDATED: { value: 'updated', description: 'The user, or entry, was changed.' },
  UNCHANGED: { value: 'unchanged', description: 'The user, or entry, was so already.' },
  REFUSED: { value: 'refused', description: 'Something is wrong with the row; it changed nothing.' },
  NOT_APPLIED: { value: 'notApplied', description: 'The row is right, and another one is wrong: nothing was changed.' },
} as const satisfies Record<string, { value: RowOutcome; description: string }>

export const ImportOutcome = builder.enumType('UserImportOutcome', {
  description: 'What became of a row; after a dry run what would have.',
  values: outcomes,
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
    atomicity: t.field({
      type: ImportAtomicity,
      defaultValue: 'allOrNothing',
      description: 'Whether one wrong row keeps all others from being applied.',
    }),
    dryRun: t.boolean({ description: 'Decide and answer, store nothing.' }),
    site: t.string({ description: 'Short name of the site; may be left out where there is only one.' }),
    comment: t.string({ description: 'Why, for the history.' }),
  }),
})

export const ImportProblem = builder.objectRef<RowProblem>('UserImportProblem').implement({
  description: 'What is wrong with a row or a file, or should be known about it.',
  fields: t => ({
    column: t.exposeString('column', {
      nullable: true,
      description: 'Name of the column; null when the row as a whole is meant.',
    }),
    rule: t.exposeString('rule', { description: 'Stable name of the rule, e.g. `multipleOf5`.' }),
    message: t.exposeString('message', { description: 'What is wrong and what to do, for a person.' }),
  }),
})

const Row = builder.objectRef<RowResult>('UserImportRow').implement({
  description: 'A row of a file of users, and what became of it.',
  fields: t => ({
    line: t.exposeInt('line', { description: 'Line of the file at which it begins; the header is line 1.' }),
    user: t.exposeString('user', { nullable: true, description: 'Key of the user; null when it could not be told.' }),
    outcome: t.field({
      type: ImportOutcome,
      description: 'What became of it.',
      resolve: ({ outcome }) => outcome,
    }),
    problems: t.field({
      type: [ImportProblem],
      description: 'Why it was refused.',
      resolve: ({ problems }) => [...problems],
    }),
    warnings: t.field({
      type: [ImportProblem],
      description: 'What should be known although it was accepted.',
      resolve: ({ warnings }) => [...warnings],
    }),
  }),
})

const ImportUsersPayload = payloadRef<UserImportResult>('ImportUsersPayload', 'Answer of importUsers.')

builder.objectFields(ImportUsersPayload, t => ({
  accepted: t.exposeBoolean('accepted', {
    description:
      'Whether the file was applied, row by row whatever of it could be; after a dry run whether it would be.',
  }),
  changes: t.exposeInt('changes', { description: 'Number of events that were stored, or would be.' }),
  problems: t.field({
    type: [ImportProblem],
    description: 'What is wrong with the file as a whole, e.g. an unknown column: then no row was read.',
    resolve: ({ problems }) => [...problems],
  }),
  rows: t.field({ type: [Row], description: 'Every row, in the order of the file.', resolve: ({ rows }) => [...rows] }),
}))

builder.mutationField('importUsers', t =>
  t.field({
    type: ImportUsersPayload,
    description:
      'Creates or changes users by a CSV file, in one change set. Columns: `uuid` (the key), the user’s, the line’s, the incall’s, the mailbox’s; see the how-to.',
    args: { input: t.arg({ type: ImportUsersInput, required: true, description: 'The file.' }) },
    extensions: needs('changeConfiguration'),
    resolve: async (_, { input }, context) => {
      const { reader, rules } = context.configuration
      const changeSet = {
        site: await siteOf(context, input.site),
        changeSetId: crypto.randomUUID(),
        comment: input.comment ?? null,
        actor: context.identity.label,
        occurredAt: context.clock(),
        dryRun: input.dryRun ?? false,
        ...(context.identity.scope.acl && { acl: context.identity.scope.acl }),
      }
      const how = { mode: input.mode ?? 'create', atomicity: input.atomicity ?? 'allOrNothing' }
      try {
        const records = readRecords(Readable.from([input.csv]))
        const result = await importUsers(context.store, reader, records, how, rules, changeSet)
        if (result.accepted && !changeSet.dryRun && result.changes > 0) await processed(context, result.position)
        return result
      } catch (error) {
        if (error instanceof UnreadableCsv) throw badInput('input.csv', error.message)
        throw error
      }
    },
  }),
)
