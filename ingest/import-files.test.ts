import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventStore } from '../domain/kernel/event-store.ts'
import { createMemoryEventStore } from '../infra/event-store/memory.ts'
import { importFiles, type ImportOptions } from './import-files.ts'
import { eventsOf, place, rawLines, tickingClock } from './testing/rows.ts'

const corpus = (file: string) => path.join(import.meta.dirname, '../replay-tests/corpus/asterisk-20', file)
const memoryStore = () => createMemoryEventStore({ now: tickingClock() })

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'import-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, content: string | Buffer): Promise<string> {
  const where = path.join(folder, name)
  await writeFile(where, content)
  return where
}

const run = (store: EventStore, options: Partial<ImportOptions>) =>
  importFiles({ store, ...place, clockZone: 'UTC', queueLog: [], cel: [], ...options })

const queueLog = (store: EventStore, ...files: string[]) => run(store, { queueLog: files })

describe('the recording of Asterisk 20', () => {
  test('has 952 queue_log rows; again it adds none', async () => {
    const store = memoryStore()
    expect(await queueLog(store, corpus('queue_log'))).toMatchObject({
      read: 952,
      appended: 952,
      duplicates: 0,
      quarantined: 0,
      firstPosition: 1,
      lastPosition: 952,
      warnings: [],
      sources: [{ file: corpus('queue_log'), kind: 'queue_log', form: 'native', appended: 952 }],
    })
    expect(await queueLog(store, corpus('queue_log'))).toMatchObject({
      read: 952,
      appended: 0,
      duplicates: 952,
      firstPosition: null,
      lastPosition: null,
    })
    const text = await readFile(corpus('queue_log'), 'utf8')
    expect(await rawLines(store)).toEqual(text.trimEnd().split('\n'))
    expect((await eventsOf(store)).filter(({ data }) => 'flags' in (data as object))).toEqual([])
  })

  test('has the same rows in the table as in the file, in either order', async () => {
    for (const files of [
      ['queue_log', 'queue_log_table.csv'],
      ['queue_log_table.csv', 'queue_log'],
    ]) {
      const store = memoryStore()
      for (const each of files) await queueLog(store, corpus(each))
      expect(await eventsOf(store)).toHaveLength(952)
    }
  })

  test('has 11281 CEL rows, the same by cel_custom and from the table', async () => {
    const store = memoryStore()
    // The table wrote +01 beside times of UTC: read as Paris both are off by the same hour.
    const paris = { clockZone: 'Europe/Paris' }
    expect(await run(store, { ...paris, cel: [corpus('cel.csv')] })).toMatchObject({ read: 11281, appended: 11281 })
    expect(await run(store, { ...paris, cel: [corpus('cel.csv')] })).toMatchObject({ appended: 0 })
    expect(await run(store, { ...paris, cel: [corpus('cel_table.csv')] })).toMatchObject({ read: 11281, appended: 0 })
    expect((await eventsOf(store, 'cel')).filter(({ data }) => 'flags' in (data as object))).toEqual([])
  })

  test('lies in the log in order of time, queue_log and CEL side by side', async () => {
    const store = memoryStore()
    await run(store, { queueLog: [corpus('queue_log')], cel: [corpus('cel.csv')] })
    const events = [...(await eventsOf(store)), ...(await eventsOf(store, 'cel'))].sort(
      (a, b) => a.position - b.position,
    )
    const latest = { QueueLogRowRecorded: -Infinity, CelRowRecorded: -Infinity } as Record<string, number>
    const minute = 60_000_000
    for (const { type, occurredAt } of events) {
      latest[type] = occurredAt
      const other = type === 'CelRowRecorded' ? 'QueueLogRowRecorded' : 'CelRowRecorded'
      expect((latest[other] ?? 0) - occurredAt).toBeLessThan(2 * minute)
    }
    expect(events).toHaveLength(952 + 11_281)
  })

  test('was not written in the zone that its README says: the import says so', async () => {
    const cel = [corpus('cel.csv')]
    expect((await run(memoryStore(), { clockZone: 'Europe/Paris', cel })).warnings).toEqual([
      expect.stringMatching(
        /cel\.csv: its times are 1 h before the epoch seconds .* \(439 of 439 compared\).*UTC\+00:00 fits/,
      ),
    ])
    expect((await run(memoryStore(), { cel })).warnings).toEqual([])
  })

  test('is whole after its halves and any overlap', async () => {
    const lines = (await readFile(corpus('queue_log'), 'utf8')).trimEnd().split('\n')
    const store = memoryStore()
    for (const [from, to] of [
      [500, 952],
      [0, 300],
      [200, 600],
      [0, 952],
    ])
      await queueLog(store, await file(`${from}`, `${lines.slice(from, to).join('\n')}\n`))
    expect((await rawLines(store)).sort()).toEqual([...lines].sort())
  })
})

