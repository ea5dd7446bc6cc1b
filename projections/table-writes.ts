import type { Cell, TableWrite } from '../domain/kernel/projection.ts'

/** Gathers what a page changes in one table. */
export interface TableChanges {
  readonly insert: (readonly Cell[])[]
  readonly replace: (readonly Cell[])[]
  readonly remove: (readonly Cell[])[]
}

export const noChanges = (): TableChanges => ({ insert: [], replace: [], remove: [] })

/** @param keyLength how many of the columns, from the first, identify a row */
export const tableWrite = (
  table: string,
  columns: readonly string[],
  keyLength: number,
  changes: TableChanges,
): TableWrite => ({ table, columns, key: columns.slice(0, keyLength), ...changes })

export const changesSomething = ({ insert, replace, remove }: TableWrite): boolean =>
  insert.length + replace.length + remove.length > 0
