import type { ReactNode } from 'react'
import { TableFrame } from '../ui/tables/table-frame.tsx'

interface AccessTableProps {
  /** For screen readers: the heading of the card says the same. */
  readonly caption: string
  readonly columns: readonly string[]
  readonly children: ReactNode
}

export function AccessTable({ caption, columns, children }: AccessTableProps) {
  return (
    <TableFrame>
      <table className="table access-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(label => (
              <th key={label} scope="col" className="start">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </TableFrame>
  )
}

interface AccessRowProps {
  readonly name: string
  readonly note: ReactNode
  /** Left out where there is nothing to open. */
  readonly onOpen: (() => void) | undefined
  readonly cells: readonly ReactNode[]
}

/** A row that opens by a press anywhere on it: the button is for the keyboard, its press is the row's. */
export function AccessRow({ name, note, onOpen, cells }: AccessRowProps) {
  return (
    <tr className={onOpen ? 'selectable' : undefined} onClick={onOpen}>
      <th scope="row" className="start">
        {onOpen ? (
          <button type="button" className="row-button">
            {name}
          </button>
        ) : (
          name
        )}
        {note}
      </th>
      {cells.map((cell, column) => (
        <td key={column} className="start">
          {cell}
        </td>
      ))}
    </tr>
  )
}
