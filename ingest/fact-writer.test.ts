import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventStore } from '../domain/kernel/event-store.ts'
import { callTag } from '../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../infra/event-store/memory.ts'
import { createFactWriter } from './fact-writer.ts'
import type { InputForm } from './input-form.ts'
import { eventsOf, place, rawLines, rowsOf, tickingClock, write } from './testing/rows.ts'

const memoryStore = () => createMemoryEventStore({ now: tickingClock() })

/** `10 a` is event A of that second: lines that differ in nothing else. */
const lines = (text: string): string[] =>
  text
    .trim()
    .split(/\s*,\s*/)
    .map(each => each.replace(/(\d+) (\w+)/, '$1|c|q|NONE|$2|'))

const known = async (store: EventStore) =>
  (await rawLines(store)).map(line => line.replace(/\|c\|q\|NONE\|(\w+)\|/, ' $1')).join(', ')

test('a row becomes one event, at the time of the PBX and under its call', async () => {
  const store = memoryStore()
  const line = '1795233109|1795233108.59|sales|NONE|ENTERQUEUE||0610198192|1'
  expect(await write(store, [line])).toEqual({
    read: 1,
    appended: 1,
    duplicates: 0,
    quarantined: 0,
    firstPosition: 1,
    lastPosition: 1,
  })
  expect(await eventsOf(store)).toMatchObject([
    {
      type: 'QueueLogRowRecorded',
      occurredAt: 1_795_233_109_000_000,
      site: 'lab',
      node: 'pbx1',
      data: { raw: line, queue: 'sales' },
    },
  ])
  const tagged = []
  for await (const page of store.readTagged([callTag('lab', 'pbx1', '1795233108.59')])) tagged.push(...page.events)
  expect(tagged).toHaveLength(1)
})

test('rows without a call carry no tag; a CEL row is found by its channel and by its call', async () => {
  const store = memoryStore()
  const columns = ['eventtype', 'eventtime', 'uniqueid', 'linkedid']
  const cel: InputForm = { kind: 'cel', form: 'csv', delimiter: ',', columns, header: undefined }
  await write(store, ['1|NONE|NONE|NONE|QUEUESTART|', '1|MANAGER|q|a|ADDMEMBER|'])
  await createFactWriter({ store, ...place, kind: 'cel' }).write(rowsOf(['ANSWER,1,1.2,1.1'], cel))
  const tags = ['NONE', 'MANAGER', '1.1', '1.2']
  const found = await Promise.all(
    tags.map(async id => {
      let count = 0
      for await (const page of store.readTagged([callTag('lab', 'pbx1', id)])) count += page.events.length
      return count
    }),
  )
  expect(found).toEqual([0, 0, 1, 1])
})