describe('a set of files', () => {
  test('is read oldest first, gzipped or not, as one input', async () => {
    const store = memoryStore()
    const files = [
      await file('queue_log', '30|c|q|a|DID|5\n31|c|q|a|DID|6\n'),
      await file('queue_log.1', '20|c|q|a|DID|3\n30|c|q|a|DID|4\n30|c|q|a|DID|5\n'),
      await file('queue_log.2.gz', Buffer.concat([gzipSync('10|c|q|a|DID|1\n'), gzipSync('11|c|q|a|DID|2\n')])),
    ]
    const summary = await queueLog(store, ...files)
    expect(summary.sources.map(({ file: name, read }) => [path.basename(name), read])).toEqual([
      ['queue_log.2.gz', 2],
      ['queue_log.1', 3],
      ['queue_log', 2],
    ])
    const events = (await rawLines(store)).map(line => line.split('|').at(-1))
    expect(events).toEqual(['1', '2', '3', '4', '5', '5', '6'])
    expect(await queueLog(store, ...files)).toMatchObject({ appended: 0, duplicates: 7 })
  })

  test('may hold a file twice, or a copy of its newest part', async () => {
    const store = memoryStore()
    const all = '10|c|q|a|DID|1\n11|c|q|a|DID|2\n11|c|q|a|DID|2\n12|c|q|a|DID|3\n'
    const files = [await file('a', all), await file('b', all), await file('c', all.split('\n').slice(2).join('\n'))]
    expect(await queueLog(store, ...files, ...files)).toMatchObject({ appended: 4, read: 20 })
    expect(await rawLines(store)).toEqual(all.trimEnd().split('\n'))
  })

  test('may be cut anywhere: the log is that of the whole', async () => {
    const logs = fc
      .array(fc.tuple(fc.constantFrom(0, 0, 1), fc.constantFrom('a', 'b')), { minLength: 2, maxLength: 30 })
      .map(steps => {
        let second = 1_795_233_000
        return steps.map(([gap, event]) => `${(second += gap)}|c|q|NONE|${event}|`)
      })
    await fc.assert(
      fc.asyncProperty(logs, fc.array(fc.nat(30), { maxLength: 3 }), async (log, cuts) => {
        const ends = [...new Set(cuts.map(cut => cut % log.length))].filter(cut => cut > 0).sort((a, b) => a - b)
        const parts = [...ends, log.length].map((end, index) => log.slice(ends[index - 1] ?? 0, end))
        // A file that lies within one second cannot be told from a copy of the beginning of the next one.
        fc.pre(
          parts.every((part, index) => index === 0 || part[0]!.slice(0, 10) !== parts[index - 1]![0]!.slice(0, 10)),
        )
        const store = memoryStore()
        const files = await Promise.all(parts.map((part, index) => file(`${index}`, part.join('\n'))))
        await queueLog(store, ...files.reverse())
        expect(await rawLines(store)).toEqual(log)
      }),
      { numRuns: 30 },
    )
  })

  test('may hold an empty file, which is named', async () => {
    const store = memoryStore()
    const summary = await queueLog(store, await file('empty', ''), await file('full', '10|c|q|a|DID|1\n'))
    expect(summary).toMatchObject({ appended: 1, warnings: [expect.stringMatching(/empty: is empty/)] })
  })

  test('is refused as a whole when one file is something else: nothing is imported', async () => {
    const store = memoryStore()
    const good = await file('good', '10|c|q|a|DID|1\n')
    await expect(queueLog(store, good, await file('bad', '%PDF-1.7'))).rejects.toThrow(
      /bad: is a PDF document\. Expected/,
    )
    await expect(queueLog(store, good, folder)).rejects.toThrow(/is a directory/)
    await expect(queueLog(store, good, path.join(folder, 'none'))).rejects.toThrow(/none: there is no such file/)
    await expect(queueLog(store, await file('nothing', ''))).rejects.toThrow(/nothing: is empty\. Expected a queue_log/)
    await expect(run(store, { queueLog: [good], cel: [good] })).rejects.toThrow(/holds queue_log rows/)
    expect(await store.lastPosition()).toBe(0)
  })
})

