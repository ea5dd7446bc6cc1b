import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { createApi } from './server.ts'
import { listen } from '../http/listen.ts'
import { emptyReports, fakePorts, tokenBook } from '../testing/fakes.ts'

const book = tokenBook()
const token = book.issue('analyst')
const reports = { ...emptyReports, ...book.reports }
const api = createApi({ ...fakePorts(createMemoryEventStore(), { reports }), heartbeatMs: 3_600_000 })
const server = createServer()
const connections: Socket[] = []
let address = ''

beforeAll(async () => {
  api.attach(server)
  server.on('connection', socket => connections.push(socket))
  address = (await listen(server, 0, '127.0.0.1')).replace('http', 'ws')
})
afterAll(async () => {
  api.close()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

const mebibyte = 2 ** 20
const many = 400

test('who sends and reads no answer is read no more, until he does', async () => {
  const client = new WebSocket(`${address}/graphql`, 'graphql-transport-ws')
  await once(client, 'open')
  const [here] = connections.splice(0)
  if (!here) throw new Error('nobody has connected')
  client.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }))
  await once(client, 'message')
  let answers = 0
  client.on('message', () => answers++)
  client.pause()
  const ping = JSON.stringify({ type: 'ping', payload: { of: 'x'.repeat(100_000) } })
  for (let sent = 0; sent < many; sent++) client.send(ping)
  while (!here.isPaused() && here.writableLength < 20 * mebibyte) await delay(5)
  expect(here.writableLength).toBeLessThan(3 * mebibyte)
  client.resume()
  while (answers < many) await delay(5)
  client.terminate()
})
