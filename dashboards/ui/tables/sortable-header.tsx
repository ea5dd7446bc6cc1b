import { Explain } from '../explanation/explain.tsx'
import { Icon } from '../icons.tsx'

export interface TableSort {
  readonly column: string
  readonly descending: boolean
}

interface SortableHeaderProps {
  readonly name: string
  readonly label: string
  readonly metric?: string | undefined
  readonly sort: TableSort
  readonly onSort: (sort: TableSort) => void
  /** Names begin at A, figures with the largest. */
  readonly isText?: boolean
}

/** A column's name: it explains its figure, and sorts by it. */
export function SortableHeader({ name, label, metric, sort, onSort, isText = false }: SortableHeaderProps) {
  const sorted = sort.column === name
  return (
    <th
      scope="col"
      className={isText ? 'start' : undefined}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      <span className="sort">
        <Explain
          metric={metric}
          title={label}
          onActivate={() => onSort({ column: name, descending: sorted ? !sort.descending : !isText })}
        >
          {label}
        </Explain>
        <span className="sort-mark">{sorted ? <Icon name={sort.descending ? 'down' : 'up'} /> : null}</span>
      </span>
    </th>
  )
}
