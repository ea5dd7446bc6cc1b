import type { Micros } from '../../domain/kernel/time.ts'
import type { WallMicros, ZoneName } from '../../domain/kernel/zone.ts'
import type { MetricDefinition } from '../../domain/metrics/definition.ts'

/** What a column has, so that each kind of file writes it in its own way. Null is an empty cell. */
type Content<Row> =
  | { readonly kind: 'text'; readonly of: (row: Row) => string | null }
  | { readonly kind: 'flag'; readonly of: (row: Row) => boolean | null }
  /** `count`: how many; `number`: any other, ids too; `seconds`: a length of time; `share`: 0 to 1. */
  | { readonly kind: 'count' | 'number' | 'seconds' | 'share'; readonly of: (row: Row) => number | null }
  | { readonly kind: 'instant'; readonly of: (row: Row) => Micros | null }
  /** The site's own time, whole seconds. `between` is what stands between day and time as text. */
  | { readonly kind: 'siteTime'; readonly of: (row: Row) => WallMicros | null; readonly between: 'T' | ' ' }
  /** `2018-03-21` */
  | { readonly kind: 'day'; readonly of: (row: Row) => string | null }

interface Meaning {
  /** What the figure means, where it is one. */
  readonly metric?: MetricDefinition
  /** Has sentences: of several lines in a spreadsheet. */
  readonly isWide?: boolean
}

export type Column<Row> = Content<Row> &
  Meaning & {
    /** Heading, the same in every language: a file is read by programs too. */
    readonly name: string
  }

/** What is sent as a file, whatever its kind. */
export interface Table<Row> {
  readonly columns: readonly Column<Row>[]
  /** Read as they are taken: some thousand rows in memory at a time, however many there are. */
  readonly pages: AsyncIterable<readonly Row[]>
  /** In which a spreadsheet shows instants: its dates have no zone. */
  readonly zone: ZoneName
  /** Of the columns `siteTime`; null: sites of several zones are in it. */
  readonly siteZone?: ZoneName | null
}

/** Columns by their headings, of what is in them. */
export const columnsNamed = <Row>(contents: Readonly<Record<string, Content<Row> & Meaning>>): readonly Column<Row>[] =>
  Object.entries(contents).map(([name, content]) => ({ name, ...content }))

/** The zone that all sites share. */
export function zoneShared(sites: readonly { readonly timeZone: ZoneName }[]): ZoneName | null {
  const [first, ...others] = new Set(sites.map(({ timeZone }) => timeZone))
  return first === undefined || others.length > 0 ? null : first
}
