/** What a reader may see and has asked for, already intersected. `all` is everything; a list may be empty: then nothing. */
export type Scope = 'all' | readonly SiteItem[]

/** A queue or an agent of a site. `name` is the technical name: `sales`, `Agent/8001`. */
export interface SiteItem {
  readonly site: string
  readonly name: string
}

/** A page of rows with an opaque key to go on from (keyset, never an offset). */
export interface RowPage<R> {
  readonly rows: readonly (R & { readonly cursor: string })[]
  readonly hasNextPage: boolean
}

export interface PageRequest {
  readonly first: number
  readonly after?: string
}
