import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { endedBy } from './ended-by.ts'
import { newest } from './newest.ts'

test('values end when the signal aborts, also when nobody has begun to read them', async () => {
  const connection = new AbortController()
  let isEnded = false
  endedBy(connection.signal, newest<string>(() => (isEnded = true)).values)
  connection.abort()
  await Promise.resolve()
  expect(isEnded).toBe(true)
})

test.each([
  ['were ended by their writer', (board: ReturnType<typeof newest<string>>) => board.end()],
  ['have failed', (board: ReturnType<typeof newest<string>>) => board.fail(new Error('no such column'))],
])('a connection that stays open remembers nothing of values that %s', async (_, end) => {
  const { signal } = new AbortController()
  const board = newest<string>(() => undefined)
  const values = endedBy(signal, board.values)
  board.put('a board')
  expect(await values.next()).toEqual({ done: false, value: 'a board' })
  expect(getEventListeners(signal, 'abort')).toHaveLength(1)
  end(board)
  await values.next().catch(() => undefined)
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})
