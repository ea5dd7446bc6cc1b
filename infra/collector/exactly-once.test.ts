import { appendFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { silent } from '../../domain/kernel/log.ts'
import { fakeTimers } from '../../ingest/testing/fake-timers.ts'
import { place, rawLines, rowsOf, tickingClock } from '../../ingest/testing/rows.ts'
import { collect } from '../../ingest/transport/collect.ts'
import type { Delivery } from '../../ingest/transport/delivery.ts'
import { intoSpool } from '../../ingest/transport/into-spool.ts'
import { createReceiver, type Receiver } from '../../ingest/transport/receive.ts'
import { CourierFailed, ship, type Courier } from '../../ingest/transport/ship.ts'
import { openSpool, type Spool } from '../../ingest/transport/spool.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { createMemoryLeases } from '../leases/memory.ts'
import { temporary } from './testing/node-and-server.ts'

const at = { ...place, timeZone: 'UTC' }
const memoryStore = () => createMemoryEventStore({ now: tickingClock() })
const receiverOf = (store: EventStore): Receiver => createReceiver({ store, clock: () => 1, log: silent })
/** What crosses the wire. */
const sent = (delivery: Delivery): Delivery => JSON.parse(JSON.stringify(delivery)) as Delivery

/** What happens between two writes of the follower, or to a delivery. */
type Mishap =
  | 'none'
  | 'lost on the way'
  | 'answer lost'
  | 'sent twice at once'
  | 'to another server'
  | 'collector killed'
  | 'server killed'
const mishaps: readonly Mishap[] = [
  ...(['none', 'lost on the way', 'answer lost', 'sent twice at once'] as const),
  ...(['to another server', 'collector killed', 'server killed'] as const),
]

test('whatever happens to collector, server and wire, the log has every line once, in order', async () => {
  /** Few different lines, so that equal ones of a second are frequent. */
  const lines = fc
    .array(fc.tuple(fc.constantFrom(0, 0, 0, 1), fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 30 })
    .map(steps => {
      let second = 1_795_233_000
      return steps.map(([gap, event]) => `${(second += gap)}|c|q|NONE|${event}|`)
    })
  const happens = fc.array(fc.constantFrom(...mishaps), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 5 }), happens, async (log, batch, chances) => {
      const { directory, remove } = temporary()
      const store = memoryStore()
      const left = [...chances]
      let receiver = receiverOf(store)
      let other = receiverOf(store)
      const gone: Spool[] = []
      const open = () =>
        openSpool({ directory, log: silent, begin: () => receiver.cursors(place.site, place.node), fileBytes: 600 })
      let spool = await open()
      let sink = intoSpool(spool).sink('queue_log', { start: 'anywhere' })

      const deliver = async (): Promise<void> => {
        const records = await spool.oldest(700)
        if (records.length === 0) return
        const delivery = sent({ ...at, spool: spool.id, sources: [], records })
        const mishap = left.shift() ?? 'none'
        if (mishap === 'lost on the way') return
        if (mishap === 'server killed') receiver = receiverOf(store)
        if (mishap === 'to another server') [receiver, other] = [other, receiver]
        const twice = mishap === 'sent twice at once' ? [receiver.take(delivery), receiverOf(store).take(delivery)] : []
        const [{ taken, behind }] =
          twice.length > 0
            ? await Promise.all(twice as [ReturnType<Receiver['take']>])
            : [await receiver.take(delivery)]
        expect(behind).toEqual({})
        if (mishap === 'answer lost') return
        if (mishap === 'collector killed') return restart()
        await spool.taken(taken)
      }
      const restart = async (): Promise<void> => {
        gone.push(spool)
        spool = await open()
        const known = spool.cursor('queue_log') as { readonly lines: number } | undefined
        next = known?.lines ?? 0
        sink = intoSpool(spool).sink('queue_log', { start: known ? 'at-cursor' : 'anywhere' })
      }

      let next = 0
      while (next < log.length) {
        const until = Math.min(log.length, next + batch)
        await sink.write(rowsOf(log.slice(next, until)), { source: 'x', lines: until })
        next = until
        if (left.shift() === 'collector killed') await restart()
        await deliver()
      }
      while (spool.waiting().records > 0) await deliver()
      expect(await rawLines(store)).toEqual(log)
      for (const each of [...gone, spool]) await each.close()
      remove()
    }),
  )
})

/** A collector of a real file, and what can be done to it. */
function collectorOf(store: () => EventStore, file: string, directory: string) {
  let isAway = false
  let lost = 0
  const stop = new AbortController()
  let receiver: { readonly of: EventStore; readonly take: Receiver['take'] } | undefined
  const courier: Courier = {
    send(delivery) {
      if (isAway) return Promise.reject(new CourierFailed('the server is away.', false))
      if (receiver?.of !== store()) receiver = { of: store(), ...receiverOf(store()) }
      return receiver.take(sent(delivery)).then(answer => {
        if (Object.keys(answer.behind).length === 0 || lost-- <= 0) return answer
        throw new CourierFailed('the answer is lost.', false)
      })
    },
  }
  const begun = openSpool({ directory, log: silent, begin: () => Promise.resolve({}) })
  const timers = fakeTimers()
  const done = begun.then(async spool => {
    const followed = { collected: { queueLog: file }, leases: createMemoryLeases(), timers }
    await collect({ place: at, spool, courier, log: silent, signal: stop.signal, ...followed })
    await spool.close()
  })
  return {
    timers,
    away: (is: boolean) => void (isAway = is),
    /** As many answers are lost that say what the server lacks. */
    lose: (answers: number) => void (lost = answers),
    waiting: async () => (await begun).waiting().records,
    async stop() {
      stop.abort()
      await done
    },
  }
}