describe('the same rows are stored once', () => {
  test.each([
    ['the same input again', ['10 a, 10 b, 11 a', '10 a, 10 b, 11 a'], '10 a, 10 b, 11 a'],
    ['two equal lines of one second are two events', ['10 a, 10 a', '10 a, 10 a'], '10 a, 10 a'],
    ['an overlap', ['10 a, 11 b, 12 c', '11 b, 12 c, 13 d'], '10 a, 11 b, 12 c, 13 d'],
    ['an older slice afterwards', ['12 c, 13 d', '10 a, 11 b, 12 c'], '12 c, 13 d, 10 a, 11 b'],
    ['a slice in the middle', ['10 a, 14 e', '11 b, 12 c'], '10 a, 14 e, 11 b, 12 c'],
    ['a second that was cut', ['9 z, 10 a, 10 b', '10 c, 11 d'], '9 z, 10 a, 10 b, 10 c, 11 d'],
    ['a second that was cut, with an overlap', ['9 z, 10 a, 10 b', '10 b, 10 c, 11 d'], '9 z, 10 a, 10 b, 10 c, 11 d'],
    ['a second that was cut before an equal line', ['9 z, 10 a, 10 b', '10 a, 11 d'], '9 z, 10 a, 10 b, 10 a, 11 d'],
    ['more of a second that was cut at the end', ['10 a', '10 a, 10 a, 11 d'], '10 a, 10 a, 11 d'],
    [
      'a clock that goes back an hour',
      ['9000 a, 5400 a, 5400 a, 9000 a', '9000 a, 5400 a, 5400 a, 9000 a'],
      '9000 a, 5400 a, 5400 a, 9000 a',
    ],
    ['cut off before an equal line of its second', ['10 b', '10 b, 10 a, 10 b, 12 a'], '10 b, 10 a, 10 b, 12 a'],
    ['one line less, then all', ['10 a, 12 c', '10 a, 11 b, 12 c'], '10 a, 12 c, 11 b'],
  ])('%s', async (_, inputs, expected) => {
    const store = memoryStore()
    for (const input of inputs) await write(store, lines(input))
    expect(await known(store)).toBe(expected)
  })

  test('a follower that resumes at its cursor writes even what equals the line before', async () => {
    const store = memoryStore()
    await write(store, lines('10 a'))
    expect(await write(store, lines('10 a, 11 b'), { start: 'at-cursor' })).toMatchObject({
      appended: 2,
      duplicates: 0,
    })
    expect(await write(store, lines('10 a, 11 b'))).toMatchObject({ appended: 0, duplicates: 2 })
  })

  /** A follower's life: what it reads from its cursor on, and the cursor that it commits with it. */
  const followed = (store: EventStore, text: string) =>
    createFactWriter({ store, ...place, kind: 'queue_log', start: 'at-cursor' }).write(rowsOf(lines(text)), {})

  test.each([
    [
      'of the second in which it stands',
      ['10 a', '10 a, 10 b, 10 c, 11 d', '10 b, 10 c, 11 d'],
      '10 a, 10 b, 10 c, 11 d',
    ],
    ['that it took in behind the import', ['9 z', '9 z, 10 a, 10 b', '10 a', '10 b, 11 c'], '9 z, 10 a, 10 b, 11 c'],
    ['of a second that it has not reached', ['9 z', '9 z, 10 a, 10 b', '10 a, 10 b'], '9 z, 10 a, 10 b'],
    ['of which one equals a line before', ['10 a', '10 a, 10 a, 10 b', '10 a, 10 b'], '10 a, 10 a, 10 b'],
    ['and reads on when nothing was', ['10 a', '10 a', '10 a, 10 b'], '10 a, 10 a, 10 b'],
  ])('a follower that begins again leaves out what an import has read ahead of it: lines %s', async (_, texts, all) => {
    const store = memoryStore()
    const [first = '', imported = '', ...then] = texts
    await followed(store, first)
    await write(store, lines(imported))
    for (const text of then) await followed(store, text)
    expect(await known(store)).toBe(all)
  })

  test('a row from the table is the row of the file, also when its second is the one beside', async () => {
    const store = memoryStore()
    const header = 'time,callid,queuename,agent,event'
    const table: InputForm = { kind: 'queue_log', form: 'csv', delimiter: ',', columns: header.split(','), header }
    await write(store, lines('10 a, 20 b, 30 c, 40 d, 40 d'))
    const rows = rowsOf(
      [
        '10.5,c,q,NONE,a',
        '21.0,c,q,NONE,b',
        '29.9,c,q,NONE,c',
        '40.1,c,q,NONE,d',
        '41.2,c,q,NONE,d',
        '42.5,c,q,NONE,d',
      ],
      table,
    )
    expect(await createFactWriter({ store, ...place, kind: 'queue_log' }).write(rows)).toMatchObject({
      appended: 1,
      duplicates: 5,
    })
    expect(await write(store, lines('10 a, 20 b, 30 c, 40 d, 40 d'))).toMatchObject({ appended: 0 })
    expect(await createFactWriter({ store, ...place, kind: 'queue_log' }).write(rows)).toMatchObject({ appended: 0 })
  })

  test('rows with microseconds are told apart by them', async () => {
    const store = memoryStore()
    const header = 'time,callid,queuename,agent,event'
    const table: InputForm = { kind: 'queue_log', form: 'csv', delimiter: ',', columns: header.split(','), header }
    const input = (...times: string[]) =>
      rowsOf(
        times.map(time => `${time},c,q,NONE,a`),
        table,
      )
    const writer = () => createFactWriter({ store, ...place, kind: 'queue_log' })
    expect(await writer().write(input('10.1', '10.5'))).toMatchObject({ appended: 2 })
    expect(await writer().write(input('10.5', '10.7'))).toMatchObject({ appended: 1, duplicates: 1 })
  })
})

