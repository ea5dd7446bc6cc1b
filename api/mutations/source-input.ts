import type { Rejection } from '../../domain/kernel/decider.ts'
import type { SourceSettings } from '../../domain/sites/sites.ts'
import { builder } from '../schema/builder.ts'
import { FactKindType } from '../status/source-type.ts'

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

const AmiTlsInput = builder.inputType('AmiTlsInput', {
  description: 'TLS to the manager interface. The certificate of the PBX is always checked.',
  fields: t => ({
    ca: t.string({
      description:
        'PEM file with the authorities to trust, on the machine of the server; those of the system when left out.',
    }),
    serverName: t.string({ description: 'Name in the certificate, where it is not `host`.' }),
  }),
})

const AmiLogin = builder.enumType('AmiLogin', {
  description: 'How the secret is shown to the manager interface.',
  values: {
    CHALLENGE: { value: 'challenge', description: 'By an MD5 challenge: the secret itself is not sent.' },
    PLAIN: { value: 'plain', description: 'As it is; over TLS only, if at all.' },
  } as const,
})

const AmiSourceInput = builder.inputType('AmiSourceInput', {
  description: 'The manager interface (AMI) of Asterisk. Set `timestampevents = yes` in its manager.conf.',
  fields: t => ({
    host: t.string({ required: true, description: 'Name or address of the PBX.' }),
    port: t.int({ required: true, description: 'Port: 5038, with TLS 5039, where nothing else was configured.' }),
    tls: t.field({ type: AmiTlsInput, description: 'Speak TLS; plain TCP when left out.' }),
    user: t.string({ required: true, description: 'Name of the section in manager.conf.' }),
    secretFile: t.string({
      description: 'Absolute path of a file on the machine of the server that holds nothing but the secret.',
    }),
    secretEnvironment: t.string({
      description: 'Name of the environment variable of the server that holds the secret. Give this or secretFile.',
    }),
    login: t.field({ type: AmiLogin, description: 'CHALLENGE when left out.' }),
    drop: t.stringList({
      description:
        'Events that are noise, by name, or by the beginning of their names followed by `*`. It replaces the list that holds ' +
        'when it is left out: VarSet, Newexten, RTCP*, DTMF* and their like. An empty list drops nothing.',
    }),
  }),
})

export const SourceInput = builder.inputType('SourceInput', {
  description: 'What is followed: exactly one of queueLogFile, celFile, database and ami.',
  fields: t => ({
    name: t.string({ required: true, description: 'Name of the source, unique at its node.' }),
    queueLogFile: t.field({ type: FileSourceInput, description: 'The file queue_log.' }),
    celFile: t.field({ type: FileSourceInput, description: 'A CEL file by cel_custom (CSV or JSON).' }),
    database: t.field({ type: DatabaseSourceInput, description: 'Tables of a database.' }),
    ami: t.field({ type: AmiSourceInput, description: 'The manager interface.' }),
  }),
})

const rejected = (field: string, rule: string, message: string): Rejection => ({ field, rule, message })

/** The settings, or why the input gives none. */
export function settingsOf(input: typeof SourceInput.$inferInput): SourceSettings | Rejection {
  const { name, queueLogFile, celFile, database, ami } = input
  if ([queueLogFile, celFile, database, ami].filter(Boolean).length === 1) {
    if (queueLogFile) return { name, kind: 'queue_log_file', ...fileSettings(queueLogFile) }
    if (celFile) return { name, kind: 'cel_file', ...fileSettings(celFile) }
    if (database) return databaseSettings(name, database)
    if (ami) return amiSettings(name, ami)
  }
  return rejected('source', 'oneOf', 'give exactly one of queueLogFile, celFile, database and ami')
}

const fileSettings = ({ path, celFields }: typeof FileSourceInput.$inferInput) => ({
  path,
  ...(celFields ? { celFields } : {}),
})

function databaseSettings(name: string, input: typeof DatabaseSourceInput.$inferInput): SourceSettings | Rejection {
  const { url, passwordFrom } = input
  const tables = input.tables.filter(table => table !== 'ami')
  if (tables.length !== input.tables.length)
    return rejected(
      'source.database.tables',
      'table',
      'a database has QUEUE_LOG and CEL; events of AMI come by the source ami',
    )
  return { name, kind: 'database', url, tables, ...(passwordFrom ? { passwordFrom } : {}) }
}

function amiSettings(name: string, input: typeof AmiSourceInput.$inferInput): SourceSettings {
  const { host, port, tls, user, secretFile, secretEnvironment, login, drop } = input
  return {
    name,
    kind: 'ami',
    host,
    port,
    ...(tls
      ? { tls: { ...(tls.ca ? { ca: tls.ca } : {}), ...(tls.serverName ? { serverName: tls.serverName } : {}) } }
      : {}),
    user,
    ...(secretFile ? { secretFile } : {}),
    ...(secretEnvironment ? { secretEnvironment } : {}),
    ...(login ? { login } : {}),
    ...(drop ? { drop } : {}),
  }
}