test('standard input is an input like any other', async () => {
  const store = memoryStore()
  const lines = Array.from({ length: 5000 }, (_, index) => `${index}|c|q|a|DID|${index}`)
  const stdin = () => Readable.from([gzipSync(`${lines.join('\n')}\n`)])
  expect(await run(store, { queueLog: ['-'], stdin: stdin() })).toMatchObject({
    appended: 5000,
    sources: [{ file: '-' }],
  })
  expect(await run(store, { queueLog: ['-'], stdin: stdin() })).toMatchObject({ appended: 0 })
  await expect(run(store, { queueLog: ['-'] })).rejects.toThrow(/no standard input/)
})

test('bad rows are quarantined and stop nothing', async () => {
  const store = memoryStore()
  const long = Buffer.alloc(10_000_000, 'x')
  const parts = ['\ufeff10|c|q|a|DID|1\r\n', '\0\0\0\n', 'noon|c|q|a|DID|1\n', '11|c|q\n', long, '\n12|c|q|a|DID|2']
  const source = await file('queue_log', Buffer.concat(parts.map(part => Buffer.from(part))))
  const summary = await queueLog(store, source)
  expect(summary).toMatchObject({ read: 6, appended: 2, quarantined: 4 })
  expect((await rawLines(store)).map(line => line.length)).toEqual([14, 14])
  expect((await eventsOf(store, 'quarantine')).map(({ data }) => data)).toMatchObject([
    { line: 2, input: source },
    { line: 3, raw: 'noon|c|q|a|DID|1' },
    { line: 4, raw: '11|c|q' },
    { line: 5, bytes: 10_000_000, raw: 'x'.repeat(8192) },
  ])
  expect(await queueLog(store, source)).toMatchObject({ appended: 0, quarantined: 0, duplicates: 6 })
})

test('a gzip that is cut off is imported as far as it goes, with a warning', async () => {
  const store = memoryStore()
  const lines = Array.from(
    { length: 20_000 },
    (_, index) => `${index}|c${Math.imul(index, 2_654_435_761) >>> 0}|q|a|DID|${index}`,
  )
  const packed = gzipSync(lines.join('\n'))
  const summary = await queueLog(store, await file('cut.gz', packed.subarray(0, packed.length / 2)))
  expect(summary.appended).toBeGreaterThan(1000)
  expect(summary.warnings).toEqual([
    expect.stringMatching(/cut\.gz: is gzipped, but damaged or cut off .* was imported/),
  ])
})

test('text that is not UTF-8 is read as Latin-1, with a warning', async () => {
  const store = memoryStore()
  const source = await file('queue_log', Buffer.from('10|c|q|a|PAUSE|d\u00e9jeuner\n', 'latin1'))
  expect((await queueLog(store, source)).warnings).toEqual([expect.stringMatching(/1 lines are not UTF-8.*Latin-1/)])
  expect(await rawLines(store)).toEqual(['10|c|q|a|PAUSE|d\u00e9jeuner'])
})

