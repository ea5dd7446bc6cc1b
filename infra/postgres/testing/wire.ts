import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A wire between client and database that a test can cut. */
export interface Wire {
  readonly url: string
  /**
   * Cuts the connection at the nth piece of data that a client sends from now on: before the database gets it, or after it
   * has answered but before the client hears it.
   */
  cutAt(piece: number, when: 'before' | 'after'): void
  /** Whether a cut that was asked for has happened. */
  readonly cut: boolean
  /** Cuts every connection and refuses new ones, until `up`. */
  down(): void
  up(): void
  /** Whether what either side says is lost on the way, while both believe to be connected: as when a machine is gone. */
  muffle(isMuffled: boolean): void
  close(): Promise<void>
}

export async function wireTo(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let left = Infinity
  let when: 'before' | 'after' = 'before'
  let cut = false
  let refusing = false
  let muffled = false

  const server = createServer(client => {
    if (refusing) return client.destroy()
    const upstream = connect(Number(target.port), target.hostname)
    let deaf = false
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
    }
    const end = () => {
      for (const socket of [client, upstream]) {
        sockets.delete(socket)
        socket.destroy()
      }
    }
    client.on('close', end)
    upstream.on('close', end)
    client.on('data', data => {
      if (muffled) return undefined
      if (--left === 0) {
        cut = true
        if (when === 'before') return end()
        deaf = true
      }
      return void upstream.write(data)
    })
    upstream.on('data', data => (deaf ? end() : muffled || client.write(data)))
    return undefined
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.searchParams.delete('host') // a directory of sockets would go past the wire
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const cutAll = () => sockets.forEach(socket => socket.destroy())

  return {
    url: url.href,
    cutAt(piece, then) {
      left = piece
      when = then
      cut = false
    },
    get cut() {
      return cut
    },
    down() {
      refusing = true
      cutAll()
    },
    up() {
      refusing = false
    },
    muffle(isMuffled) {
      muffled = isMuffled
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        cutAll()
      }),
  }
}
