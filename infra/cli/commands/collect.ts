import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { amiSourceProblems, type AmiSource } from '../../../domain/sites/ami-source.ts'
import { fromEnvironment } from '../../environment.ts'
import { stderrLog } from '../../log.ts'
import { textOption, type Command, type OptionValues } from '../command.ts'
import { UsageError } from '../usage-error.ts'
import { droppedEvents, requiredOption, zoneOption } from './pbx-options.ts'

/** Runs on a PBX node, which needs no database. */
export const collectCommand: Command = {
  name: 'collect',
  summary:
    'on a PBX node: follow its logs and manager interface, and send them to a server; what cannot be sent waits on the disk',
  usage:
    '--server URL --site SITE --node NODE --time-zone ZONE [--queue-log FILE] [--cel FILE] [--ami HOST:PORT --ami-user NAME]\n' +
    '       [--token-file FILE] [--cel-fields NAME,...] [--ami-secret-file FILE] [--ami-tls] [--ami-ca FILE] [--ami-plain] [--ami-drop EVENT,...]\n' +
    '       [--spool DIR] [--spool-limit MIB] [--verbose]\n' +
    'The token is that of a collector: ringledger token create --role collector --node SITE/NODE --label NAME. It stands in a file, or in\n' +
    'RINGLEDGER_TOKEN; the secret of the manager interface in a file, or in RINGLEDGER_AMI_SECRET. Spool: DATA/spool, 4096 MiB.',
  mostWords: 0,
  options: {
    server: { type: 'string' },
    site: { type: 'string' },
    node: { type: 'string' },
    'time-zone': { type: 'string' },
    'queue-log': { type: 'string' },
    cel: { type: 'string' },
    'cel-fields': { type: 'string' },
    ami: { type: 'string' },
    'ami-user': { type: 'string' },
    'ami-secret-file': { type: 'string' },
    'ami-tls': { type: 'boolean' },
    'ami-ca': { type: 'string' },
    'ami-plain': { type: 'boolean' },
    'ami-drop': { type: 'string' },
    'token-file': { type: 'string' },
    spool: { type: 'string' },
    'spool-limit': { type: 'string' },
    verbose: { type: 'boolean' },
  },
  async run({ options, terminal, dataDirectory, signal }) {
    const place = {
      site: requiredOption(options, 'site'),
      node: requiredOption(options, 'node'),
      timeZone: zoneOption(options),
    }
    const server = addressOf(options)
    const queueLog = textOption(options, 'queue-log')
    const cel = textOption(options, 'cel')
    const fields = textOption(options, 'cel-fields')?.split(',')
    const ami = amiOf(options)
    if (queueLog === undefined && cel === undefined && !ami)
      throw new UsageError('name what is collected: --queue-log FILE, --cel FILE, --ami HOST:PORT')
    const token = tokenOf(options)
    await token()
    const mostBytes = limitOf(options)
    const directory = path.resolve(textOption(options, 'spool') ?? path.join(dataDirectory, 'spool'))
    const log = stderrLog(options['verbose'] === true ? 'debug' : terminal.json ? 'error' : 'info')
    const { runCollector } = await import('../../collector/run.ts')
    return runCollector({
      server,
      token,
      place,
      directory,
      mostBytes,
      log,
      signal,
      collected: {
        ...(queueLog === undefined ? {} : { queueLog: path.resolve(queueLog) }),
        ...(cel === undefined ? {} : { cel: { path: path.resolve(cel), ...(fields ? { fields } : {}) } }),
        ...(ami ? { ami } : {}),
      },
    })
  },
}

function addressOf(options: OptionValues): string {
  const server = requiredOption(options, 'server')
  if (!/^https?:\/\/[^/\s]+/.test(server) || !URL.canParse(server))
    throw new UsageError(`--server ${server}: the address of a Ringledger is needed, e.g. https://ringledger.example`)
  return server
}

function limitOf(options: OptionValues): number | undefined {
  const text = textOption(options, 'spool-limit')
  if (text === undefined) return undefined
  const mebibytes = Number(text)
  if (!Number.isInteger(mebibytes) || mebibytes < 1)
    throw new UsageError(`--spool-limit ${text}: whole MiB are needed, e.g. 4096`)
  return mebibytes * 2 ** 20
}

/** Read at each use: a token is replaced by writing another one into the file. */
function tokenOf(options: OptionValues): () => Promise<string> {
  const file = textOption(options, 'token-file')
  const inEnvironment = fromEnvironment('RINGLEDGER_TOKEN')
  if (file === undefined && inEnvironment === undefined)
    throw new UsageError(
      'there is no token: write it into a file and name that with --token-file, or set RINGLEDGER_TOKEN',
    )
  return async () => {
    if (file === undefined) return (inEnvironment ?? '').trim()
    return (
      await readFile(file, 'utf8').catch((error: unknown) => {
        throw new UsageError(`--token-file ${file} cannot be read (${(error as Error).message})`)
      })
    ).trim()
  }
}

function amiOf(options: OptionValues): AmiSource | undefined {
  const address = textOption(options, 'ami')
  if (address === undefined) return undefined
  const [, host = address, port] = /^(.*?)(?::(\d+))?$/.exec(address) ?? []
  const isTls = options['ami-tls'] === true || textOption(options, 'ami-ca') !== undefined
  const ca = textOption(options, 'ami-ca')
  const secretFile = textOption(options, 'ami-secret-file')
  const drop = droppedEvents(options)
  const source: AmiSource = {
    name: 'collector.ami',
    kind: 'ami',
    host,
    port: port === undefined ? (isTls ? 5039 : 5038) : Number(port),
    user: requiredOption(options, 'ami-user'),
    ...(isTls ? { tls: ca === undefined ? {} : { ca: path.resolve(ca) } } : {}),
    ...(secretFile === undefined
      ? { secretEnvironment: 'RINGLEDGER_AMI_SECRET' }
      : { secretFile: path.resolve(secretFile) }),
    ...(options['ami-plain'] === true ? { login: 'plain' as const } : {}),
    ...(drop ? { drop } : {}),
  }
  const [problem] = amiSourceProblems(source)
  if (problem) throw new UsageError(`--ami ${address}: ${problem.message}`)
  return source
}
