import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Why the server cannot take its port, and what to do: the message is for the person at the terminal. */
class ListenError extends Error {
  override readonly name = 'ListenError'
}

const reasons: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port, host) =>
    `Port ${port} on ${host} is in use by another program. Choose another with --port (or RINGLEDGER_PORT), e.g. --port ${port + 1}, or stop the other program.`,
  EACCES: (port, host) =>
    `This user may not take port ${port} on ${host}: ports below 1024 need privileges. Choose another with --port (or RINGLEDGER_PORT), e.g. --port 8080.`,
  EADDRNOTAVAIL: (port, host) =>
    `This machine has no address ${host} to take port ${port} on. Choose another with --host, e.g. --host 127.0.0.1 or --host 0.0.0.0.`,
  ENOTFOUND: (port, host) =>
    `The name ${host} is unknown, so port ${port} cannot be taken on it. Choose another with --host, e.g. --host 127.0.0.1.`,
}

/**
 * @param port 0 takes any free one
 * @returns the address for a browser on this machine, e.g. `http://localhost:8080`
 * @throws ListenError
 */
export function listen(server: Server, port: number, host: string): Promise<string> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return Promise.reject(new ListenError(`${port} is no port: choose a number from 1 to 65535 with --port.`))
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      const reason = reasons[error.code ?? '']?.(port, host) ?? `Port ${port} on ${host}: ${error.message}.`
      reject(new ListenError(reason, { cause: error }))
    }
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      resolve(`http://${nameOf(host)}:${(server.address() as AddressInfo).port}`)
    })
  })
}

/** Every address of the machine is also that of localhost; an IPv6 address stands in brackets. */
const nameOf = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
