import type { SourceSettings } from '../../domain/sites/sites.ts'
import { builder } from '../builder.ts'
import { FactKindType } from '../source-type.ts'

const FileSourceInput = builder.inputType('FileSourceInput', {
  description: 'A file that the PBX appends to. Rotation, truncation and half-written lines are understood.',
  fields: t => ({
    path: t.string({ required: true, description: 'Absolute path on the machine of the server.' }),
    celFields: t.stringList({
      description:
        'For a CEL file with another mapping than the sample of cel_custom.conf: the columns, by their cel_pgsql names.',
    }),
  }),
})

const DatabaseSourceInput = builder.inputType('DatabaseSourceInput', {
  description: 'The PostgreSQL database that Asterisk, XiVO or Wazo writes its rows to.',
  fields: t => ({
    url: t.string({
      required: true,
      description: 'postgres://user@host:5432/database, without the password.',
    }),
    tables: t.field({ type: [FactKindType], required: true, description: 'Which of its tables are followed.' }),
    passwordFrom: t.string({
      description: 'Name of the environment variable that holds the password. The password itself is never stored.',
    }),
  }),
})

export const SourceInput = builder.inputType('SourceInput', {
  description: 'What is followed: exactly one of queueLogFile, celFile and database.',
  fields: t => ({
    name: t.string({ required: true, description: 'Name of the source, unique at its node.' }),
    queueLogFile: t.field({ type: FileSourceInput, description: 'The file queue_log.' }),
    celFile: t.field({ type: FileSourceInput, description: 'A CEL file by cel_custom (CSV or JSON).' }),
    database: t.field({ type: DatabaseSourceInput, description: 'Tables of a database.' }),
  }),
})

/** @returns undefined unless exactly one kind is given */
export function settingsOf(input: typeof SourceInput.$inferInput): SourceSettings | undefined {
  const { name, queueLogFile, celFile, database } = input
  if ([queueLogFile, celFile, database].filter(Boolean).length !== 1) return undefined
  if (database) {
    const { url, tables, passwordFrom } = database
    return { name, kind: 'database', url, tables, ...(passwordFrom ? { passwordFrom } : {}) }
  }
  const file = queueLogFile ?? celFile
  if (!file) return undefined
  const { path, celFields } = file
  return { name, kind: queueLogFile ? 'queue_log_file' : 'cel_file', path, ...(celFields ? { celFields } : {}) }
}
