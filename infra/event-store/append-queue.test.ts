import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { AppendResult } from '../../domain/kernel/event-store.ts'
import { createAppendQueue } from './append-queue.ts'
import { packAppend, type PackedAppend } from './append.ts'
import { noted } from './contract/helpers.ts'

const packed = (stream: string, events = 1) =>
  packAppend([{ stream, expected: 'any', events: Array.from({ length: events }, (_, i) => noted(i)) }])

const done = (append: PackedAppend): AppendResult => ({
  ok: true,
  lastPosition: 0,
  streams: append.streams.map(({ stream }) => ({
    stream,
    firstRevision: 0,
    lastRevision: 0,
    firstPosition: 0,
    lastPosition: 0,
  })),
})

const names = (batch: readonly PackedAppend[]) => batch.map(({ streams }) => streams[0]?.stream)

/** A writer that notes what it is given and refuses what the test says. */
function writer(refuse: (batch: readonly PackedAppend[]) => Error | undefined = () => undefined) {
  const written: (string | undefined)[][] = []
  const queue = createAppendQueue(
    async batch => {
      written.push(names(batch))
      await setImmediate()
      const error = refuse(batch)
      if (error) throw error
      return batch.map(done)
    },
    async append => {
      written.push(['large', ...names([append])])
      await setImmediate()
      return done(append)
    },
  )
  return { queue, written }
}

test('the first append goes at once, those that come meanwhile go together, each gets its own answer', async () => {
  const { queue, written } = writer()
  const appends = await Promise.all(['a', 'b', 'c', 'd'].map(name => packed(name)))
  const results = await Promise.all(appends.map(append => queue.push(append)))
  expect(written).toEqual([['a'], ['b', 'c', 'd']])
  expect(results.map(result => result.ok && result.streams[0]?.stream)).toEqual(['a', 'b', 'c', 'd'])
})

test('an append of many pages goes alone, by the other way, and in its turn', async () => {
  const { queue, written } = writer()
  const appends = await Promise.all([packed('a'), packed('b'), packed('big', 66_000), packed('c'), packed('d')])
  await Promise.all(appends.map(append => queue.push(append)))
  expect(written).toEqual([['a'], ['b'], ['large', 'big'], ['c', 'd']])
})

test('a batch that the server refuses is tried one by one: only the culprit fails', async () => {
  const refusal = Object.assign(new Error('index row too large'), { code: '54000' })
  const { queue, written } = writer(batch => (names(batch).includes('bad') ? refusal : undefined))
  const appends = await Promise.all(['a', 'b', 'bad', 'c'].map(name => packed(name)))
  const results = await Promise.allSettled(appends.map(append => queue.push(append)))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(written).toEqual([['a'], ['b', 'bad', 'c'], ['b'], ['bad'], ['c']])
})

test('when the connection breaks nothing is tried again: it may have been stored', async () => {
  const lost = new Error('Connection terminated unexpectedly')
  const { queue, written } = writer(batch => (names(batch).includes('b') ? lost : undefined))
  const appends = await Promise.all(['a', 'b', 'c'].map(name => packed(name)))
  const results = await Promise.allSettled(appends.map(append => queue.push(append)))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(written).toEqual([['a'], ['b', 'c']])
  expect((await queue.push(await packed('d'))).ok).toBe(true)
})

test('idle waits for everything pushed', async () => {
  const { queue } = writer()
  let finished = 0
  for (const name of ['a', 'b', 'c']) void queue.push(await packed(name)).then(() => finished++)
  await queue.idle()
  expect(finished).toBe(3)
  await queue.idle()
})
