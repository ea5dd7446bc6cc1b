import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { microsOfIso } from '../../../domain/kernel/time.ts'
import { definitionOf } from '../../../domain/metrics/catalogue.ts'
import { columnsNamed, type Column } from '../table.ts'
import { letterOf } from './sheet.ts'
import { secondsIn, sheetsIn, wallIn } from './testing/read.ts'
import { filesIn } from './testing/unzip.ts'
import { xlsxOf } from './workbook.ts'
import { longestCell } from './xml-text.ts'

const about = {
  title: 'calls',
  creator: 'Ann <ann@x>',
  createdAt: microsOfIso('2026-11-21T12:34:56Z') ?? 0,
  description: 'queues=sales & support',
}

interface Options {
  readonly zone?: string
  readonly siteZone?: string | null
  readonly limits?: { readonly rows: number; readonly bytes: number }
}

async function bytesOf<Row>(
  columns: readonly Column<Row>[],
  pages: readonly (readonly Row[])[],
  { zone = 'UTC', siteZone = null, limits }: Options = {},
): Promise<Buffer> {
  // eslint-disable-next-line @typescript-eslint/require-await -- pages come asynchronously elsewhere
  async function* read() {
    yield* pages
  }
  const pieces: Buffer[] = []
  for await (const piece of xlsxOf({ columns, pages: read(), zone, siteZone }, about, limits)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const parts = (workbook: Buffer) => {
  const files = filesIn(workbook)
  return (name: string) => files[name] ?? ''
}

const texts = columnsNamed<string | null>({ text: { kind: 'text', of: text => text } })

async function readBack(rows: readonly (string | null)[]) {
  const { calls = [] } = await sheetsIn(await bytesOf(texts, [rows]))
  return calls.slice(1).map(([cell]) => cell)
}

describe('a text stays what it is:', () => {
  test.each([
    '=1+1',
    '+33612345678',
    '0612345678',
    '-2+3',
    '@SUM(A1)',
    '12.50',
    'TRUE',
    '2026-11-21',
    '<b> & "quotes" \'',
    'two\r\nlines\tand a tab',
    ' blanks around ',
    'NUL \0, BEL \x07, \ufffe',
    '_x0041_ and _x000D__x0041_',
    '😀 é 漢',
  ])('%j', async text => {
    expect(await readBack([text])).toEqual([text])
  })

  test('any other too, and nothing is a formula', async () => {
    const anything = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
    const property = fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 20 }), async rows => {
      const workbook = await bytesOf(texts, [rows])
      const { calls = [] } = await sheetsIn(workbook)
      expect(calls.slice(1).map(([cell]) => cell)).toEqual(rows)
      expect(parts(workbook)('xl/worksheets/sheet1.xml')).not.toContain('<f>')
    })
    await fc.assert(property)
  })

  test('up to the length that a cell takes; a character is not cut in two', async () => {
    expect((await readBack(['x'.repeat(longestCell + 5)]))[0]).toBe('x'.repeat(longestCell))
    expect((await readBack([`${'x'.repeat(longestCell - 1)}😀`]))[0]).toBe('x'.repeat(longestCell - 1))
  })
})

describe('values are what they are to a spreadsheet', () => {
  test('instants are dates in the zone of the request, which the heading names', async () => {
    const columns = columnsNamed<string>({ start: { kind: 'instant', of: iso => microsOfIso(iso) ?? null } })
    const rows = ['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', '2026-11-21T23:00:00.25Z']
    const { calls = [] } = await sheetsIn(await bytesOf(columns, [rows], { zone: 'Europe/Paris' }))
    expect(calls.map(([cell]) => wallIn(cell))).toEqual([
      'start (Europe/Paris)',
      '2026-03-29 01:59:59.00',
      '2026-03-29 03:00:00.00',
      '2026-11-22 00:00:00.25',
    ])
  })

  test('lengths of time are lengths, beyond a day too; shares are percentages', async () => {
    const columns = columnsNamed<number | null>({
      talk_seconds: { kind: 'seconds', of: seconds => seconds },
      share: { kind: 'share', of: () => 0.256 },
    })
    const workbook = await bytesOf(columns, [[0, 60.5, 90_000, null]])
    const { calls = [] } = await sheetsIn(workbook)
    expect(calls.slice(1).map(([cell]) => secondsIn(cell))).toEqual([0, 60.5, 90_000, null])
    expect(calls.slice(1).map(([, share]) => share)).toEqual([0.256, 0.256, 0.256, 0.256])
    expect(parts(workbook)('xl/styles.xml')).toMatch(/formatCode="\[h\]:mm:ss".*formatCode="0.0%"/)
  })

  test('any number comes back, and what is unknown is empty, not 0', async () => {
    const columns = columnsNamed<readonly [number, number | null, boolean | null]>({
      number: { kind: 'number', of: ([number]) => number },
      count: { kind: 'count', of: ([, count]) => count },
      flag: { kind: 'flag', of: ([, , flag]) => flag },
    })
    const row = fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.option(fc.maxSafeNat()),
      fc.option(fc.boolean()),
    )
    const property = fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async rows => {
      const { calls = [] } = await sheetsIn(await bytesOf(columns, [rows]))
      const same = rows.map(([number, ...others]) => [number + 0, ...others])
      expect(calls.slice(1).map(cells => [0, 1, 2].map(index => cells[index] ?? null))).toEqual(same)
    })
    await fc.assert(property)
  })

  test('times of sites of several zones are their own, and a day is a day only if there is one', async () => {
    const columns = columnsNamed<string>({
      time: { kind: 'siteTime', of: () => microsOfIso('2026-11-21T12:00:00.9Z') ?? null, between: 'T' },
      due: { kind: 'day', of: day => day },
    })
    const { calls = [] } = await sheetsIn(await bytesOf(columns, [['2026-02-28', '2026-02-30']]))
    expect(calls.map(cells => cells.map(wallIn))).toEqual([
      ['time (time of its site)', 'due'],
      ['2026-11-21 12:00:00.00', '2026-02-28 00:00:00.00'],
      ['2026-11-21 12:00:00.00', '2026-02-30'],
    ])
    const shared = await sheetsIn(await bytesOf(columns, [[]], { siteZone: 'Europe/Paris' }))
    expect(shared['calls']).toEqual([['time (Europe/Paris)', 'due']])
  })
})

