import { isoOf, type Micros } from '../../../domain/kernel/time.ts'
import { columnsNamed, type Column, type Table } from '../table.ts'
import { rowsOf, sheetXml, type Rows, type Sheet, type SheetLimits } from './sheet.ts'
import { stylesXml } from './styles.ts'
import { plainText } from './xml-text.ts'
import { zipOf, type ZipEntry } from './zip.ts'

/** The properties of the document. */
export interface About {
  /** Of its sheet too. */
  readonly title: string
  /** Who asked for it. */
  readonly creator: string
  readonly createdAt: Micros
  /** What was asked for, in which zone. */
  readonly description: string
}

/** Excel: specifications and limits. Bytes: what signed numbers of 32 bits still tell, with room for the piece that is begun. */
const usualLimits: SheetLimits = { rows: 1_048_576, bytes: 2_000_000_000 }

/**
 * The table as a workbook (ECMA-376), piece by piece. What is longer than a sheet goes on in the next one, `calls 2`. Where columns are
 * figures a last sheet has their definitions.
 */
export const xlsxOf = <Row>(table: Table<Row>, about: About, limits = usualLimits): AsyncGenerator<Buffer> =>
  zipOf(entriesOf(table, about, limits), new Date(about.createdAt / 1000))

async function* entriesOf<Row>(table: Table<Row>, about: About, limits: SheetLimits): AsyncGenerator<ZipEntry> {
  const sheets: Sheet[] = []
  function sheetEntry<Any>(name: string, of: Omit<Table<Any>, 'pages'>, rows: Rows<Any>): ZipEntry {
    const isFirst = sheets.length === 0
    const ended = (range: string) => void sheets.push({ name, range })
    return {
      name: `xl/worksheets/sheet${sheets.length + 1}.xml`,
      content: sheetXml(of, rows, { limits, isFirst, ended }),
    }
  }
  const rows = rowsOf(table.pages)
  do yield sheetEntry(sheets.length === 0 ? about.title : `${about.title} ${sheets.length + 1}`, table, rows)
  while (await rows.arrived())
  const figures = table.columns.filter(({ metric }) => metric)
  if (figures.length > 0)
    yield sheetEntry('Definitions', { columns: definitionColumns, zone: table.zone }, rowsOf([figures]))
  for (const [name, text] of Object.entries(frame(sheets, about))) yield { name, content: [Buffer.from(text)] }
}

const definitionColumns = columnsNamed<Column<never>>({
  Column: { kind: 'text', of: ({ name }) => name },
  Name: { kind: 'text', of: ({ metric }) => metric?.label.en ?? null },
  Nom: { kind: 'text', of: ({ metric }) => metric?.label.fr ?? null },
  Unit: { kind: 'text', of: ({ metric }) => metric?.unit ?? null },
  Definition: { kind: 'text', of: ({ metric }) => metric?.description.en ?? null },
  Définition: { kind: 'text', of: ({ metric }) => metric?.description.fr ?? null },
  Formula: { kind: 'text', of: ({ metric }) => metric?.formula ?? null },
  Traps: { kind: 'text', of: ({ metric }) => metric?.traps.join('\n') ?? null },
  Source: { kind: 'text', of: ({ metric }) => metric?.source ?? null },
}).map(column => ({ ...column, isWide: /^D.finition$|Formula|Traps/.test(column.name) }))

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const formats = 'http://schemas.openxmlformats.org'
const types = 'application/vnd.openxmlformats-officedocument'
const main = `${formats}/spreadsheetml/2006/main`
const relations = `${formats}/officeDocument/2006/relationships`

/** Everything besides the sheets, which are known only behind them. */
function frame(sheets: readonly Sheet[], about: About): Readonly<Record<string, string>> {
  const numbered = sheets.map((sheet, index) => ({ ...sheet, number: index + 1 }))
  return {
    'xl/workbook.xml': workbookXml(numbered),
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...numbered.map(({ number }) => [`${relations}/worksheet`, `worksheets/sheet${number}.xml`] as const),
      [`${relations}/styles`, 'styles.xml'],
    ]),
    'xl/styles.xml': stylesXml,
    'docProps/core.xml': coreXml(about),
    'docProps/app.xml': `${declaration}<Properties xmlns="${formats}/officeDocument/2006/extended-properties"><Application>Ringledger</Application></Properties>`,
    '_rels/.rels': relationsXml([
      [`${relations}/officeDocument`, 'xl/workbook.xml'],
      [`${formats}/package/2006/relationships/metadata/core-properties`, 'docProps/core.xml'],
      [`${relations}/extended-properties`, 'docProps/app.xml'],
    ]),
    '[Content_Types].xml': contentTypesXml(numbered),
  }
}

type Numbered = Sheet & { readonly number: number }

/** Names of sheets are ours: none has a character that XML or a formula knows, and each stands in quotes. */
function workbookXml(sheets: readonly Numbered[]): string {
  const absolute = (range: string) => range.replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2')
  const names = sheets.flatMap(({ name, range }, index) => [
    `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${name}'!${absolute(range)}</definedName>`,
    `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${name}'!$1:$1</definedName>`,
  ])
  const listed = sheets.map(({ name, number }) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`)
  return [
    `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}">`,
    '<bookViews><workbookView activeTab="0"/></bookViews>',
    `<sheets>${listed.join('')}</sheets><definedNames>${names.join('')}</definedNames></workbook>`,
  ].join('')
}

function relationsXml(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  )
  return `${declaration}<Relationships xmlns="${formats}/package/2006/relationships">${each.join('')}</Relationships>`
}

function coreXml({ title, creator, createdAt, description }: About): string {
  const [coreNamespace, dublinCore] = [`${formats}/package/2006/metadata/core-properties`, 'http://purl.org/dc']
  return [
    `${declaration}<cp:coreProperties xmlns:cp="${coreNamespace}" xmlns:dc="${dublinCore}/elements/1.1/"`,
    ` xmlns:dcterms="${dublinCore}/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
    `<dc:title>${plainText(title)}</dc:title><dc:creator>${plainText(creator)}</dc:creator>`,
    `<dc:description>${plainText(description)}</dc:description>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${isoOf(createdAt).slice(0, 19)}Z</dcterms:created>`,
    '</cp:coreProperties>',
  ].join('')
}

function contentTypesXml(sheets: readonly Numbered[]): string {
  const parts: readonly (readonly [string, string])[] = [
    ['/xl/workbook.xml', `${types}.spreadsheetml.sheet.main+xml`],
    ...sheets.map(
      ({ number }) => [`/xl/worksheets/sheet${number}.xml`, `${types}.spreadsheetml.worksheet+xml`] as const,
    ),
    ['/xl/styles.xml', `${types}.spreadsheetml.styles+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/app.xml', `${types}.extended-properties+xml`],
  ]
  const overrides = parts.map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`)
  return [
    `${declaration}<Types xmlns="${formats}/package/2006/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
  ].join('')
}
