import { Readable } from 'node:stream'
import type { ChangeSetContext } from '../../../domain/configuration/handle-change-set.ts'
import type { ImportPorts, ImportResult, RowOutcome } from '../../../domain/configuration/csv/import-rows.ts'
import type { CsvRecord, RowProblem } from '../../../domain/configuration/csv/planned-row.ts'
import { builder, type ApiTypes } from '../../schema/builder.ts'
import type { ApiContext } from '../../context.ts'
import { badInput } from '../../schema/errors.ts'
import { processed } from '../../mutations/payload.ts'
import { readRecords, UnreadableCsv } from './read-records.ts'
import { siteOf } from '../site.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>

const ImportAtomicity = builder.enumType('UserImportAtomicity', {
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

const ImportOutcome = builder.enumType('UserImportOutcome', {
  description: 'What became of a row; after a dry run what would have.',
  values: outcomes,
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

/** How a file is to be imported, whatever its rows are. */
export const importArgs = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  atomicity: t.field({
    type: ImportAtomicity,
    defaultValue: 'allOrNothing',
    description: 'Whether one wrong row keeps all others from being applied.',
  }),
  dryRun: t.boolean({ description: 'Decide and answer, store nothing.' }),
  site: t.string({ description: 'Short name of the site; may be left out where there is only one.' }),
  comment: t.string({ description: 'Why, for the history.' }),
})

interface ImportedRow {
  readonly line: number
  readonly outcome: RowOutcome
  readonly problems: readonly RowProblem[]
}

/** What became of a row, whatever it is of. */
export const importedRowFields = <R extends ImportedRow>(t: PothosSchemaTypes.ObjectFieldBuilder<Types, R>) => ({
  line: t.int({
    description: 'Line of the file at which it begins; the header is line 1.',
    resolve: ({ line }) => line,
  }),
  outcome: t.field({ type: ImportOutcome, description: 'What became of it.', resolve: ({ outcome }) => outcome }),
  problems: t.field({
    type: [ImportProblem],
    description: 'Why it was refused.',
    resolve: ({ problems }) => [...problems],
  }),
})

/** What became of a file; its rows come beside it. */
export const importFields = <P extends ImportResult<unknown>>(t: PothosSchemaTypes.ObjectFieldBuilder<Types, P>) => ({
  accepted: t.boolean({
    description:
      'Whether the file was applied, row by row whatever of it could be; after a dry run whether it would be.',
    resolve: ({ accepted }) => accepted,
  }),
  changes: t.int({
    description: 'Number of events that were stored, or would be.',
    resolve: ({ changes }) => changes,
  }),
  problems: t.field({
    type: [ImportProblem],
    description: 'What is wrong with the file as a whole, e.g. an unknown column: then no row was read.',
    resolve: ({ problems }) => [...problems],
  }),
})

interface ImportInput {
  readonly csv: string
  readonly site?: string | null | undefined
  readonly comment?: string | null | undefined
  readonly dryRun?: boolean | null | undefined
}

/**
 * Imports a file as a change set of the asker, and waits until the read models have it.
 * @param run the import itself
 * @throws BAD_USER_INPUT for a text that is no CSV, or a site that is not there
 */
export async function importCsv<R>(
  context: ApiContext,
  input: ImportInput,
  delimiter: string,
  run: (ports: ImportPorts, records: AsyncIterable<CsvRecord>, changeSet: ChangeSetContext) => Promise<ImportResult<R>>,
): Promise<ImportResult<R>> {
  const { identity, clock, store, configuration } = context
  const { reader, rules } = configuration
  const changeSet = {
    site: await siteOf(context, input.site),
    changeSetId: crypto.randomUUID(),
    comment: input.comment ?? null,
    actor: identity.label,
    occurredAt: clock(),
    dryRun: input.dryRun ?? false,
    ...(identity.scope.acl && { acl: identity.scope.acl }),
  }
  try {
    const records = readRecords(Readable.from([input.csv]), delimiter)
    const result = await run({ log: store, reader, rules }, records, changeSet)
    if (result.accepted && !changeSet.dryRun && result.changes > 0) await processed(context, result.position)
    return result
  } catch (error) {
    if (error instanceof UnreadableCsv) throw badInput('input.csv', error.message)
    throw error
  }
}
