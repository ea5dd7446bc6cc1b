import { createHash } from 'node:crypto'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { isoOf, type Micros } from '../../domain/kernel/time.ts'

/** Fields of a packet as the manager interface writes them. */
export type Packet = Readonly<Record<string, string>>

export interface FakeManagerOptions {
  readonly user?: string
  readonly secret: string
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly banner?: string
  /** The clock of the PBX: its Pong tells it. undefined: an old version, which tells none. */
  readonly clock?: () => Micros
  /** Answers of the actions that ask how things stand. */
  readonly standing?: Readonly<Record<string, readonly Packet[]>>
  /** Actions that the user has no right to. */
  readonly forbidden?: readonly string[]
  /** Cuts a connection when it has sent so many bytes; asked for each connection, from 0. */
  readonly cutAfter?: (connection: number) => number | undefined
  /** Answers an action, or cuts the connection instead; undefined: as usual. */
  readonly answer?: (action: Packet) => Packet | 'cut' | undefined
  /** Takes everything and answers nothing any more. */
  readonly isMute?: () => boolean
}

export interface FakeManager {
  readonly port: number
  /** Every action of every connection, with its fields. */
  readonly actions: readonly Packet[]
  /** Connections that were cut by `cutAfter`. */
  cuts(): number
  /** Connections that are logged in at the moment. */
  listeners(): number
  /** Says it to all who are logged in. */
  say(...packets: readonly Packet[]): void
  cut(): void
  stop(): Promise<void>
}

/** Events that end the answers to actions, where they are not called like the action. */
const completions: Readonly<Record<string, string>> = {
  PJSIPShowContacts: 'ContactListComplete',
  PJSIPShowAors: 'AorListComplete',
  PJSIPShowEndpoints: 'EndpointListComplete',
  PJSIPShowRegistrationsOutbound: 'OutboundRegistrationDetailComplete',
}

/** Speaks the protocol of Asterisk's manager interface, as far as a listener needs it. */
export async function startFakeManager(options: FakeManagerOptions): Promise<FakeManager> {
  const { user = 'ringledger', secret, banner = 'Asterisk Call Manager/7.0.3' } = options
  const actions: Packet[] = []
  const open = new Set<Socket>()
  const loggedIn = new Map<Socket, (packet: Packet) => void>()
  let connections = 0
  let cuts = 0

  const serve = (socket: Socket): void => {
    const limit = options.cutAfter?.(connections++)
    let sent = 0
    let challenge = ''
    let input = ''
    open.add(socket)
    const write = (text: string): void => {
      if (!socket.writable || options.isMute?.()) return
      const bytes = Buffer.from(text)
      const rest = limit === undefined ? bytes.length : limit - sent
      sent += bytes.length
      if (rest >= bytes.length) socket.write(bytes)
      else {
        cuts += 1
        loggedIn.delete(socket)
        socket.end(bytes.subarray(0, Math.max(0, rest)))
      }
    }
    const send = (packet: Packet): void => write(`${textOf(packet)}\r\n\r\n`)
    const answer = (action: Packet, response: Packet): void => {
      const { Response = 'Success', ...rest } = response
      const id = action['ActionID']
      send({ Response, ...(id === undefined ? {} : { ActionID: id }), ...rest })
    }

    const act = (action: Packet): void => {
      const name = action['Action'] ?? ''
      const given = loggedIn.has(socket) ? options.answer?.(action) : undefined
      actions.push(action)
      if (name === 'Challenge') {
        challenge = String(100_000 + actions.length)
        answer(action, { Challenge: challenge })
      } else if (name === 'Login') {
        const key = createHash('md5').update(challenge).update(secret).digest('hex')
        const isRight = challenge === '' ? action['Secret'] === secret : action['Key'] === key
        if (action['Username'] !== user || !isRight) {
          answer(action, { Response: 'Error', Message: 'Authentication failed' })
          socket.end()
          return
        }
        answer(action, { Message: 'Authentication accepted' })
        send({ Event: 'FullyBooted', Privilege: 'system,all', Uptime: '4', LastReload: '4', Status: 'Fully Booted' })
        if (socket.writable) loggedIn.set(socket, send)
      } else if (!loggedIn.has(socket)) answer(action, { Response: 'Error', Message: 'Permission denied' })
      else if (options.forbidden?.includes(name)) answer(action, { Response: 'Error', Message: 'Permission denied' })
      else if (given === 'cut') socket.destroy()
      else if (given) answer(action, given)
      else if (name === 'Ping') {
        const at = options.clock?.()
        answer(action, { Ping: 'Pong', ...(at === undefined ? {} : { Timestamp: epochText(at) }) })
      } else {
        const events = options.standing?.[name] ?? []
        answer(action, { EventList: 'start', Message: 'it follows' })
        const id = action['ActionID'] ?? ''
        for (const event of events) send({ ...event, ActionID: id })
        send({
          Event: completions[name] ?? `${name}Complete`,
          ActionID: id,
          EventList: 'Complete',
          ListItems: String(events.length),
        })
      }
    }

    socket.on('data', chunk => {
      input += chunk.toString()
      for (let end = input.indexOf('\r\n\r\n'); end >= 0; end = input.indexOf('\r\n\r\n')) {
        const packet = input.slice(0, end)
        input = input.slice(end + 4)
        act(Object.fromEntries(packet.split('\r\n').map(line => line.split(/: ?(.*)/s, 2) as [string, string])))
      }
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      open.delete(socket)
      loggedIn.delete(socket)
    })
    write(`${banner}\r\n`)
  }

  const server = options.tls ? createTlsServer(options.tls, serve) : createServer(serve)
  server.on('tlsClientError', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  return {
    port: (server.address() as AddressInfo).port,
    actions,
    cuts: () => cuts,
    listeners: () => loggedIn.size,
    say(...packets) {
      for (const packet of packets) for (const send of loggedIn.values()) send(packet)
    },
    cut() {
      for (const socket of open) socket.destroy()
      loggedIn.clear()
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}

export const textOf = (packet: Packet): string =>
  Object.entries(packet)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\r\n')

export const epochText = (at: Micros): string => `${Math.floor(at / 1e6)}.${isoOf(at).slice(20, 26)}`
