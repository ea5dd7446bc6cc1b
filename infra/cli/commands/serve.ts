import { once } from 'node:events'
import type { NewVersions } from '../../../projections/engine/context.ts'
import { stderrLog } from '../../log.ts'
import { isNewVersions, newVersionsExplained } from '../../new-versions.ts'
import { textOption, type Command, type Invocation } from '../command.ts'
import { UsageError } from '../usage-error.ts'
import { hostOf, portOf } from './listen-options.ts'

const serverOptions = {
  host: { type: 'string' },
  port: { type: 'string' },
  verbose: { type: 'boolean' },
  'new-versions': { type: 'string' },
} as const

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
  const [host, port] = [hostOf(options), portOf(options)]
  const newVersions = newVersionsOf(options)
  const { serve } = await import('../../server/serve.ts')
  const server = await serve({ dataDirectory, host, port, log, newVersions, welcome })
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
