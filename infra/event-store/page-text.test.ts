import { isAscii } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventIdOf } from '../../domain/kernel/event-id.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { flatDataOf, pageFormOf } from './page-data.ts'
import { decodePage, occurredAtOf, pageTextOf, parsePage, tagsOf } from './page-text.ts'

const place = { firstPosition: 101, firstRevision: 7, stream: 's', type: 'Noted', recordedAt: 99 }
const textOf = (events: readonly NewEvent[]) => {
  const [first] = events
  const form = first && pageFormOf(first.data)
  return pageTextOf(
    events,
    events.map(({ data }) => (form && flatDataOf(data, form)) ?? JSON.stringify(data)),
    form,
  )
}
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

test('of data that is alike the names stand once, and so does what comes again and again', () => {
  const events = ['ENTERQUEUE', 'CONNECT', 'ENTERQUEUE', 'ABANDON'].map((event, n) => ({
    type: 'Noted',
    data: n === 3 ? { event } : { event, queue: 'sales', agent: '', data: [`${n}`, 'sales'], n, known: true, by: null },
    occurredAt: n,
  }))
  expect(textOf(events).toString()).toBe(
    [
      '[{"occurredAt":0,"keys":["event","queue","agent","data","n","known","by"],"words":["","ENTERQUEUE","sales","CONNECT"]},',
      '[0,[1,2,0,[["0","sales"]],[0],[true],[null]]],',
      '[1,[3,2,0,[["1","sales"]],[1],[true],[null]]],',
      '[2,[1,2,0,[["2","sales"]],[2],[true],[null]]],',
      '[3,{"whole":{"event":"ABANDON"}}]]',
    ].join('\n'),
  )
  expect(back(events).map(({ data }) => data)).toStrictEqual(events.map(({ data }) => data))
})

test('what differs from event to event stands in its own line', () => {
  const events = Array.from({ length: 200 }, (_, n) => ({
    type: 'Noted',
    data: { id: `${n}`, pair: `pair ${n >> 1}`, kind: `kind ${n % 40}` },
    occurredAt: n,
  }))
  const { common, lines } = parsePage(textOf(events))
  expect(common.words?.filter(word => word.startsWith('kind'))).toHaveLength(40)
  expect(lines.filter(([, written]) => typeof (written as unknown[])[0] === 'string').length).toBeGreaterThan(180)
  expect(back(events).map(({ data }) => data)).toStrictEqual(events.map(({ data }) => data))
})

test('data that is not flat, or has names that no object may be given, is written whole', () => {
  const strange = [
    [],
    ['a'],
    {},
    { a: { b: 1 } },
    { a: [1] },
    JSON.parse('{"__proto__":"a"}') as Json,
    { a: 'x'.repeat(70_000) },
    { ['k'.repeat(5000)]: 'a' },
  ]
  for (const data of strange) {
    const events = [1, 2, 3, 4, 5].map(occurredAt => ({ type: 'Noted', data, occurredAt }))
    expect(textOf(events).includes('"keys"')).toBe(false)
    expect(back(events).map(event => event.data)).toStrictEqual(events.map(() => data))
  }
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

/** As the rows of a PBX are alike. */
const alike = fc
  .array(fc.constantFrom('', 'a', 'raw', '10', '2', 'toJSON', 'valueOf'), { minLength: 1 })
  .chain(keys => {
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('', 'CHAN_START', 'default', 'x'.repeat(80), '0', '[1]') },
      text,
      fc.array(text, { maxLength: 3 }),
      fc.constantFrom(null, true, 0, -1.5),
    )
    return fc.dictionary(fc.constantFrom(...keys), value, { noNullPrototype: true })
  })

const anyEvents = fc.oneof(
  fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
  fc
    .tuple(fc.array(anyEvent, { minLength: 1, maxLength: 12 }), fc.array(alike, { minLength: 12, maxLength: 12 }))
    .map(([events, data]) => events.map((event, i): NewEvent => ({ ...event, data: data[i] ?? null }))),
)

test('any events come back as they went in, whatever they hold', () => {
  fc.assert(
    fc.property(anyEvents, events => {
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
    { numRuns: 600 },
  )
})

test('a page has a line for what is common and one for each event, whatever the events hold', () => {
  fc.assert(
    fc.property(anyEvents, events => {
      expect(textOf(events).toString().split('\n')).toHaveLength(events.length + 1)
    }),
  )
})

test('all bytes of a text are ASCII, and what was written as UTF-8 before is read as well', () => {
  fc.assert(
    fc.property(anyEvents, events => {
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
  expect(decodePage(place, parsePage(utf8), () => undefined)).toEqual(back(events))
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
