import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { exportLog, verifyExport } from './audit-export.ts'
import { verifyLog } from './audit.ts'
import { noted } from './contract/helpers.ts'
import { createPostgresEventStore } from './postgres.ts'

let database: TestDatabase
let lines: string[]

/** Pages of 3, 1 and 1500 (1000 and 500) events: positions 1-3, 4, 5-1004, 1005-1504. */
beforeAll(async () => {
  database = await freshDatabase('log')
  const store = createPostgresEventStore({ pool: database.pool, now: () => 7 })
  for (const [stream, count] of [
    ['a', 3],
    ['b', 1],
    ['a', 1500],
  ] as const)
    await store.append([
      {
        stream,
        expected: 'any',
        events: Array.from({ length: count }, (_, i) => noted(`no ${i} "è"`, { tags: ['t'] })),
      },
    ])
  lines = await linesOf({})
})
afterAll(() => database.drop())

async function linesOf(range: Parameters<typeof exportLog>[1]): Promise<string[]> {
  const all: string[] = []
  for await (const line of exportLog(database.pool, range)) all.push(line)
  return all
}

test('an export holds every event in readable form, its pages and the chain, and is in order', async () => {
  expect(lines).toHaveLength(1 + 4 + 1504 + 1)
  expect(lines.every(line => line.endsWith('\n') && !line.slice(0, -1).includes('\n'))).toBe(true)
  expect(JSON.parse(lines[2]!)).toMatchObject({ event: { position: 1, stream: 'a', data: 'no 0 "è"', recordedAt: 7 } })
  const verdict = await verifyLog(database.pool)
  expect(await verifyExport(lines)).toEqual(verdict)
  expect(await verifyExport(lines.map(line => line.trimEnd()))).toEqual(verdict)
})

test('anybody can recompute the chain with a sha256 tool and the description alone', () => {
  const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
  let previous = sha256('ringledger-log/1')
  for (const line of lines) {
    const { page } = JSON.parse(line) as { page?: Record<string, string | number> }
    if (!page) continue
    expect(page['previousHash']).toBe(previous)
    const { firstPosition, events, stream, firstRevision, type, recordedAt, text } = page
    previous = sha256(
      [
        'ringledger-page/1',
        previous,
        firstPosition,
        events,
        stream,
        firstRevision,
        type,
        recordedAt,
        sha256(String(text)),
      ].join('\n'),
    )
    expect(page['hash']).toBe(previous)
  }
  expect(JSON.parse(lines.at(-1)!)).toEqual({ end: { position: 1504, hash: previous, pages: 4, events: 1504 } })
})

test('a part of the log can be exported; it begins and ends with whole pages', async () => {
  const part = await linesOf({ from: 4, upTo: 6 })
  expect(await verifyExport(part)).toMatchObject({ ok: true, pages: 2, events: 1001, position: 1004 })
  expect(JSON.parse(part[0]!)).toMatchObject({ from: 4 })
})

test('an empty log exports as its beginning', async () => {
  const empty = await freshDatabase('log')
  const all: string[] = []
  for await (const line of exportLog(empty.pool)) all.push(line)
  await empty.drop()
  expect(await verifyExport(all)).toMatchObject({ ok: true, events: 0, position: 0 })
})

describe('an export that was altered is found out', () => {
  const replaced = (index: number, from: string, to: string) => lines.with(index, lines[index]!.replace(from, to))
  const cases: Record<string, [altered: () => string[], position: number, problem: string]> = {
    'an event line': [() => replaced(3, 'no 1', 'no X'), 2, 'event'],
    'the time of an event line': [() => replaced(3, '"occurredAt":1', '"occurredAt":2'), 2, 'event'],
    'an event line removed': [() => lines.toSpliced(3, 1), 2, 'event'],
    'an event line added': [() => lines.toSpliced(3, 0, lines[3]!), 3, 'event'],
    'the text of a page': [() => replaced(1, 'no 1', 'no X'), 1, 'page'],
    'the number of events of a page': [() => replaced(1, '"events":3', '"events":2'), 1, 'page'],
    'a page with its events removed': [() => lines.toSpliced(5, 2), 4, 'missing'],
    'the last page with its events removed': [() => lines.toSpliced(1008, 501), 1005, 'export'],
    'the end cut off': [() => lines.slice(0, -1), 1505, 'export'],
    'cut off in the middle of a page': [() => lines.slice(0, 100), 97, 'export'],
    'another beginning': [() => replaced(0, '"previousHash":"', '"previousHash":"00'), 1, 'export'],
    'no export at all': [() => ['time,callid\n'], 1, 'export'],
    'the hash of the end': [() => replaced(1509, '"hash":"', '"hash":"0'), 1505, 'export'],
  }
  test.each(Object.entries(cases))('%s', async (_, [altered, position, problem]) => {
    expect(await verifyExport(altered())).toMatchObject({ ok: false, position, problem })
  })

  test('an export that is whole, but of another log than the one written down', async () => {
    const verdict = await verifyExport(lines)
    if (!verdict.ok) throw new Error('the export is in order')
    expect(await verifyExport(lines, { position: 1504, hash: verdict.hash })).toMatchObject({ ok: true })
    expect(await verifyExport(lines, { position: 1504, hash: '00' })).toMatchObject({ ok: false, problem: 'anchor' })
  })
})
