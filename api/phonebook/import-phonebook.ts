import {
  importPhonebook,
  type PhonebookImportResult,
  type PhonebookRowResult,
} from '../../domain/phonebook/csv/import-phonebook.ts'
import { builder } from '../schema/builder.ts'
import { importArgs, importCsv, importedRowFields, importFields } from '../configuration/csv/import.ts'
import { payloadRef } from '../mutations/payload.ts'
import { needs } from '../rights/rights.ts'

const ImportPhonebookInput = builder.inputType('ImportPhonebookInput', {
  description: 'A file of contacts.',
  fields: t => ({
    csv: t.string({
      required: true,
      description:
        'The text of the file: `|` between cells, quotes where needed, the first line names the columns (title, displayname, society, mobilenumber, ...). Files that are too large for a request: `ringledger config import-phonebook`.',
    }),
    ...importArgs(t),
  }),
})

const Row = builder.objectRef<PhonebookRowResult>('PhonebookImportRow').implement({
  description: 'A row of a file of contacts, and what became of it.',
  fields: t => ({
    ...importedRowFields(t),
    entry: t.exposeString('entry', {
      nullable: true,
      description: 'Key of the entry; null when it could not be told.',
    }),
  }),
})

const ImportPhonebookPayload = payloadRef<PhonebookImportResult>('ImportPhonebookPayload', 'Answer of importPhonebook.')

builder.objectFields(ImportPhonebookPayload, t => ({
  ...importFields(t),
  rows: t.field({ type: [Row], description: 'Every row, in the order of the file.', resolve: ({ rows }) => [...rows] }),
}))

builder.mutationField('importPhonebook', t =>
  t.field({
    type: ImportPhonebookPayload,
    description:
      'Defines and changes entries of the phonebook by a CSV file (pbx-configuration 11.3), in one change set. Who it is says the column `name`, else the name made of `displayname`: imported again it changes nothing.',
    args: { input: t.arg({ type: ImportPhonebookInput, required: true, description: 'The file.' }) },
    extensions: needs('changeConfiguration'),
    resolve: (_, { input }, context) => {
      const atomicity = input.atomicity ?? 'allOrNothing'
      return importCsv(context, input, '|', (ports, records, changeSet) =>
        importPhonebook(ports, records, atomicity, changeSet),
      )
    },
  }),
)
