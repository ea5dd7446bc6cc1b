import { Readable } from 'node:stream'
import {
  importPhonebook,
  type PhonebookImportResult,
  type PhonebookRowResult,
} from '../../domain/phonebook/csv/import-phonebook.ts'
import { builder } from '../builder.ts'
import { siteOf } from '../configuration/site.ts'
import { badInput } from '../errors.ts'
import { payloadRef, processed } from '../mutations/payload.ts'
import { needs } from '../rights.ts'
import { ImportAtomicity, ImportOutcome, ImportProblem } from '../users-csv/import-users.ts'
import { readRecords, UnreadableCsv } from '../users-csv/read-records.ts'

const ImportPhonebookInput = builder.inputType('ImportPhonebookInput', {
  description: 'A file of contacts.',
  fields: t => ({
    csv: t.string({
      required: true,
      description:
        'The text of the file: `|` between cells, quotes where needed, the first line names the columns (title, displayname, society, mobilenumber, ...). Files that are too large for a request: `ringledger config import-phonebook`.',
    }),
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

const Row = builder.objectRef<PhonebookRowResult>('PhonebookImportRow').implement({
  description: 'A row of a file of contacts, and what became of it.',
  fields: t => ({
    line: t.exposeInt('line', { description: 'Line of the file at which it begins; the header is line 1.' }),
    entry: t.exposeString('entry', {
      nullable: true,
      description: 'Key of the entry; null when it could not be told.',
    }),
    outcome: t.field({ type: ImportOutcome, description: 'What became of it.', resolve: ({ outcome }) => outcome }),
    problems: t.field({
      type: [ImportProblem],
      description: 'Why it was refused.',
      resolve: ({ problems }) => [...problems],
    }),
  }),
})

const ImportPhonebookPayload = payloadRef<PhonebookImportResult>('ImportPhonebookPayload', 'Answer of importPhonebook.')

builder.objectFields(ImportPhonebookPayload, t => ({
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

builder.mutationField('importPhonebook', t =>
  t.field({
    type: ImportPhonebookPayload,
    description:
      'Defines and changes entries of the phonebook by a CSV file (pbx-configuration 11.3), in one change set. Who it is says the column `name`, else the name made of `displayname`: imported again it changes nothing.',
    args: { input: t.arg({ type: ImportPhonebookInput, required: true, description: 'The file.' }) },
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
      }
      try {
        const records = readRecords(Readable.from([input.csv]), '|')
        const atomicity = input.atomicity ?? 'allOrNothing'
        const result = await importPhonebook(context.store, reader, records, atomicity, rules, changeSet)
        if (result.accepted && !changeSet.dryRun && result.changes > 0) await processed(context, result.position)
        return result
      } catch (error) {
        if (error instanceof UnreadableCsv) throw badInput('input.csv', error.message)
        throw error
      }
    },
  }),
)
