import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { exportLog } from './audit-export.ts'
import { verifyLog, type Anchor } from './audit.ts'
import { backupLog, readBackup } from './backup.ts'
import { noted } from './contract/helpers.ts'
import { createPostgresEventStore } from './postgres.ts'
import { restoreLog } from './restore.ts'

let source: TestDatabase
let lines: string[]

/** Pages of 3, 1, 1000 and 500 events, and of one with a long text; a cursor that came with events and one that came alone. */
beforeAll(async () => {
  source = await freshDatabase('log')
  const store = createPostgresEventStore({ pool: source.pool, now: () => 7 })
  for (const [stream, count] of [
    ['a', 3],
    ['b', 1],
    ['a', 1500],
  ] as const)
    await store.append([
      {
        stream,
        expected: 'any',
        events: Array.from({ length: count }, (_, i) =>
          noted(`no ${i} "è"`, { occurredAt: i * 60e6, tags: [`t${i}`] }),
        ),
        cursor: { file: 'queue_log\0', offset: count },
      },
    ])
  await store.append([
    {
      stream: 'a',
      expected: 1502,
      events: [{ type: 'Other', data: 'x'.repeat(600_000), occurredAt: 5, site: 'paris' }],
    },
  ])
  await store.append([{ stream: 'waiting', expected: 'any', events: [], cursor: { lastId: 12 } }])
  await store.close()
  lines = await allOf(backupLog(source.pool))
})
afterAll(() => source.drop())

async function allOf(generated: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const line of generated) all.push(line)
  return all
}

describe('a backup restored into an empty log', () => {
  let target: TestDatabase
  beforeEach(async () => {
    target = await freshDatabase('log')
  })
  afterEach(() => target.drop())

  test('is the same log: every event, the chain, and what searches go by', async () => {
    const verdict = await verifyLog(source.pool)
    expect(await restoreLog(target.pool, lines)).toMatchObject({ position: 1505, pages: 5, events: 1505 })
    expect(await verifyLog(target.pool)).toEqual(verdict)
    expect(await allOf(exportLog(target.pool))).toEqual(await allOf(exportLog(source.pool)))
    expect(await allOf(backupLog(target.pool))).toEqual(lines)
  })

  test('goes on where it was: revisions, positions, cursors', async () => {
    await restoreLog(target.pool, lines)
    const store = createPostgresEventStore({ pool: target.pool })
    expect(await store.readCursor('a')).toEqual({ file: 'queue_log\0', offset: 1500 })
    expect(await store.readCursor('waiting')).toEqual({ lastId: 12 })
    expect(await store.lastRevision('a')).toBe(1503)
    const appended = await store.append([{ stream: 'a', expected: 1503, events: [noted('next')] }])
    expect(appended).toMatchObject({ ok: true, lastPosition: 1506 })
    for await (const page of store.readTagged(['t1499']))
      expect(page.events.map(({ position }) => position)).toEqual([1504])
    await store.close()
    expect(await verifyLog(target.pool)).toMatchObject({ ok: true, events: 1506 })
  })

  test('an empty log is restored as an empty log', async () => {
    const empty = await allOf(backupLog(target.pool))
    expect(await restoreLog(target.pool, empty)).toMatchObject({ position: 0, pages: 0 })
    expect(await verifyLog(target.pool)).toMatchObject({ ok: true, events: 0 })
  })

  test('a log that holds events is left as it is', async () => {
    const store = createPostgresEventStore({ pool: target.pool })
    await store.append([{ stream: 'own', expected: 'any', events: [noted('mine')] }])
    await expect(restoreLog(target.pool, lines)).rejects.toThrow(/holds 1 events already.*--data/)
    expect(await store.lastPosition()).toBe(1)
    await store.close()
  })
})

describe('what is not a whole backup is refused, and the log stays empty', () => {
  let target: TestDatabase
  beforeAll(async () => {
    target = await freshDatabase('log')
  })
  afterAll(() => target.drop())

  const replaced = (index: number, from: string, to: string) => lines.with(index, lines[index]!.replace(from, to))
  const damages: Record<string, [lines: () => string[], message: RegExp]> = {
    'an altered event': [() => replaced(1, 'no 1', 'no X'), /damaged at position 1/],
    'a page left out': [() => lines.toSpliced(3, 1), /damaged at position 5 \(missing\)/],
    'its end cut off': [() => lines.slice(0, -1), /cut off behind position 1505/],
    'cut off in a line': [() => [...lines.slice(0, 3), lines[3]!.slice(0, 100)], /damaged behind position 4/],
    'the last page left out': [() => lines.toSpliced(5, 1), /last line does not agree/],
    'the file of something else': [() => ['time,callid\n'], /is not a backup; `ringledger backup`/],
    'an export for auditors': [() => ['{"ringledger":"log/1"}\n'], /export for auditors/],
    'a backup of a newer program': [() => ['{"ringledger":"backup/9"}\n'], /a newer one made it/],
    'nothing at all': [() => [], /is empty/],
  }
  test.each(Object.entries(damages))('%s', async (_, [damaged, message]) => {
    await expect(restoreLog(target.pool, damaged())).rejects.toThrow(message)
    expect(await verifyLog(target.pool)).toMatchObject({ ok: true, events: 0 })
    const { rows } = await target.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM log.stream')
    expect(rows).toEqual([{ count: 0 }])
  })
})

test('a backup that is whole, but of another log than the one written down, is refused', async () => {
  const read = async (anchor: Anchor) => {
    for await (const part of readBackup(lines, anchor)) if ('end' in part) return part.end
    return undefined
  }
  const end = (JSON.parse(lines.at(-1)!) as { end: Anchor }).end
  expect(await read(end)).toEqual(end)
  await expect(read({ ...end, hash: '0'.repeat(64) })).rejects.toThrow(/not as the anchor \(1505\) says/)
})

test('a backup is one state of the log, whatever is appended while it is read', async () => {
  const busy = await freshDatabase('log')
  const store = createPostgresEventStore({ pool: busy.pool })
  const add = () => store.append([{ stream: 'a', expected: 'any', events: [noted('x')] }])
  await add()
  const reading = backupLog(busy.pool)
  const copy = [(await reading.next()).value as string]
  await add()
  copy.push(...(await allOf(reading)))
  const parts = []
  for await (const part of readBackup(copy)) parts.push(part)
  expect(parts.at(-1)).toMatchObject({ end: { position: 1, events: 1 } })
  await store.close()
  await busy.drop()
})

test('a log that was altered is not backed up as if it were whole', async () => {
  const altered = await freshDatabase('log')
  const store = createPostgresEventStore({ pool: altered.pool })
  await store.append([{ stream: 'a', expected: 'any', events: [noted('x')] }])
  await altered.pool.query(`ALTER TABLE log.page DISABLE TRIGGER append_only; UPDATE log.page SET recorded_us = 1`)
  await expect(allOf(backupLog(altered.pool))).rejects.toThrow(/the log is altered or damaged at position 1/)
  await store.close()
  await altered.drop()
})
