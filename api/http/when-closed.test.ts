import { once } from 'node:events'
import { createServer, request, type ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { listen } from './listen.ts'
import { whenClosed } from './when-closed.ts'

test('what is to be done when a reader leaves is done once, also for one who left before anybody asked', async () => {
  const server = createServer()
  const address = await listen(server, 0, '127.0.0.1')
  const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>
  const reader = request(address)
  reader.on('error', () => undefined)
  reader.end()
  const [, response] = await asked
  const done: string[] = []
  whenClosed(response, () => done.push('in time'))
  const closed = once(response, 'close')
  reader.destroy()
  await closed
  whenClosed(response, () => done.push('too late to be told'))
  await new Promise(resolve => server.close(resolve))
  expect(done).toEqual(['in time', 'too late to be told'])
})
