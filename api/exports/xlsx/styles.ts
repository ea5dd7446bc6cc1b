import type { Column } from '../table.ts'

type Kind = Column<never>['kind']

interface Style {
  /** As `numFmt` says it: of its own from 164 on, else one that is built in (ECMA-376 part 1, 18.8.30). */
  readonly format: number
  /** Of a column, in characters. */
  readonly width: number
}

const own = { instant: 164, day: 165, length: 166, share: 167 } as const

const formats: Readonly<Record<number, string>> = {
  [own.instant]: 'yyyy-mm-dd hh:mm:ss',
  [own.day]: 'yyyy-mm-dd',
  // Lengths go on behind 24 hours.
  [own.length]: '[h]:mm:ss',
  [own.share]: '0.0%',
}

/** `@` keeps a text what it is when it is edited: no formula, no number without its leading zero. */
const styles: Readonly<Record<Kind, Style>> = {
  text: { format: 49, width: 20 },
  flag: { format: 0, width: 10 },
  count: { format: 3, width: 10 },
  number: { format: 0, width: 12 },
  seconds: { format: own.length, width: 12 },
  share: { format: own.share, width: 10 },
  instant: { format: own.instant, width: 20 },
  siteTime: { format: own.instant, width: 20 },
  day: { format: own.day, width: 12 },
}

const kinds = Object.keys(styles) as Kind[]

/** Numbers of the styles: 0 is that of cells without one. */
export const headingStyle = 1
export const wideStyle = 2
const styleOf = (kind: Kind): number => kinds.indexOf(kind) + 3

export const styleOfColumn = <Row>({ kind, isWide }: Column<Row>): number => (isWide ? wideStyle : styleOf(kind))

/** Headings need room for the button of the filter. */
export const widthOfColumn = <Row>({ kind, isWide }: Column<Row>, heading: string): number =>
  isWide ? 60 : Math.min(Math.max(styles[kind].width, heading.length + 4), 50)

const aligned = (alignment: string) => ` applyAlignment="1"><alignment ${alignment}/></xf>`
const cellFormat = (format: number, rest = '/>') =>
  `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${rest}`

export const stylesXml = [
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
  `<numFmts count="${Object.keys(formats).length}">`,
  ...Object.entries(formats).map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`),
  '</numFmts>',
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>',
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF1"/><bgColor indexed="64"/></patternFill></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${kinds.length + 3}">`,
  cellFormat(0),
  `<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"`,
  aligned('vertical="center"'),
  cellFormat(49, aligned('vertical="top" wrapText="1"')),
  ...kinds.map(kind => cellFormat(styles[kind].format)),
  '</cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '</styleSheet>',
].join('')
