import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { place } from '../testing/rows.ts'
import type { FollowerHealth } from '../sources/running-source.ts'
import { fakeTimers, type FakeTimers } from '../testing/fake-timers.ts'
import { followCollector } from './follow-collector.ts'
import { intoLog } from './into-log.ts'
import { collectorStream, type CollectorWord } from './receive.ts'

const store = createMemoryEventStore()
let timers: FakeTimers
let shown: FollowerHealth[] = []
let stop: () => Promise<void>

const live = { kind: 'queue_log', state: 'LIVE', lagSeconds: 0, problem: null } as const
const say = (sources: CollectorWord['sources'], heardAt = timers.now(), aheadSeconds = 0) =>
  store.append([
    {
      stream: collectorStream(place.site, place.node),
      expected: 'any',
      events: [],
      cursor: { heardAt, aheadSeconds, sources } as never,
    },
  ])
/** Lets as much time pass as between two looks. */
async function look(times = 1): Promise<FollowerHealth | undefined> {
  for (let n = 0; n < times; n++) await timers.ring(1_000)
  return shown.at(-1)
}

beforeEach(() => {
  timers = fakeTimers()
  shown = []
  const abort = new AbortController()
  const facts = intoLog(store, place.site, place.node)
  const context = {
    facts,
    ...place,
    clockZone: 'UTC',
    log: () => undefined,
    signal: abort.signal,
    report: (health: FollowerHealth) => shown.push(health),
  }
  const done = followCollector(store, 'queue_log', context, timers)
  stop = async () => {
    abort.abort()
    await done
  }
})
afterEach(() => stop())

test('a collector shows as it says itself, and as away when it has said nothing for three signs of life', async () => {
  await say([live, { kind: 'ami', state: 'DOWN', lagSeconds: null, problem: 'refused' }])
  await look(2)
  expect(shown.at(-1)).toEqual({ state: 'LIVE', lagSeconds: 0, problem: null })
  await say([{ ...live, state: 'LATE', lagSeconds: 40 }])
  await look(2)
  expect(shown.at(-1)).toEqual({ state: 'LATE', lagSeconds: 40, problem: null })
  await look(16)
  expect(shown.at(-1)).toMatchObject({
    state: 'DOWN',
    problem: expect.stringMatching(/lab\/pbx1 was last heard at 2026-11-21T/) as string,
  })
})

test('a kind that it does not send is down, with what to do', async () => {
  await say([{ ...live, kind: 'cel' }])
  await look(2)
  expect(shown.at(-1)).toEqual({
    state: 'DOWN',
    lagSeconds: null,
    problem: 'the collector of lab/pbx1 sends no queue_log: start it there with ringledger collect',
  })
})

test('when the server begins, the collector has the time to reach it', async () => {
  await say([live], timers.now() - 3_600_000_000)
  await look(2)
  expect(shown.at(-1)).toMatchObject({ state: 'LATE', problem: null })
  await look(16)
  expect(shown.at(-1)).toMatchObject({ state: 'DOWN' })
})

test('a collector whose clock is minutes off shows with that, and with what is worse where there is something', async () => {
  await say([live], timers.now(), -301)
  await look(2)
  expect(shown.at(-1)).toMatchObject({
    state: 'LIVE',
    problem: expect.stringMatching(/^the clock of the PBX is 5 min behind this server's: set both by NTP/) as string,
  })
  await say([{ ...live, problem: 'its file is no file' }], timers.now(), 301)
  await look(2)
  expect(shown.at(-1)).toMatchObject({ problem: 'its file is no file' })
})
