import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../infra/event-store/memory.ts'
import { createFactWriter } from './fact-writer.ts'
import type { InputForm } from './input-form.ts'
import { listQuarantine, retryQuarantined, showQuarantined } from './quarantine.ts'
import { eventsOf, place, rawLines, rowsOf, tickingClock, write } from './testing/rows.ts'
import type { Row } from './row-decoder.ts'

const memoryStore = () => createMemoryEventStore({ now: tickingClock() })

/** Rows that an earlier parser did not understand. */
const quarantined = (kind: 'queue_log' | 'cel', ...raws: string[]): Row[] =>
  raws.map((raw, index) => ({
    quarantined: { kind, raw, reason: 'not understood then', input: 'old-file', line: index + 1 },
  }))

test('is listed page by page, oldest first', async () => {
  const store = memoryStore()
  await write(store, ['junk 1', '10|c|q|a|DID|1', 'junk 2', 'junk 3'])
  const first = await listQuarantine({ store, ...place }, { first: 2 })
  expect(first.entries).toMatchObject([
    { raw: 'junk 1', line: 1, input: 'the-file', kind: 'queue_log', released: false },
    { raw: 'junk 2', line: 3 },
  ])
  const second = await listQuarantine({ store, ...place }, { first: 2, after: first.next! })
  expect(second).toMatchObject({ entries: [{ raw: 'junk 3', line: 4 }], next: undefined })
  expect(await showQuarantined({ store, ...place }, first.entries[1]!.position)).toEqual(first.entries[1])
  expect(await showQuarantined({ store, ...place }, 2_000)).toBeUndefined()
  expect(await listQuarantine({ store, site: 'lab', node: 'none' }, { first: 2 })).toEqual({
    entries: [],
    next: undefined,
  })
})

test('a retry releases what today can be read, as a fact, once', async () => {
  const store = memoryStore()
  const raws = ['20|c|q|a|DID|2', 'junk', '2026-11-21 04:51:18.5,c,q,a,PAUSE,"lunch\ntime",,,,', '10|c|q|a|DID|1']
  await createFactWriter({ store, ...place, kind: 'queue_log' }).write(quarantined('queue_log', ...raws))
  const retry = () => retryQuarantined({ store, ...place, clockZone: 'Europe/Paris' })
  expect(await retry()).toEqual({ tried: 4, released: 3, appended: 3, remaining: 1 })
  expect((await eventsOf(store)).map(({ occurredAt }) => occurredAt)).toEqual([
    10_000_000, 20_000_000, 1_795_233_078_500_000,
  ])
  expect(await retry()).toEqual({ tried: 1, released: 0, appended: 0, remaining: 1 })
  expect((await listQuarantine({ store, ...place }, { first: 9 })).entries.map(({ raw }) => raw)).toEqual(['junk'])
  expect((await listQuarantine({ store, ...place }, { first: 9, withReleased: true })).entries).toHaveLength(4)
})

test('a row of which not every byte was kept is never released as a fact', async () => {
  const store = memoryStore()
  await write(store, ['1795233080|a\0b|q|NONE|ENTERQUEUE||1|1'])
  const retry = () => retryQuarantined({ store, ...place, clockZone: 'UTC' })
  expect(await retry()).toEqual({ tried: 1, released: 0, appended: 0, remaining: 1 })
})

test('a fact that has come by another way is released, not stored twice', async () => {
  const store = memoryStore()
  const raw = '10|c|q|a|DID|1'
  await createFactWriter({ store, ...place, kind: 'queue_log' }).write(quarantined('queue_log', raw, raw))
  await write(store, ['9|c|q|a|DID|0', raw, '11|c|q|a|DID|3'])
  const options = { store, ...place, clockZone: 'UTC' }
  expect(await retryQuarantined(options)).toEqual({ tried: 2, released: 2, appended: 1, remaining: 0 })
  expect((await eventsOf(store, 'quarantine')).slice(2)).toMatchObject([
    { type: 'QuarantinedRowReleased', data: { position: 1, kind: 'queue_log', wasKnown: true } },
    { type: 'QuarantinedRowReleased', data: { position: 2, kind: 'queue_log', wasKnown: false } },
  ])
})

test('CEL rows of a mapping of their own are read with its fields, and only those that are asked for', async () => {
  const store = memoryStore()
  const raws = ['1795233078.0,HANGUP,7', '1795233078.1,HANGUP,8']
  await createFactWriter({ store, ...place, kind: 'cel' }).write(quarantined('cel', ...raws))
  const options = { store, ...place, clockZone: 'UTC' }
  expect(await retryQuarantined(options)).toMatchObject({ released: 0 })
  const celFields = ['uniqueid', 'eventtype', 'eventtime']
  expect(await retryQuarantined({ ...options, celFields, positions: [2] })).toMatchObject({ tried: 1, released: 1 })
  expect(await eventsOf(store, 'cel')).toMatchObject([{ occurredAt: 8_000_000, data: { uniqueid: '1795233078.1' } }])
})

test('two retries at the same time release a row once', async () => {
  const store = memoryStore()
  await createFactWriter({ store, ...place, kind: 'queue_log' }).write(quarantined('queue_log', '10|c|q|a|DID|1'))
  const options = { store, ...place, clockZone: 'UTC' }
  await Promise.all([retryQuarantined(options), retryQuarantined(options)])
  expect(await rawLines(store)).toEqual(['10|c|q|a|DID|1'])
  expect(await eventsOf(store, 'quarantine')).toHaveLength(2)
})

test('a line of which only the beginning was kept is never released', async () => {
  const store = memoryStore()
  const native: InputForm = { kind: 'queue_log', form: 'native' }
  const [row] = rowsOf(['x'], native)
  const cut: Row = {
    quarantined: {
      ...(row as { quarantined: object }).quarantined,
      raw: '10|c|q|a|PAUSE|xx',
      bytes: 2_000_000,
    } as never,
  }
  await createFactWriter({ store, ...place, kind: 'queue_log' }).write([cut])
  expect(await retryQuarantined({ store, ...place, clockZone: 'UTC' })).toMatchObject({
    tried: 1,
    released: 0,
    remaining: 1,
  })
})