test('an import that fails between two batches is taken up by starting it again', async () => {
  const lines = Array.from({ length: 23_000 }, (_, index) => `${Math.floor(index / 7)}|c|q|a|PAUSE|${index % 3}`)
  const source = await file('queue_log', `${lines.join('\n')}\n`)
  const store = memoryStore()
  for (const lastAppend of [1, 3, 2]) {
    let appends = 0
    const failing: EventStore = {
      ...store,
      append: each => (appends++ < lastAppend ? store.append(each) : Promise.reject(new Error('disk full'))),
    }
    await queueLog(failing, source).catch((error: unknown) => expect(String(error)).toContain('disk full'))
  }
  const summary = await queueLog(store, source)
  expect(summary.appended + summary.duplicates).toBe(23_000)
  expect(await rawLines(store)).toEqual(lines)
})

test('beside readers no more rows are put into the log than they take in meanwhile', async () => {
  const store = memoryStore()
  const line = (n: number) => `${1_795_233_000 + n}|${n}.1|sales|NONE|ABANDON|1|1|1`
  const input = await file('queue_log', Array.from({ length: 12_000 }, (_, n) => line(n)).join('\n'))
  let read = 0
  let furthest = 0
  const readThrough = async () => {
    const end = await store.lastPosition()
    furthest = Math.max(furthest, end - read)
    return (read = Math.min(end, read + 500))
  }
  expect(await run(store, { queueLog: [input], readThrough })).toMatchObject({ read: 12_000, appended: 12_000 })
  expect(furthest).toBeLessThan(12_000)
  expect(read).toBeGreaterThan(0)
})

test('an interrupted import ends behind a batch, and the same import again adds the rest', async () => {
  const store = memoryStore()
  const lines = Array.from({ length: 12_000 }, (_, i) => `${1_795_233_000 + i}|c${i}|q|NONE|DID|${i}`)
  const whole = await file('queue_log', `${lines.join('\n')}\n`)
  const stop = new AbortController()
  const interrupted = run(store, { queueLog: [whole], signal: stop.signal, onProgress: () => stop.abort() })
  await expect(interrupted).rejects.toThrow(/interrupted in .*queue_log; \d+ rows were read and are in the log/)
  const before = (await eventsOf(store)).length
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(12_000)
  expect(await queueLog(store, whole)).toMatchObject({ read: 12_000, duplicates: before, appended: 12_000 - before })
})

test('nothing is prepared for files that are refused', async () => {
  const store = memoryStore()
  let prepared = 0
  const onRecognised = () => {
    prepared += 1
    return Promise.resolve()
  }
  await expect(run(store, { queueLog: [corpus('cel.csv')], onRecognised })).rejects.toThrow(/holds CEL/)
  expect(prepared).toBe(0)
  await run(store, { queueLog: [corpus('queue_log')], onRecognised })
  expect(prepared).toBe(1)
})

test('the night when the clock goes back is read in its order', async () => {
  const store = memoryStore()
  const header = 'time,callid,queuename,agent,event,data1'
  const row = (time: string, data: string) => `2026-10-25 ${time},NONE,NONE,a,PAUSEALL,${data}`
  const rows = [row('02:30:00', '1'), row('02:50:00', '2'), row('02:30:00', '3'), row('03:00:00', '4')]
  const source = await file('queue_log.csv', [header, ...rows].join('\n'))
  await run(store, { clockZone: 'Europe/Paris', queueLog: [source] })
  expect(
    (await eventsOf(store)).map(({ occurredAt }) => new Date(occurredAt / 1000).toISOString().slice(11, 16)),
  ).toEqual(['00:30', '00:50', '01:30', '02:00'])
  expect(await run(store, { clockZone: 'Europe/Paris', queueLog: [source] })).toMatchObject({ appended: 0 })
})

test('progress is told in rows and bytes', async () => {
  const told: [read: number, bytes: number, total: number | undefined][] = []
  const content = Array.from({ length: 12_000 }, (_, index) => `${index}|c|q|a|DID|1\n`).join('')
  const files = [await file('a', content), await file('b', '50000|c|q|a|DID|1\n')]
  await run(memoryStore(), {
    queueLog: files,
    onProgress: ({ read, bytes, totalBytes }) => told.push([read, bytes, totalBytes]),
  })
  const total = content.length + 18
  expect(told.at(-1)).toEqual([12_001, total, total])
  expect(told.length).toBeGreaterThan(3)
})
