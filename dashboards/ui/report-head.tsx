import type { ReactNode } from 'react'
import { SortableHeader, type TableSort } from './sortable-header.tsx'

interface ReportHeadProps<Name extends string> {
  /** What a line is about: its name stands first. */
  readonly subject: { readonly name: string; readonly label: string }
  readonly columns: readonly { readonly name: Name; readonly metric: string }[]
  readonly labels: Readonly<Record<Name, string>>
  readonly sort: TableSort
  readonly onSort: (sort: TableSort) => void
  /** Headers between the name and the figures. */
  readonly children?: ReactNode
}

/** The first line of a report: every name explains its figure, and sorts by it. */
export function ReportHead<Name extends string>(props: ReportHeadProps<Name>) {
  const { subject, columns, labels, sort, onSort, children } = props
  return (
    <thead>
      <tr>
        <SortableHeader name={subject.name} label={subject.label} sort={sort} onSort={onSort} isText />
        {children}
        {columns.map(({ name, metric }) => (
          <SortableHeader key={name} name={name} label={labels[name]} metric={metric} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
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
