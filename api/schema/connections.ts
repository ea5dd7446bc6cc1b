import type { RowPage } from '../../projections/scope.ts'
import { builder } from './builder.ts'
import type { Freshness } from './freshness.ts'
import { defaultPageSize, largestPageSize } from './page-size.ts'

/** `first` and `after` for connections that are read forwards. */
export const pageArgs = builder.args(t => ({
  first: t.int({ description: `Rows of this page: 1 to ${largestPageSize}, ${defaultPageSize} when left out.` }),
  after: t.string({ description: 'Cursor of the row that this page begins behind: `endCursor` of the page before.' }),
}))

/** A page of rows as Relay wants it. */
export function connectionOf<R>(page: RowPage<R>, freshness: Freshness, after: string | null | undefined) {
  const edges = page.rows.map(node => ({ cursor: node.cursor, node }))
  return {
    freshness,
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
