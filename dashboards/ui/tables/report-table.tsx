import { useMemo, useState, type ReactNode } from 'react'
import { useMessages } from '../../i18n/language.ts'
import { sortRows } from './sort-rows.ts'
import { SortableHeader, type TableSort } from './sortable-header.tsx'
import { TableFrame } from './table-frame.tsx'

interface ReportColumn<Name extends string> {
  readonly name: Name
  readonly metric: string
}

interface ReportTableProps<Row, Name extends string, Column extends ReportColumn<Name>> {
  readonly caption: string
  readonly className?: string
  /** What a line is about: its name stands first, and the report is sorted by it at first. */
  readonly subject: { readonly name: string; readonly label: string }
  readonly columns: readonly Column[]
  readonly labels: Readonly<Record<Name, string>>
  /** Headers between the name and the figures. */
  readonly beside?: ReactNode
  readonly rows: readonly Row[]
  readonly nameOf: (row: Row) => string
  readonly valueOf: (row: Row, column: Column) => number | null
  readonly line: (row: Row) => ReactNode
  /** Cells of the last line, behind its name: what the server says of all, because an average of averages is not one. */
  readonly sum: ReactNode | undefined
}

/** A report, one line a subject: every name of a figure explains it, and sorts by it. */
export function ReportTable<Row, Name extends string, Column extends ReportColumn<Name>>(
  props: ReportTableProps<Row, Name, Column>,
) {
  const { caption, className = '', subject, columns, labels, beside, rows, nameOf, valueOf, line, sum } = props
  const t = useMessages()
  const [sort, setSort] = useState<TableSort>({ column: subject.name, descending: false })
  const sorted = useMemo(() => {
    const column = columns.find(({ name }) => name === sort.column)
    return sortRows(rows, row => (column ? valueOf(row, column) : nameOf(row)), sort.descending)
  }, [rows, columns, sort, nameOf, valueOf])
  return (
    <TableFrame>
      <table className={`table report-table ${className}`}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <SortableHeader name={subject.name} label={subject.label} sort={sort} onSort={setSort} isText />
            {beside}
            {columns.map(({ name, metric }) => (
              <SortableHeader
                key={name}
                name={name}
                label={labels[name]}
                metric={metric}
                sort={sort}
                onSort={setSort}
              />
            ))}
          </tr>
        </thead>
        <tbody>{sorted.map(line)}</tbody>
        {sum === undefined ? null : (
          <tfoot>
            <tr>
              <th scope="row" className="start">
                {t.total}
              </th>
              {sum}
            </tr>
          </tfoot>
        )}
      </table>
    </TableFrame>
  )
}

/** The name of a line that opens by a press anywhere on it: the button is for the keyboard, its press is the line's. */
export function RowName({ name, note }: { name: string; note: string | null }) {
  return (
    <th scope="row" className="start">
      <button type="button" className="row-button">
        {name}
      </button>
      <span className="cell-note">{note}</span>
    </th>
  )
}
