import { fromEnvironment } from '../../environment.ts'
import { textOption, type OptionValues } from '../command.ts'
import { UsageError } from '../usage-error.ts'

const defaultHost = '127.0.0.1'
const defaultPort = 8420

/**
 * `--host`, else RINGLEDGER_HOST, else this machine alone.
 * @throws UsageError for an empty one, on which Node.js listens on every address
 */
export function hostOf(options: OptionValues): string {
  const host = textOption(options, 'host')?.trim()
  if (host === '') throw new UsageError('--host: an address is needed; 0.0.0.0 listens on every one')
  return host ?? fromEnvironment('RINGLEDGER_HOST') ?? defaultHost
}

/**
 * `--port`, else RINGLEDGER_PORT, else PORT, else 8420.
 * @throws UsageError for what is no port
 */
export function portOf(options: OptionValues): number {
  const text = textOption(options, 'port') ?? fromEnvironment('RINGLEDGER_PORT') ?? fromEnvironment('PORT')
  if (text === undefined) return defaultPort
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (port <= 65_535) return port
  throw new UsageError(`--port ${text}: a port from 0 (any free one) to 65535`)
}
