import { readFile } from 'node:fs/promises'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { AmiSource } from '../../domain/sites/ami-source.ts'

const connectMs = 10_000

/**
 * Opens a connection to a manager interface.
 * @throws what says what is wrong and what to do about it
 */
export async function connectToManager({ host, port, tls }: AmiSource): Promise<Socket> {
  const where = `${host}:${port}`
  const ca = tls?.ca === undefined ? undefined : await authority(tls.ca)
  const serverName = tls?.serverName ?? (isIP(host) ? undefined : host)
  const socket = tls
    ? connectTls({ host, port, ...(ca ? { ca } : {}), ...(serverName ? { servername: serverName } : {}) })
    : connectTcp({ host, port })
  socket.setNoDelay(true)
  socket.setKeepAlive(true, 30_000)
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      socket.destroy()
      reject(error)
    }
    socket.setTimeout(connectMs, () =>
      fail(new Error(`${where} does not answer within ${connectMs / 1000} s: is it reachable, and its port open?`)),
    )
    socket.once('error', (error: Error) => fail(new Error(sentenceOf(where, error))))
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0)
      socket.removeAllListeners('error')
      socket.removeAllListeners('timeout')
      resolve(socket)
    })
  })
}

const authority = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new Error(`the file ${file}, which should hold the authorities of tls.ca, cannot be read (${code})`)
  })

/** What went wrong, for whoever has to put it right. */
function sentenceOf(where: string, error: Error): string {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  switch (code) {
    case 'ECONNREFUSED':
      return `${where} refuses connections: is Asterisk running, and enabled = yes with this port in its manager.conf?`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${where}: there is no host of that name`
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `${where} cannot be reached (${code})`
    case 'ECONNRESET':
    case 'EPIPE':
      return `${where} broke the connection (${code})`
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return `${where} does not speak TLS: is tlsenable = yes with this port in its manager.conf?`
  }
  if (/CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code))
    return `the certificate of ${where} is not accepted (${error.message}): name its authority in tls.ca, and the name in it in tls.serverName`
  return `${where}: ${error.message}`
}
