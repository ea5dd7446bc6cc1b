import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { verifyLog } from './audit.ts'
import { noted } from './contract/helpers.ts'
import { genesisHash, pageHashOf } from './page-hash.ts'
import { textHashOf } from './page.ts'
import { createPostgresEventStore, type PostgresEventStore } from './postgres.ts'
import { emptyLog } from './testing/empty-log.ts'

let database: TestDatabase
let store: PostgresEventStore

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

/** Positions 1-3 in stream a, 4 in b, 5-7 in a, 8-10 in b (another type), 11 in c. Pages begin at 1, 4, 5, 8, 11. */
beforeEach(async () => {
  await emptyLog(database.pool)
  store = createPostgresEventStore({ pool: database.pool, now: () => 1_795_233_077_000_000 })
  const batch = (stream: string, from: number, to: number, type = 'Noted') =>
    store.append([
      {
        stream,
        expected: 'any',
        events: Array.from({ length: to - from + 1 }, (_, i) =>
          noted(`event ${from + i}`, { type, occurredAt: (from + i) * 1000, tags: [`t${from + i}`] }),
        ),
      },
    ])
  await batch('a', 1, 3)
  await batch('b', 4, 4)
  await batch('a', 5, 7)
  await batch('b', 8, 10, 'Other')
  await batch('c', 11, 11)
})

/** What somebody with full rights on the database does. */
const tamper = (sql: string) => database.pool.query(`ALTER TABLE log.page DISABLE TRIGGER append_only; ${sql}`)
const setPayload = (position: number, from: string, to: string) =>
  tamper(`UPDATE log.page SET payload = convert_to(replace(convert_from(payload, 'UTF8'), '${from}', '${to}'), 'UTF8')
          WHERE first_position = ${position}`)

/** Gives the page the hash that it should have with what it now holds, as a careful forger would. */
async function rehash(position: number): Promise<void> {
  const { rows } = await database.pool.query<{
    payload: Buffer
    previous: string
    events: number
    revision: number
    at: number
  }>(
    `SELECT payload, encode(previous_hash, 'hex') AS previous, events, first_revision AS revision, recorded_us AS at
     FROM log.page WHERE first_position = ${position}`,
  )
  const row = rows[0]!
  const { rows: names } = await database.pool.query<{ stream: string; type: string }>(
    `SELECT s.name AS stream, t.name AS type FROM log.page p JOIN log.stream s ON s.id = stream_id
     JOIN log.event_type t ON t.id = type_id WHERE first_position = ${position}`,
  )
  const hash = pageHashOf({
    previousHash: row.previous,
    firstPosition: position,
    events: row.events,
    ...names[0]!,
    firstRevision: row.revision,
    recordedAt: row.at,
    sha256: textHashOf(row.payload),
  })
  await tamper(`UPDATE log.page SET hash = decode('${hash}', 'hex') WHERE first_position = ${position}`)
}

const verdict = () => verifyLog(database.pool)

test('a log that nobody touched is in order, by both ways of appending', async () => {
  expect(await verdict()).toMatchObject({ ok: true, pages: 5, events: 11, position: 11 })
  const many = Array.from({ length: 70_000 }, (_, i) =>
    noted(i, { type: i % 7000 ? 'Noted' : 'Rare', tags: [`t${i % 9}`] }),
  )
  await store.append([
    { stream: 'a', expected: 'any', events: many },
    { stream: 'new', expected: 'any', events: [noted('è\u0000\ud800')] },
  ])
  await store.append([{ stream: 'new', expected: 'any', events: [noted(1), noted(2)] }])
  const { rows } = await database.pool.query<{ position: number; hash: string }>(
    `SELECT position, encode(hash, 'hex') AS hash FROM log.head`,
  )
  expect(await verdict()).toEqual({ ok: true, pages: 87, events: 70_014, ...rows[0] })
})

test('an empty log is in order; its chain begins with a hash that everybody can compute', async () => {
  await emptyLog(database.pool)
  expect(await verdict()).toEqual({ ok: true, pages: 0, events: 0, position: 0, hash: genesisHash })
  expect(genesisHash).toBe('66b1dbfb20973db32d7642e0f6b3927bd96c5bafa3e0e1d8d1f0f69c02d0510f')
})

