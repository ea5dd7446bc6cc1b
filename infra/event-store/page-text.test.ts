import { isAscii } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventIdOf } from '../../domain/kernel/event-id.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { decodePage, occurredAtOf, pageTextOf, parsePage, tagsOf } from './page-text.ts'

const place = { firstPosition: 101, firstRevision: 7, stream: 's', type: 'Noted', recordedAt: 99 }
const textOf = (events: readonly NewEvent[]) =>
  pageTextOf(
    events,
    events.map(event => JSON.stringify(event.data)),
  )
const back = (events: readonly NewEvent[]) => decodePage(place, parsePage(textOf(events)), () => undefined)

test('what is the same for all events stands once, what differs stands in each line', () => {
  const events: NewEvent[] = [
    { type: 'Noted', data: { n: 1 }, occurredAt: 5_000_000, site: 'paris', node: 'pbx1', tags: ['call:1'] },
    { type: 'Noted', data: { n: 2 }, occurredAt: 6_000_001, site: 'paris', node: 'pbx1' },
    { type: 'Noted', data: { n: 3 }, occurredAt: 4_999_999, site: 'paris', node: 'pbx1', tags: ['call:1', 'call:2'] },
  ]
  expect(textOf(events).toString()).toBe(
    [
      '[{"occurredAt":5000000,"site":"paris","node":"pbx1","varying":["tags"]},',
      '[0,{"n":1},"call:1"],',
      '[1000001,{"n":2},null],',
      '[-1,{"n":3},["call:1","call:2"]]]',
    ].join('\n'),
  )
})

const text = fc.string({ unit: 'binary', maxLength: 20 })
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const anyEvent: fc.Arbitrary<NewEvent> = fc
  .record({
    data: fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<Json>,
    occurredAt: fc.integer({ min: -(2 ** 51), max: 2 ** 51 }),
    schemaVersion: optional(fc.integer({ min: 1, max: 3 })),
    id: optional(text.filter(Boolean)),
    site: optional(fc.constantFrom('paris', 'lyon', '')),
    node: optional(text),
    actor: optional(text),
    correlationId: optional(text),
    causationId: optional(text),
    tags: optional(fc.array(text.filter(Boolean), { maxLength: 3 })),
  })
  .map(fields => ({ type: 'Noted', ...(JSON.parse(JSON.stringify(fields)) as Omit<NewEvent, 'type'>) }))

test('any events come back as they went in, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 12 }), events => {
      const parsed = parsePage(textOf(events))
      expect(back(events)).toStrictEqual(
        events.map(({ tags: _, ...event }, i) => ({
          schemaVersion: 1,
          id: eventIdOf('s', 7 + i),
          ...event,
          stream: 's',
          revision: 7 + i,
          position: 101 + i,
          recordedAt: 99,
        })),
      )
      events.forEach((event, i) => {
        expect(tagsOf(parsed, i)).toEqual(event.tags ?? [])
        expect(occurredAtOf(parsed, i)).toBe(event.occurredAt)
      })
    }),
    { numRuns: 300 },
  )
})

test('a page has a line for what is common and one for each event, whatever the events hold', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 12 }), events => {
      expect(textOf(events).toString().split('\n')).toHaveLength(events.length + 1)
    }),
  )
})

test('all bytes of a text are ASCII, and what was written as UTF-8 before is read as well', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 12 }), events => {
      const written = textOf(events)
      expect(isAscii(written)).toBe(true)
      const earlier = Buffer.from(written.toString().replace(/\\u[89a-c]\w{3}|\\u0[1-9a-f]\w\w/g, unescaped))
      expect(parsePage(earlier)).toEqual(parsePage(written))
    }),
  )
  const names = ['Zoé', 'Łukasz', '小明', '🦜 in a box']
  const events = names.map(name => ({ type: 'Noted', data: { name }, occurredAt: 1 }))
  const utf8 = Buffer.from(`[{"occurredAt":1},\n${names.map(name => JSON.stringify([0, { name }])).join(',\n')}]`)
  expect(back(events).map(({ data }) => data)).toEqual(names.map(name => ({ name })))
  expect(parsePage(utf8)).toEqual(parsePage(textOf(events)))
})

const unescaped = (escape: string): string => String.fromCharCode(Number.parseInt(escape.slice(2), 16))

test('a long page is read in pieces, cut between two lines wherever their ends lie', () => {
  for (let length = 0; length < 70; length++) {
    const events = Array.from({ length: 900 }, (_, n) => ({
      type: 'Noted',
      data: `${n} ${'x'.repeat(length + (n % 7) * 30)}],\n[`,
      occurredAt: n,
    }))
    const { common, lines } = parsePage(textOf(events))
    expect(common.occurredAt).toBe(0)
    expect(lines.map(([since, data]) => ({ since, data }))).toEqual(
      events.map(({ occurredAt, data }) => ({ since: occurredAt, data })),
    )
  }
  const large = [{ type: 'Noted', data: 'é'.repeat(300_000), occurredAt: 1 }]
  expect(back([...large, ...large]).map(({ data }) => data)).toEqual([large[0]?.data, large[0]?.data])
})

test('what is no text of a page is refused', () => {
  for (const damaged of [
    '',
    '[',
    'x',
    '{}',
    '[{"occurredAt":1},\n[0,1]',
    `[{"occurredAt":1,"a":"${'x'.repeat(70_000)}"}\n,[0,1]]`,
  ])
    expect(() => parsePage(Buffer.from(damaged)), damaged.slice(0, 30)).toThrow(SyntaxError)
})

test('upcasting changes data and version, nothing else', () => {
  const events: NewEvent[] = [
    { type: 'Noted', data: 1, occurredAt: 1 },
    { type: 'Noted', data: 2, occurredAt: 2, schemaVersion: 2 },
  ]
  const upcasts = (type: string, version: number) =>
    type === 'Noted' && version === 1 ? { schemaVersion: 2, data: (data: Json) => [data] } : undefined
  const [first, second] = decodePage(place, parsePage(textOf(events)), upcasts)
  expect(first).toMatchObject({ schemaVersion: 2, data: [1], occurredAt: 1 })
  expect(second).toMatchObject({ schemaVersion: 2, data: 2 })
})
