import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { copyRows } from './copy.ts'
import { createGathering } from './gather.ts'
import { writtenAlone } from './testing/written-alone.ts'
import { tableWriter } from './write.ts'

let database: TestDatabase
let client: PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  client = await database.pool.connect()
  await client.query(
    'CREATE TABLE held (a text, b bigint, t text, n bigint, f float8, o boolean, ns bigint[], ts text[], PRIMARY KEY (a, b))',
  )
})
afterAll(async () => {
  client.release()
  await database.drop()
})
beforeEach(() => client.query('TRUNCATE held'))

const columns = ['a', 'b', 't', 'n', 'f', 'o', 'ns', 'ts']
const key = ['a', 'b']
const write = (changes: Partial<TableWrite>): TableWrite => ({
  table: 'held',
  columns,
  key,
  insert: [],
  replace: [],
  remove: [],
  ...changes,
})

function writerOf(to: PoolClient) {
  const apply = tableWriter(to)
  return (writes: readonly TableWrite[]) => apply(writtenAlone(writes))
}

/** What PostgreSQL's text can hold; see storable. */
const stored = (text: string) => text.replaceAll('\0', '\uFFFD')
const storedCell = (cell: Cell): unknown =>
  typeof cell === 'string' ? stored(cell) : Array.isArray(cell) ? cell.map(each => storedCell(each as Cell)) : cell

const contents = async () => {
  const { rows } = await client.query<unknown[]>({ text: `SELECT ${columns.join(', ')} FROM held`, rowMode: 'array' })
  return new Map(rows.map(row => [JSON.stringify(row.slice(0, 2)), row]))
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const hostile = fc.oneof(
  text,
  fc.constantFrom('', '\\N', '\\', '\t', '\r\n', '\0', '{}', '{"a"}', 'NULL', "'", '"', ',', '\\.', '\u2028'),
)
const whole = fc.maxSafeInteger()
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const keyCells = fc.tuple(fc.constantFrom('x', 'y\t', '"z"'), fc.integer({ min: 0, max: 30 }))
const rest = fc.tuple(
  maybe(hostile),
  maybe(whole),
  maybe(fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => (Object.is(value, -0) ? 0 : value))),
  maybe(fc.boolean()),
  maybe(fc.array(whole, { maxLength: 4 })),
  maybe(fc.array(hostile, { maxLength: 4 })),
)
const row = fc.tuple(keyCells, rest).map(([of, cells]): readonly Cell[] => [...of, ...cells])

test('any cells come back as they were written, whichever way they went in', () =>
  fc.assert(
    fc.asyncProperty(fc.uniqueArray(row, { selector: cells => JSON.stringify(cells.slice(0, 2)) }), async rows => {
      const expected = new Map(
        rows.map(cells => [JSON.stringify(cells.slice(0, 2).map(storedCell)), cells.map(storedCell)]),
      )
      for (const way of ['insert', 'replace'] as const) {
        await client.query('TRUNCATE held')
        await writerOf(client)([write({ [way]: rows })])
        expect(await contents()).toEqual(expected)
      }
    }),
    { numRuns: 60 },
  ))

test('pages of replaced and removed rows leave what a map would hold', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ replace: fc.array(row), remove: fc.array(keyCells) }), { maxLength: 6 }),
      async pages => {
        await client.query('TRUNCATE held')
        const model = new Map<string, unknown[]>()
        const apply = writerOf(client)
        for (const { replace, remove } of pages) {
          for (const cells of remove) model.delete(JSON.stringify(cells))
          for (const cells of replace) model.set(JSON.stringify(cells.slice(0, 2)), cells.map(storedCell))
          await apply([write({ replace, remove })])
        }
        expect(await contents()).toEqual(model)
      },
    ),
    { numRuns: 40 },
  ))