describe('names the first altered position', () => {
  const cases: Record<string, [change: () => Promise<unknown>, position: number, problem: string]> = {
    'an event in the middle of a page altered': [() => setPayload(5, 'event 6', 'event X'), 6, 'event'],
    'the only event of a page altered': [() => setPayload(4, 'event 4', 'event X'), 4, 'page'],
    'an event of the first page and one of the last': [
      async () => {
        await setPayload(11, 'event 11', 'event XX')
        await setPayload(1, 'event 3', 'event X')
      },
      3,
      'event',
    ],
    'what is common to the events of a page altered': [
      () => setPayload(8, '"occurredAt":8000', '"occurredAt":8001'),
      8,
      'event',
    ],
    'an event altered and the checksums removed': [
      async () => {
        await setPayload(5, 'event 6', 'event X')
        await tamper('UPDATE log.page SET checksums = NULL WHERE first_position = 5')
      },
      5,
      'event',
    ],
    'a payload replaced by noise': [
      () => tamper(`UPDATE log.page SET payload = '\\x00ff', codec = 1 WHERE first_position = 5`),
      5,
      'event',
    ],
    'a page rewritten together with its hash': [
      async () => {
        await setPayload(4, 'event 4', 'event X')
        await rehash(4)
      },
      4,
      'rewritten',
    ],
    'the last page rewritten together with its hash': [
      async () => {
        await setPayload(11, 'event 11', 'event XX')
        await rehash(11)
      },
      11,
      'head',
    ],
    'the time of recording altered': [
      () => tamper('UPDATE log.page SET recorded_us = recorded_us - 1 WHERE first_position = 5'),
      5,
      'page',
    ],
    'the stream altered': [
      () => tamper('UPDATE log.page SET stream_id = stream_id + 1, first_revision = 9 WHERE first_position = 5'),
      5,
      'page',
    ],
    'a stream renamed': [() => tamper(`UPDATE log.stream SET name = 'z' WHERE name = 'b'`), 4, 'page'],
    'a type renamed': [() => tamper(`UPDATE log.event_type SET name = 'Forged' WHERE name = 'Other'`), 8, 'page'],
    'a type deleted': [() => tamper(`DELETE FROM log.event_type WHERE name = 'Other'`), 8, 'page'],
    'the revision altered': [
      () => tamper('UPDATE log.page SET first_revision = 77 WHERE first_position = 8'),
      8,
      'page',
    ],
    'the previous hash altered': [
      () => tamper(`UPDATE log.page SET previous_hash = '\\x00' WHERE first_position = 8`),
      8,
      'page',
    ],
    'the first page removed': [() => tamper('DELETE FROM log.page WHERE first_position = 1'), 1, 'missing'],
    'a page removed': [() => tamper('DELETE FROM log.page WHERE first_position = 5'), 5, 'missing'],
    'a page removed and the next moved into the hole': [
      () =>
        tamper(
          'DELETE FROM log.page WHERE first_position = 5; UPDATE log.page SET first_position = 5 WHERE first_position = 8',
        ),
      5,
      'page',
    ],
    'the last page removed': [() => tamper('DELETE FROM log.page WHERE first_position = 11'), 11, 'missing'],
    'two pages exchanged': [
      () =>
        tamper(`UPDATE log.page SET first_position = -1 WHERE first_position = 5; UPDATE log.page SET first_position = 5 WHERE first_position = 8;
                UPDATE log.page SET first_position = 8 WHERE first_position = -1`),
      5,
      'page',
    ],
    'a page inserted between others': [() => copyPage(5, 6), 6, 'inserted'],
    'a page added behind the end': [() => copyPage(11, 12), 12, 'page'],
    'a page added behind the end, chained and hashed': [
      async () => {
        await copyPage(11, 12)
        await tamper(
          `UPDATE log.page SET previous_hash = (SELECT hash FROM log.head), first_revision = 1 WHERE first_position = 12`,
        )
        await rehash(12)
      },
      12,
      'inserted',
    ],
    'the hash in the head altered': [() => tamper(`UPDATE log.head SET hash = '\\x00'`), 11, 'head'],
    'the position in the head lowered': [() => tamper('UPDATE log.head SET position = 10'), 11, 'inserted'],
    'the position in the head raised': [() => tamper('UPDATE log.head SET position = 12'), 12, 'missing'],
    'a checksum altered': [
      () => tamper(`UPDATE log.page SET checksums = '\\x00' WHERE first_position = 5`),
      5,
      'index',
    ],
    'a tag hidden from searches': [
      () => tamper('UPDATE log.page SET tags = NULL WHERE first_position = 4'),
      4,
      'index',
    ],
    'a page hidden from reads by time': [
      () => tamper('UPDATE log.page SET max_occurred_us = 0 WHERE first_position = 5'),
      5,
      'index',
    ],
    'a page hidden by its span': [
      () => tamper('UPDATE log.page SET span_class = 4 WHERE first_position = 5'),
      5,
      'index',
    ],
    'the revision of a stream altered': [
      () => tamper(`UPDATE log.stream SET revision = 2 WHERE name = 'b'`),
      10,
      'stream',
    ],
  }
  const copyPage = (from: number, to: number) =>
    tamper(`INSERT INTO log.page SELECT ${to} AS first_position, first_revision + 100, recorded_us, min_occurred_us, max_occurred_us, stream_id,
            events, text_bytes, type_id, span_class, codec, tags, checksums, previous_hash, hash, payload FROM log.page WHERE first_position = ${from}`)

  test.each(Object.entries(cases))('%s', async (_, [change, position, problem]) => {
    await change()
    expect(await verdict()).toMatchObject({ ok: false, position, problem })
  })
})

