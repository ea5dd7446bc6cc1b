import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { createLeaseRoom, createMemoryLeases } from '../../infra/leases/memory.ts'
import { intoLog } from '../transport/into-log.ts'
import { sourceDown, type SourceContext, type FollowerHealth } from './running-source.ts'
import { followWhileHeld } from './while-held.ts'

const until = (what: () => unknown) => expect.poll(what, { timeout: 15_000, interval: 5 })
const live: FollowerHealth = { state: 'LIVE', lagSeconds: 0, problem: null }

/** A server that follows a source: what it does there, and what it shows. */
function server(room: ReturnType<typeof createLeaseRoom>, name: string, store = createMemoryEventStore()) {
  const leases = createMemoryLeases(room, name)
  const stop = new AbortController()
  const seen = { follows: undefined as SourceContext | undefined, shown: [] as FollowerHealth[] }
  const context: SourceContext = {
    facts: intoLog(store, 'lab', 'pbx1'),
    site: 'lab',
    node: 'pbx1',
    clockZone: 'UTC',
    log: () => undefined,
    signal: stop.signal,
    report: health => seen.shown.push(health),
  }
  const done = followWhileHeld(leases, 'sources/lab/pbx1/queue-log', context, async own => {
    seen.follows = own
    await new Promise(resolve => own.signal.addEventListener('abort', resolve))
    seen.follows = undefined
  })
  const stopped = async (): Promise<void> => {
    stop.abort()
    await done
  }
  return { seen, leases, stop: stopped }
}

test('of two servers one follows a source, the other takes over when that one stops', async () => {
  const room = createLeaseRoom()
  const first = server(room, 'first')
  const second = server(room, 'second')
  await until(() => first.seen.follows !== undefined).toBe(true)
  await until(() => second.seen.shown.at(-1)?.problem).toMatch(/another server \(first\) follows it/)
  expect(second.seen.follows).toBeUndefined()
  await first.stop()
  await until(() => second.seen.follows !== undefined).toBe(true)
  await second.stop()
})

test('the server that waits shows what the one that follows says of the source', async () => {
  const room = createLeaseRoom()
  const first = server(room, 'first')
  const second = server(room, 'second')
  await until(() => first.seen.follows !== undefined).toBe(true)
  first.seen.follows?.report(live)
  await until(() => second.seen.shown.at(-1)).toEqual(live)
  first.seen.follows?.report(sourceDown('the file is away'))
  await until(() => second.seen.shown.at(-1)?.problem).toBe('the file is away')
  await Promise.all([first.stop(), second.stop()])
})

test('a server that lost the right to follow writes nothing any more, and follows again when it has it again', async () => {
  const room = createLeaseRoom()
  const only = server(room, 'only')
  await until(() => only.seen.follows !== undefined).toBe(true)
  const { facts } = only.seen.follows ?? {}
  only.leases.crash()
  await expect(facts?.sink('ami', { start: 'at-cursor' }).write([], {})).rejects.toThrow(
    /the right to follow this source is lost/,
  )
  await until(() => only.seen.follows !== undefined).toBe(true)
  expect(only.seen.follows?.facts).not.toBe(facts)
  await only.stop()
})

test('a server that cannot follow a source lets another one try', async () => {
  const room = createLeaseRoom()
  const failing = createMemoryLeases(room, 'failing')
  const stop = new AbortController()
  const shown: FollowerHealth[] = []
  const context: SourceContext = {
    facts: intoLog(createMemoryEventStore(), 'lab', 'pbx1'),
    site: 'lab',
    node: 'pbx1',
    clockZone: 'UTC',
    log: () => undefined,
    signal: stop.signal,
    report: health => shown.push(health),
  }
  const done = followWhileHeld(failing, 'sources/lab/pbx1/queue-log', context, () =>
    Promise.reject(new Error('no right')),
  )
  await until(() => shown.at(-1)).toEqual(sourceDown('no right'))
  const other = server(room, 'other')
  await until(() => other.seen.follows !== undefined).toBe(true)
  stop.abort()
  await Promise.all([done, other.stop()])
})