const until = (what: () => unknown) => expect.poll(what, { timeout: 20_000, interval: 5 })
const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, n) => `${1_795_233_000 + from + n}|1.${from + n}|sales|NONE|ABANDON|1|1|1`)
const textOf = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('')

test('while the server is away what is written waits, and comes when it is back; also over an end of the collector', async () => {
  const { directory, remove } = temporary()
  const file = path.join(directory, 'queue_log')
  const store = memoryStore()
  await writeFile(file, textOf(numbered(0, 3)))
  const first = collectorOf(() => store, file, directory)
  await until(() => rawLines(store)).toEqual(numbered(0, 3))
  first.away(true)
  await appendFile(file, textOf(numbered(3, 5)))
  await until(() => first.waiting()).toBe(1)
  await first.stop()
  expect(await rawLines(store)).toEqual(numbered(0, 3))
  const second = collectorOf(() => store, file, directory)
  await appendFile(file, textOf(numbered(5, 6)))
  await until(() => rawLines(store)).toEqual(numbered(0, 6))
  await second.stop()
  remove()
})

test('a server that was restored from a backup gets from the file again what it lacks', async () => {
  const { directory, remove } = temporary()
  const file = path.join(directory, 'queue_log')
  let store = memoryStore()
  await writeFile(file, textOf(numbered(0, 4)))
  const collector = collectorOf(() => store, file, directory)
  await until(() => rawLines(store)).toEqual(numbered(0, 4))
  const backup = memoryStore()
  const stream = 'facts/lab/pbx1/queue_log'
  for await (const { events } of store.readStream(stream))
    await backup.append([{ stream, expected: 'any', events, cursor: (await store.readCursor(stream)) ?? null }])
  await appendFile(file, textOf(numbered(4, 7)))
  await until(() => rawLines(store)).toEqual(numbered(0, 7))

  collector.lose(1)
  store = backup
  await appendFile(file, textOf(numbered(7, 8)))
  await until(() => collector.timers.pending().some(ms => ms <= 1_000)).toBe(true)
  collector.timers.pass(1_000)
  await until(async () => (await rawLines(backup)).sort()).toEqual(numbered(0, 8))

  store = memoryStore()
  await appendFile(file, textOf(numbered(8, 9)))
  await until(async () => (await rawLines(store)).sort()).toEqual(numbered(0, 9))
  await collector.stop()
  remove()
})

test('a server that is away is asked again after longer and longer, and told that the collector lives all the while it is not', async () => {
  const { directory, remove } = temporary()
  const spool = await openSpool({ directory, log: silent, begin: () => Promise.resolve({}) })
  const timers = fakeTimers()
  const stop = new AbortController()
  let deliveries = 0
  let failing = 2
  const told: string[] = []
  const courier: Courier = {
    send() {
      if (failing-- > 0) return Promise.reject(new CourierFailed('It is away.', false))
      deliveries += 1
      return Promise.resolve({ taken: 0, behind: {} })
    },
  }
  const options = { spool, courier, place: at, sources: () => [], onAnswer: () => undefined, random: () => 0, timers }
  const done = ship({ ...options, log: (level, message) => told.push(`${level} ${message}`), signal: stop.signal })
  await timers.ring(1_000)
  await timers.ring(2_000)
  await until(() => deliveries).toBe(1)
  for (const count of [2, 3]) {
    await timers.ring(5_000)
    await until(() => deliveries).toBe(count)
  }
  expect(told).toEqual([
    'warn It is away. 0 records (0 KiB) wait in the spool; nothing is lost.',
    'info The server takes what waits again',
  ])
  stop.abort()
  await done
  await spool.close()
  remove()
})

test('a spool that cannot be read any more ends the collector, once its followers have ended', async () => {
  const { directory, remove } = temporary()
  const file = path.join(directory, 'queue_log')
  await writeFile(file, textOf(numbered(0, 1)))
  const spool = await openSpool({ directory, log: silent, begin: () => Promise.resolve({}) })
  const broken: Spool = { ...spool, oldest: () => Promise.reject(new Error('the disk is broken')) }
  const courier: Courier = { send: () => Promise.reject(new Error('is not asked')) }
  const followed = { collected: { queueLog: file }, leases: createMemoryLeases(), timers: fakeTimers() }
  const { signal } = new AbortController()
  await expect(collect({ place: at, spool: broken, courier, log: silent, signal, ...followed })).rejects.toThrow(
    'the disk is broken',
  )
  await spool.close()
  remove()
})