describe('an anchor', () => {
  test('is met by the log that it was taken from, also when that has grown', async () => {
    const before = await verdict()
    if (!before.ok) throw new Error('the log is in order')
    const anchor = { position: before.position, hash: before.hash }
    await store.append([{ stream: 'c', expected: 'any', events: [noted('later')] }])
    expect(await verifyLog(database.pool, { anchor })).toMatchObject({ ok: true, position: 12 })
  })

  test('shows that the end was cut off with everything that would tell', async () => {
    const before = await verdict()
    if (!before.ok) throw new Error('the log is in order')
    await tamper(`DELETE FROM log.page WHERE first_position = 11; DELETE FROM log.stream WHERE name = 'c';
      UPDATE log.head SET position = 10, hash = (SELECT hash FROM log.page WHERE first_position = 8)`)
    expect(await verdict()).toMatchObject({ ok: true, position: 10 })
    expect(await verifyLog(database.pool, { anchor: before })).toMatchObject({
      ok: false,
      position: 11,
      problem: 'missing',
    })
  })

  test('shows that the whole chain was computed anew', async () => {
    const before = await verdict()
    if (!before.ok) throw new Error('the log is in order')
    await setPayload(11, 'event 11', 'event XX')
    await rehash(11)
    await tamper('UPDATE log.head SET hash = (SELECT hash FROM log.page WHERE first_position = 11)')
    expect(await verdict()).toMatchObject({ ok: true })
    expect(await verifyLog(database.pool, { anchor: before })).toMatchObject({ ok: false, problem: 'anchor' })
  })
})

test('an audit from a position on trusts what stands before its page', async () => {
  await setPayload(1, 'event 2', 'event X')
  expect(await verifyLog(database.pool, { from: 6 })).toMatchObject({ ok: true, events: 7 })
  expect(await verifyLog(database.pool, { from: 4 })).toMatchObject({ ok: true, events: 8 })
  expect(await verifyLog(database.pool, { from: 3 })).toMatchObject({ ok: false, position: 2 })
})

test('progress is told, to the end', async () => {
  const seen: number[] = []
  await verifyLog(database.pool, { onProgress: ({ position, of }) => seen.push(position / of) })
  expect(seen.at(-1)).toBe(1)
})

test('the database itself refuses to change what is in the log', async () => {
  const refused = /append-only/
  await expect(database.pool.query('UPDATE log.page SET recorded_us = 0')).rejects.toThrow(refused)
  await expect(database.pool.query('DELETE FROM log.page')).rejects.toThrow(refused)
  await expect(database.pool.query('TRUNCATE log.page')).rejects.toThrow(refused)
})

test('an event that cannot be read any more is a clear error for readers', async () => {
  await tamper(`UPDATE log.page SET payload = '\\x00' WHERE first_position = 5`)
  const reading = async () => {
    for await (const page of store.readAll()) expect(page.events.length).toBeGreaterThan(0)
  }
  await expect(reading()).rejects.toThrow(/position 5 on \(stream a\) cannot be read.*ringledger audit verify/s)
})

test('a deflated page that does not inflate any more is the same clear error', async () => {
  const long = Array.from({ length: 100 }, (_, i) => noted(`a text that repeats itself, ${i}`))
  await store.append([{ stream: 'deflated', expected: 'no-stream', events: long }])
  await tamper(`UPDATE log.page SET payload = '\\x00' WHERE first_position = 12 AND codec = 1`)
  const reading = async () => {
    for await (const page of store.readAll()) expect(page.events.length).toBeGreaterThan(0)
  }
  await expect(reading()).rejects.toThrow(/position 12 on \(stream deflated\) cannot be read.*ringledger audit verify/s)
})