describe('a sheet', () => {
  const numbers = columnsNamed<number>({ n: { kind: 'count', of: n => n }, text: { kind: 'text', of: String } })

  test('keeps its heading in sight and filters by it', async () => {
    const part = parts(await bytesOf(numbers, [[1, 2], [3]]))
    expect(part('xl/worksheets/sheet1.xml')).toContain('<pane ySplit="1" topLeftCell="A2"')
    expect(part('xl/worksheets/sheet1.xml')).toContain('<autoFilter ref="A1:B4"/>')
    expect(part('xl/workbook.xml')).toContain(`hidden="1">'calls'!$A$1:$B$4<`)
  })

  test('goes on in the next one when it is full, below the same heading; no row is lost, none is twice', async () => {
    const pages = [[1, 2], [], [3, 4, 5], [6, 7]]
    const expected = (rows: readonly number[]) => [['n', 'text'], ...rows.map(n => [n, String(n)])]
    const sheets = await sheetsIn(await bytesOf(numbers, pages, { limits: { rows: 4, bytes: 1e9 } }))
    expect(sheets).toEqual({ calls: expected([1, 2, 3]), 'calls 2': expected([4, 5, 6]), 'calls 3': expected([7]) })
    const exact = await sheetsIn(await bytesOf(numbers, [[1, 2, 3]], { limits: { rows: 4, bytes: 1e9 } }))
    expect(exact).toEqual({ calls: expected([1, 2, 3]) })
  })

  test('also when its bytes are too many for an entry', async () => {
    const pages = Array.from({ length: 4 }, (_, page) => [page])
    const sheets = await sheetsIn(await bytesOf(numbers, pages, { limits: { rows: 1e6, bytes: 100 } }))
    expect(Object.values(sheets).map(rows => rows.length - 1)).toEqual([2, 2])
    expect(Object.values(sheets).flatMap(rows => rows.slice(1).map(([n]) => n))).toEqual([0, 1, 2, 3])
  })

  test('of no rows has its heading', async () => {
    expect(await sheetsIn(await bytesOf(numbers, []))).toEqual({ calls: [['n', 'text']] })
  })
})

test('a last sheet has the definitions of the figures, in both languages', async () => {
  const metric = definitionOf('queue', 'abandonRate')
  const columns: readonly Column<number>[] = [
    { name: 'queue', kind: 'text', of: String },
    { name: 'abandonRate', kind: 'share', of: share => share, metric },
  ]
  const { Definitions = [] } = await sheetsIn(await bytesOf(columns, [[0.5]]))
  expect(Definitions).toEqual([
    ['Column', 'Name', 'Nom', 'Unit', 'Definition', 'Définition', 'Formula', 'Traps', 'Source'],
    [
      'abandonRate',
      metric.label.en,
      metric.label.fr,
      'ratio',
      metric.description.en,
      metric.description.fr,
      metric.formula,
      metric.traps.join('\n') || null,
      metric.source,
    ],
  ])
})

test('the document says who asked for what, and when', async () => {
  const core = parts(await bytesOf(texts, [['a']]))('docProps/core.xml')
  expect(core).toContain('<dc:title>calls</dc:title><dc:creator>Ann &lt;ann@x&gt;</dc:creator>')
  expect(core).toContain('<dc:description>queues=sales &amp; support</dc:description>')
  expect(core).toContain('>2026-11-21T12:34:56Z</dcterms:created>')
})

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, letter) => {
  expect(letterOf(index)).toBe(letter)
})
