import { afterEach, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { AmiSource } from '../../domain/sites/ami-source.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { connectToManager } from '../../ingest/ami/connect.ts'
import { followManager } from '../../ingest/ami/follow-manager.ts'
import type { SourceState } from '../../ingest/sources/running-source.ts'
import { intoLog } from '../../ingest/transport/into-log.ts'
import { epochText, startFakeManager, type Packet } from '../../ingest/testing/fake-manager.ts'
import { fakeTimers } from '../../ingest/testing/fake-timers.ts'
import { openFold } from '../../projections/live-phones/fold.ts'
import { memoryTables } from '../../projections/queue-visits/testing/memory-tables.ts'

const secret = 's3cret'
const until = (what: () => unknown) => expect.poll(what, { timeout: 15_000, interval: 5 })

const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

/** What the log of now makes of the phones: devices with their states, and how many calls ring or are on hold. */
async function phonesIn(store: EventStore) {
  const tables = memoryTables()
  const fold = await openFold({ query: () => Promise.resolve({ rows: [] }) })
  for await (const { events } of store.readAll({ types: ['AmiEventRecorded', 'AmiGapRecorded'] }))
    tables.apply(await fold.page(events))
  return {
    devices: Object.fromEntries(tables.rows('device').map(({ device, state }) => [String(device), state])),
    calls: tables.rows('queue_call').length,
    holds: tables.rows('hold').length,
  }
}

test('what was on before a lost connection is shown no more, and how things stand is shown anew', async () => {
  const timers = fakeTimers()
  const member = (n: number, status: string): Packet => ({
    Event: 'QueueMember',
    Queue: 'sales',
    Name: `Agent/800${n}`,
    Location: `PJSIP/100${n}`,
    StateInterface: `PJSIP/100${n}`,
    Status: status,
    Paused: '0',
  })
  const standing = { QueueStatus: [member(1, '1'), member(2, '2')] }
  const pbx = await startFakeManager({ secret, clock: () => timers.now(), standing })
  cleanUps.push(() => pbx.stop())
  const store = createMemoryEventStore()
  const states: SourceState[] = []
  const abort = new AbortController()
  const source: AmiSource = { name: 'manager', kind: 'ami', host: 'localhost', port: pbx.port, user: 'ringledger' }
  const context = {
    facts: intoLog(store, 'lab', 'pbx1'),
    site: 'lab',
    node: 'pbx1',
    clockZone: 'UTC',
    signal: abort.signal,
    log: () => undefined,
    report: ({ state }: { readonly state: SourceState }) => states.push(state),
  }
  const tools = { connect: connectToManager, secret: () => Promise.resolve(secret), random: () => 0, timers }
  const following = followManager(source, context, tools)
  cleanUps.push(() => {
    abort.abort()
    return following
  })
  await until(() => phonesIn(store)).toEqual({
    devices: { 'PJSIP/1001': 'NOT_INUSE', 'PJSIP/1002': 'INUSE' },
    calls: 0,
    holds: 0,
  })

  timers.pass(2_000)
  const now = { Timestamp: epochText(timers.now()), Privilege: 'call,all' }
  const who = { Queue: 'sales', MemberName: 'Agent/8001', Interface: 'PJSIP/1001' }
  pbx.say(
    { Event: 'AgentCalled', ...now, ...who, Uniqueid: '1.1', DestUniqueid: '1.2' },
    { Event: 'DeviceStateChange', ...now, Device: 'PJSIP/1001', State: 'RINGING' },
    { Event: 'Hold', ...now, Channel: 'PJSIP/1002-00000001', Uniqueid: '1.0' },
  )
  await until(() => phonesIn(store)).toEqual({
    devices: { 'PJSIP/1001': 'RINGING', 'PJSIP/1002': 'INUSE' },
    calls: 1,
    holds: 1,
  })

  timers.pass(3_000)
  standing.QueueStatus.splice(0, 2, member(1, '1'), member(3, '5'))
  pbx.cut()
  // Until the connection is there again the board shows nothing of it.
  await until(() => states.at(-1)).toBe('DOWN')
  await timers.ring(1_000)
  await until(() => phonesIn(store)).toEqual({
    devices: { 'PJSIP/1001': 'NOT_INUSE', 'PJSIP/1003': 'UNAVAILABLE' },
    calls: 0,
    holds: 0,
  })
  await until(() => states.at(-1)).toBe('LIVE')
})