describe('quarantined rows', () => {
  test('are filed once, as often as the same text was seen, and count', async () => {
    const store = memoryStore()
    const input = ['junk', '10|c|q|a|DID|1', 'junk', 'trash']
    expect(await write(store, input)).toEqual({
      read: 4,
      appended: 1,
      duplicates: 0,
      quarantined: 3,
      firstPosition: 1,
      lastPosition: 1,
    })
    expect(await write(store, input)).toMatchObject({ read: 4, appended: 0, duplicates: 4, quarantined: 0 })
    expect(await write(store, ['junk', 'junk', 'junk'])).toMatchObject({ duplicates: 2, quarantined: 1 })
    expect(await eventsOf(store, 'quarantine')).toMatchObject([
      { type: 'RowQuarantined', data: { kind: 'queue_log', raw: 'junk', input: 'the-file', line: 1 } },
      { data: { raw: 'junk', line: 3 } },
      { data: { raw: 'trash', line: 4 } },
      { data: { raw: 'junk' } },
    ])
  })

  /** A follower's life, and its end. */
  const followed = (store: EventStore, ...texts: string[]) =>
    createFactWriter({ store, ...place, kind: 'queue_log', start: 'at-cursor' }).write(rowsOf(texts), {})
  const quarantined = async (store: EventStore) => (await eventsOf(store, 'quarantine')).length

  test('that an import has met ahead of a follower are left out by it, once for each time', async () => {
    const store = memoryStore()
    await followed(store, 'junk')
    await write(store, ['junk', 'junk', 'trash'])
    expect(await quarantined(store)).toBe(3)
    expect(await followed(store, 'trash')).toMatchObject({ duplicates: 1, quarantined: 0 })
    expect(await followed(store, 'junk')).toMatchObject({ duplicates: 1, quarantined: 0 })
    expect(await followed(store, 'junk', 'trash')).toMatchObject({ duplicates: 0, quarantined: 2 })
    expect(await quarantined(store)).toBe(5)
  })

  test('that a follower and an import meet at once are filed once', async () => {
    const store = memoryStore()
    const follower = createFactWriter({ store, ...place, kind: 'queue_log', start: 'at-cursor' })
    await follower.write(rowsOf(['junk']), {})
    await write(store, ['junk', 'junk', 'trash'])
    expect(await follower.write(rowsOf(['junk', 'trash', 'rubbish']), {})).toMatchObject({
      duplicates: 2,
      quarantined: 1,
    })
    expect(await quarantined(store)).toBe(4)
    expect(await followed(store, 'rubbish')).toMatchObject({ quarantined: 1 })
  })

  test('before a cursor of an older version are all the own ones of its follower', async () => {
    const store = memoryStore()
    await followed(store, 'junk', 'trash')
    const stream = 'facts/lab/pbx1/queue_log'
    await store.append([{ stream, expected: 'any', events: [], cursor: { offset: 1 } }])
    expect(await followed(store, 'junk')).toMatchObject({ duplicates: 0, quarantined: 1 })
  })
})

describe('the cursor', () => {
  test('is committed with the rows, and alone when all rows are known', async () => {
    const store = memoryStore()
    const stream = 'facts/lab/pbx1/queue_log'
    const writer = createFactWriter({ store, ...place, kind: 'queue_log' })
    await writer.write(rowsOf(lines('10 a')), { offset: 20 })
    expect(await store.readCursor(stream)).toMatchObject({ offset: 20 })
    const again = createFactWriter({ store, ...place, kind: 'queue_log' })
    expect(await again.write(rowsOf(lines('10 a')), { offset: 40 })).toMatchObject({ appended: 0, duplicates: 1 })
    await again.write([], { offset: 60 })
    expect(await store.readCursor(stream)).toMatchObject({ offset: 60 })
    expect(await known(store)).toBe('10 a')
  })
})

describe('two importers of the same rows', () => {
  test('taking turns write each row once', async () => {
    const store = memoryStore()
    const input = lines('10 a, 10 a, 11 b, junk, 12 c, 12 c, 13 d, 14 e')
    const rows = rowsOf(input)
    const writers = [1, 2].map(() => createFactWriter({ store, ...place, kind: 'queue_log' }))
    for (let from = 0; from < rows.length; from += 2)
      for (const writer of writers) await writer.write(rows.slice(from, from + 2))
    expect(await known(store)).toBe('10 a, 10 a, 11 b, 12 c, 12 c, 13 d, 14 e')
    expect(await eventsOf(store, 'quarantine')).toHaveLength(1)
  })

  test('at the same time write each row once', async () => {
    const store = memoryStore()
    const input = lines('10 a, 10 a, 11 b, junk, 12 c, 12 c, 13 d, 14 e')
    await Promise.all([
      write(store, input, { batch: 3 }),
      write(store, input, { batch: 2 }),
      write(store, input, { batch: 1 }),
    ])
    expect((await known(store)).split(', ').sort().join(', ')).toBe('10 a, 10 a, 11 b, 12 c, 12 c, 13 d, 14 e')
    expect(await eventsOf(store, 'quarantine')).toHaveLength(1)
  })
})

test('what the store refuses is thrown, and the rows can be written again', async () => {
  const store = memoryStore()
  let isDown = true
  const failing: EventStore = {
    ...store,
    append: appends => (isDown ? Promise.reject(new Error('the database is gone')) : store.append(appends)),
  }
  const writer = createFactWriter({ store: failing, ...place, kind: 'queue_log' })
  await expect(writer.write(rowsOf(lines('10 a, 10 a')))).rejects.toThrow('the database is gone')
  isDown = false
  expect(await writer.write(rowsOf(lines('10 a, 10 a')))).toMatchObject({ appended: 2 })
})

