import { IncomingMessage } from 'node:http'
import { connect, Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { fakePorts } from '../testing/fakes.ts'
import { serve, type Served } from '../testing/serve.ts'

let served: Served
beforeAll(async () => void (served = await serve(fakePorts(createMemoryEventStore()))))
afterAll(() => served.stop())

test('who asks for a websocket where there is none is refused', async () => {
  const socket = connect({ port: Number(new URL(served.url).port), host: '127.0.0.1' })
  socket.write('GET /elsewhere HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  expect(await text(socket)).toMatch(/^HTTP\/1.1 404 /)
})

test.each(['/elsewhere', '/graphql'])(
  'a connection to %s that is reset while it is refused ends nothing else',
  path => {
    const socket = new PassThrough()
    const request = Object.assign(new IncomingMessage(new Socket()), { url: path, method: 'POST' })
    served.api.upgrade(request, socket, Buffer.alloc(0))
    expect(() => socket.emit('error', new Error('read ECONNRESET'))).not.toThrow()
  },
)
