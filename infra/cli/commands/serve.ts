import { once } from 'node:events'
import type { NewVersions } from '../../../projections/engine/context.ts'
import { stderrLog } from '../../log.ts'
import { isNewVersions, newVersionsExplained } from '../../new-versions.ts'
import { textOption, type Command, type Invocation } from '../command.ts'
import { UsageError } from '../usage-error.ts'

const serverOptions = {
  host: { type: 'string' },
  port: { type: 'string' },
  verbose: { type: 'boolean' },
  'new-versions': { type: 'string' },
} as const
const defaultPort = 8420

export const startCommand: Command = {
  name: 'start',
  summary: 'run everything; on the very first start with a sample recording and a live demonstration',
  usage: '[--port 8420] [--host 127.0.0.1] [--new-versions switch|keep] [--verbose]',
  mostWords: 0,
  options: serverOptions,
  run: invocation => runServer(invocation, true),
}

export const serveCommand: Command = {
  name: 'serve',
  summary: 'run the server on the configured sources; nothing is imported',
  usage: '[--port 8420] [--host 127.0.0.1] [--new-versions switch|keep] [--verbose]',
  mostWords: 0,
  options: serverOptions,
  run: invocation => runServer(invocation, false),
}

async function runServer({ options, terminal, dataDirectory, signal }: Invocation, welcome: boolean): Promise<number> {
  const log = stderrLog(options['verbose'] === true ? 'debug' : terminal.json ? 'error' : 'info')
  const host = textOption(options, 'host') ?? process.env['RINGLEDGER_HOST'] ?? '127.0.0.1'
  const newVersions = newVersionsOf(options)
  const { serve } = await import('../../server/serve.ts')
  const server = await serve({ dataDirectory, host, port: portOf(options), log, newVersions, welcome })
  const { address, token, isFirstStart } = server
  terminal.print(`Ringledger is at ${address}`)
  if (token !== undefined) {
    terminal.print(`Sign in:       ${address}/#token=${token}`)
    terminal.print(`Administrator: ${token}${isFirstStart ? '  (first run; kept in the data directory)' : ''}`)
  } else
    terminal.print(
      'Sign in with a token of yours. This data directory holds none; make one with: ringledger token create --label NAME --role administrator',
    )
  terminal.document({ address, token: token ?? null })
  if (!signal.aborted) await once(signal, 'abort')
  terminal.note('Stopping...')
  await server.stop()
  return 0
}

function newVersionsOf(options: Invocation['options']): NewVersions | undefined {
  const text = textOption(options, 'new-versions')
  if (text === undefined || isNewVersions(text)) return text
  throw new UsageError(`--new-versions ${text}: write ${newVersionsExplained}`)
}

function portOf(options: Invocation['options']): number {
  const text = textOption(options, 'port') ?? process.env['RINGLEDGER_PORT'] ?? process.env['PORT']
  if (text === undefined) return defaultPort
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port ${text}: a port from 0 (any free one) to 65535`)
  return port
}