describe('whatever the log', () => {
  /** Seconds never go back; within one there are equal lines. */
  const repeating = fc
    .array(fc.tuple(fc.constantFrom(0, 0, 0, 1, 2), fc.constantFrom('a', 'b', 'c')), { minLength: 1, maxLength: 40 })
    .map(steps => {
      let second = 1_795_233_000
      return steps.map(([gap, event]) => `${(second += gap)}|c|q|NONE|${event}|`)
    })
  const different = repeating.map(log => log.map((line, index) => `${line}${index}`))
  const batch = fc.integer({ min: 1, max: 7 })
  const slices = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 8 })
  const sorted = (log: readonly string[]) => [...log].sort()

  test('an import that is cut off anywhere and begun again gives the log, in order', async () => {
    await fc.assert(
      fc.asyncProperty(repeating, batch, fc.nat(40), batch, async (log, first, cut, second) => {
        const store = memoryStore()
        await write(store, log.slice(0, Math.floor(cut / first) * first), { batch: first })
        await write(store, log, { batch: second })
        expect(await rawLines(store)).toEqual(log)
        expect(await write(store, log, { batch: first })).toMatchObject({ appended: 0 })
      }),
    )
  })

  test('slices in any order and overlap give every row once', async () => {
    await fc.assert(
      fc.asyncProperty(different, slices, batch, async (log, cuts, size) => {
        const store = memoryStore()
        const covered = new Set<string>()
        for (const [from, to] of cuts) {
          const slice = log.slice(Math.min(from, to), Math.max(from, to))
          for (const line of slice) covered.add(line)
          await write(store, slice, { batch: size })
        }
        expect(sorted(await rawLines(store))).toEqual(sorted([...covered]))
        await write(store, log, { batch: size })
        expect(sorted(await rawLines(store))).toEqual(sorted(log))
      }),
    )
  })

  test('slices between seconds give every row as often as it was written', async () => {
    const secondOf = (line: string | undefined) => line?.slice(0, 10)
    await fc.assert(
      fc.asyncProperty(repeating, slices, batch, async (log, cuts, size) => {
        const store = memoryStore()
        const boundaries = [
          0,
          ...log.flatMap((line, index) => (secondOf(line) === secondOf(log[index - 1]) ? [] : [index])),
          log.length,
        ]
        for (const [from, to] of cuts) {
          const [start, end] = [from, to].map(at => boundaries[at % boundaries.length]!).sort((a, b) => a - b)
          await write(store, log.slice(start, end), { batch: size })
        }
        await write(store, log, { batch: size })
        expect(sorted(await rawLines(store))).toEqual(sorted(log))
      }),
    )
  })

  test('a clock that goes back loses nothing, and the same input again adds nothing', async () => {
    const jumping = fc
      .array(fc.tuple(fc.constantFrom(0, 1, 3600, -1, -60, -3600), fc.constantFrom('a', 'b')), {
        minLength: 1,
        maxLength: 30,
      })
      .map(steps => {
        let second = 1_795_233_000
        return steps.map(([gap, event]) => `${(second += gap)}|c|q|NONE|${event}|`)
      })
    await fc.assert(
      fc.asyncProperty(jumping, batch, batch, async (log, first, second) => {
        const store = memoryStore()
        expect(await write(store, log, { batch: first })).toMatchObject({ appended: log.length })
        expect(await write(store, log, { batch: second })).toMatchObject({ appended: 0 })
        expect(await rawLines(store)).toEqual(log)
      }),
    )
  })
})

test('an input beside a source that writes to the same stream in between all large appends comes in, every row once', async () => {
  const memory = memoryStore()
  let second = 100_000
  const store: EventStore = {
    ...memory,
    async append(appends) {
      const rows = appends.reduce((sum, { events }) => sum + events.length, 0)
      if (rows > 300) await write(memory, lines(`${second++} live`))
      return memory.append(appends)
    },
  }
  const old = Array.from({ length: 5000 }, (_, n) => `${1000 + Math.floor(n / 3)}|c${n % 2}|q|NONE|a|`)
  expect(await write(store, old, { batch: 5000 })).toMatchObject({ read: 5000, appended: 5000, duplicates: 0 })
  const all = await rawLines(memory)
  expect(all.filter(line => !line.includes('live'))).toEqual(old)
  expect(all.length - old.length).toBe(second - 100_000)
  expect(second - 100_000).toBeLessThan(40)
  expect(await write(store, old, { batch: 5000 })).toMatchObject({ appended: 0, duplicates: 5000 })
})