test('pages that are written together leave what they leave one after the other', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ put: fc.array(row), remove: fc.array(keyCells) }), { maxLength: 8 }),
      async pages => {
        await client.query('TRUNCATE held')
        const model = new Map<string, unknown[]>()
        const apply = tableWriter(client)
        const gathering = createGathering()
        for (const { put, remove } of pages) {
          for (const cells of remove) model.delete(JSON.stringify(cells))
          const changes = { remove, insert: [] as (readonly Cell[])[], replace: [] as (readonly Cell[])[] }
          for (const cells of put) {
            const name = JSON.stringify(cells.slice(0, 2))
            changes[model.has(name) ? 'replace' : 'insert'].push(cells)
            model.set(name, cells.map(storedCell))
          }
          gathering.add([write(changes)])
        }
        await apply(gathering.tables())
        expect(await contents()).toEqual(model)
      },
    ),
    { numRuns: 60 },
  ))

test('thousands of replaced rows, which go another way than a few, leave the same', async () => {
  const many = (version: number) =>
    Array.from({ length: 3000 }, (_, i): Cell[] => [
      `k${i % 7}`,
      i,
      `v${version}\t`,
      i * version,
      0.5,
      null,
      [i],
      ['a"b'],
    ])
  const apply = writerOf(client)
  await apply([write({ insert: many(1) })])
  await apply([write({ replace: many(2) })])
  const expected = new Map(many(2).map(cells => [JSON.stringify(cells.slice(0, 2)), cells]))
  expect(await contents()).toEqual(expected)
})

test('a row that is replaced twice in a page ends as it was said last', async () => {
  const said = (word: string): Cell[] => ['x', 1, word, null, null, null, null, null]
  await writerOf(client)([write({ replace: [said('first'), said('second')] })])
  expect((await contents()).get('["x",1]')?.[2]).toBe('second')
})

test('a table of keys only can be replaced into', async () => {
  await client.query('CREATE TEMP TABLE seen (a text PRIMARY KEY)')
  const seen = { table: 'seen', columns: ['a'], key: ['a'], insert: [], replace: [['x'], ['y']], remove: [] }
  const apply = writerOf(client)
  await apply([seen])
  await apply([{ ...seen, remove: [['y']], replace: [['x']] }])
  expect((await client.query('SELECT a FROM seen')).rows).toEqual([{ a: 'x' }])
})

test('a column that the table lacks, and a key that the row lacks, are named', async () => {
  const apply = writerOf(client)
  const odd = write({ columns: ['a', 'b', 'typo'], replace: [['x', 1, 2]] })
  await expect(apply([odd])).rejects.toThrow('table held has no column typo')
  const keyless = write({
    columns: ['a', 't'],
    replace: [
      ['x', 't'],
      ['y', 't'],
    ],
  })
  expect(() => apply([keyless])).toThrow('lacks its key column b')
})

test('a row that the server refuses fails the copy and leaves the connection usable', async () => {
  const wrong: Cell[][] = [['x', 'not a number']]
  await expect(copyRows(client, 'held', ['a', 'b'], wrong)).rejects.toThrow(/not a number/)
  await copyRows(client, 'held', ['a', 'b'], [['x', 1]])
  expect((await contents()).size).toBe(1)
})

test('rows that cannot be produced fail the copy, and none is stored', async () => {
  function* broken(): Generator<Cell[]> {
    yield ['x', 1]
    throw new Error('the source ended early')
  }
  await expect(copyRows(client, 'held', ['a', 'b'], broken())).rejects.toThrow('the source ended early')
  expect((await contents()).size).toBe(0)
})

test('a copy larger than every buffer arrives whole', async () => {
  function* long(): Generator<Cell[]> {
    for (let i = 0; i < 50_000; i++) yield ['x', i, 'y'.repeat(100)]
  }
  await copyRows(client, 'held', ['a', 'b', 't'], long())
  expect((await client.query('SELECT count(*)::int AS n FROM held')).rows).toEqual([{ n: 50_000 }])
})

test('bytes are copied as they are', async () => {
  await client.query('CREATE TEMP TABLE blob (b bytea)')
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  await copyRows(client, 'blob', ['b'], [[bytes]])
  const { rows } = await client.query<{ b: Buffer }>('SELECT b FROM blob')
  expect(Uint8Array.from(rows[0]!.b)).toEqual(bytes)
})
