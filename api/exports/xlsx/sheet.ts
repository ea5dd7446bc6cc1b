import { isoOf, microsOfIso, microsPerSecond } from '../../../domain/kernel/time.ts'
import { wallOf, type WallMicros } from '../../../domain/kernel/zone.ts'
import type { Column, Table } from '../table.ts'
import { headingStyle, styleOfColumn, widthOfColumn } from './styles.ts'
import { cellText } from './xml-text.ts'

export interface SheetLimits {
  /** With the heading; spreadsheet programs have no more. */
  readonly rows: number
  /** Of XML, above which no further row is begun: an entry of the archive has less than 4 GiB. */
  readonly bytes: number
}

/** What came of a sheet, once it was read to its end. */
export interface Sheet {
  readonly name: string
  /** `A1:AB17`, heading and all. */
  readonly range: string
}

/** Rows that are taken one by one, and read page by page. */
export interface Rows<Row> {
  /** Waits until there are some. @returns false: there are no more */
  arrived(): Promise<boolean>
  /** @returns undefined: wait again */
  take(): Row | undefined
}

export function rowsOf<Row>(pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>): Rows<Row> {
  const iterator = Symbol.asyncIterator in pages ? pages[Symbol.asyncIterator]() : pages[Symbol.iterator]()
  let page: readonly Row[] = []
  let next = 0
  return {
    async arrived() {
      while (next >= page.length) {
        const read = await iterator.next()
        if (read.done) return false
        page = read.value
        next = 0
      }
      return true
    },
    take: () => page[next++],
  }
}

const pieceLength = 64 * 1024

/** One worksheet, piece by piece: as many of the rows as it may have, below a heading that stays in sight and filters. */
export async function* sheetXml<Row>(
  { columns, zone, siteZone }: Omit<Table<Row>, 'pages'>,
  rows: Rows<Row>,
  { limits, isFirst, ended }: { limits: SheetLimits; isFirst: boolean; ended: (range: string) => void },
): AsyncGenerator<Buffer> {
  const headings = columns.map(column => headingOf(column, zone, siteZone ?? null))
  const letters = columns.map((_, index) => letterOf(index))
  const cells = columns.map((column, index) => cellWriter(column, letters[index] ?? '', zone))
  const lastLetter = letters.at(-1) ?? 'A'
  yield Buffer.from(head(columns, headings, letters, isFirst))
  let bytes = 0
  let row = 1
  const isFull = () => row >= limits.rows || bytes >= limits.bytes
  while (!isFull() && (await rows.arrived())) {
    let text = ''
    while (row < limits.rows && text.length < pieceLength) {
      const taken = rows.take()
      if (taken === undefined) break
      row += 1
      text += `<row r="${row}">`
      for (const cell of cells) text += cell(taken, row)
      text += '</row>'
    }
    const piece = Buffer.from(text)
    bytes += piece.length
    yield piece
  }
  const range = `A1:${lastLetter}${row}`
  yield Buffer.from(tail(range))
  ended(range)
}

/** A heading says what spreadsheets' dates do not: their zone. */
function headingOf<Row>({ kind, name }: Column<Row>, zone: string, siteZone: string | null): string {
  if (kind === 'instant') return `${name} (${zone})`
  if (kind === 'siteTime') return `${name} (${siteZone ?? 'time of its site'})`
  return name
}

/** A, B, ..., Z, AA, ... */
export const letterOf = (index: number): string =>
  (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

type CellWriter<Row> = (row: Row, line: number) => string

/** Nothing is a formula: texts are inline strings, whatever they begin with. What is unknown has no cell. */
function cellWriter<Row>(column: Column<Row>, letter: string, zone: string): CellWriter<Row> {
  const style = styleOfColumn(column)
  const text = (value: string, line: number) =>
    `<c r="${letter}${line}" s="${style}" t="inlineStr"><is><t${/^\s|\s$/.test(value) ? ' xml:space="preserve"' : ''}>${cellText(value)}</t></is></c>`
  const number = (value: number, line: number) =>
    Number.isFinite(value) ? `<c r="${letter}${line}" s="${style}"><v>${value}</v></c>` : ''
  const known =
    <Value>(of: (row: Row) => Value | null, written: (value: Value, line: number) => string): CellWriter<Row> =>
    (row, line) => {
      const value = of(row)
      return value === null ? '' : written(value, line)
    }
  switch (column.kind) {
    case 'text':
      return known(column.of, (value, line) => (value === '' ? '' : text(value, line)))
    case 'flag':
      return known(column.of, (value, line) => `<c r="${letter}${line}" s="${style}" t="b"><v>${value ? 1 : 0}</v></c>`)
    case 'seconds':
      return known(column.of, (value, line) => number(value / secondsOfDay, line))
    case 'instant':
      return known(column.of, (value, line) => number(serialOf(wallOf(zone, value)), line))
    case 'siteTime':
      return known(column.of, (value, line) =>
        number(serialOf(Math.floor(value / microsPerSecond) * microsPerSecond), line),
      )
    case 'day':
      return known(column.of, (value, line) => {
        const wall = microsOfIso(`${value}T00:00:00Z`)
        return wall !== undefined && isoOf(wall).startsWith(value) ? number(serialOf(wall), line) : text(value, line)
      })
    default:
      return known(column.of, number)
  }
}

const secondsOfDay = 86_400

/** Days since 1899-12-30, as spreadsheets count them from 1900-03-01 on (they have a 29 February 1900). */
const serialOf = (wall: WallMicros): number => wall / (secondsOfDay * microsPerSecond) + 25_569

const namespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

function head<Row>(
  columns: readonly Column<Row>[],
  headings: readonly string[],
  letters: readonly string[],
  isFirst: boolean,
) {
  const widths = columns.map((column, index) => {
    const width = widthOfColumn(column, headings[index] ?? '')
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styleOfColumn(column)}" customWidth="1"/>`
  })
  const cells = headings.map(
    (heading, index) =>
      `<c r="${letters[index] ?? ''}1" s="${headingStyle}" t="inlineStr"><is><t>${cellText(heading)}</t></is></c>`,
  )
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    `<worksheet xmlns="${namespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView ${isFirst ? 'tabSelected="1" ' : ''}workbookViewId="0">`,
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>',
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`,
  ].join('')
}

/** Digits that are text are meant so: no mark in the corner of each telephone number. */
const tail = (range: string): string =>
  [
    `</sheetData><autoFilter ref="${range}"/>`,
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    '<pageSetup orientation="landscape" fitToHeight="0"/>',
    `<ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors></worksheet>`,
  ].join('')
