import type { Cell } from '../../domain/kernel/projection.ts'
import type { HeldTable, RowOf } from '../directory/held-table.ts'

interface Placed {
  readonly site: Cell
  readonly node: Cell
}

export const isOf =
  (site: string, node: string) =>
  (row: Placed): boolean =>
    row.site === site && row.node === node

export function removeWhere<C extends string>(
  table: HeldTable<C>,
  which: (row: RowOf<C>) => boolean,
  keyOf: (row: RowOf<C>) => readonly Cell[],
): void {
  for (const row of [...table.rows()]) if (which(row)) table.remove(...keyOf(row))
}
