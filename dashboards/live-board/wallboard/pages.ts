/** At least one page, though it may be empty or of unknown size. */
export const pagesOf = (items: number, perPage: number): number =>
  perPage > 0 ? Math.max(1, Math.ceil(items / perPage)) : 1

/** The last page is filled up from the one before: a half-empty wall wastes what it is there for. */
export function pageOf<T>(items: readonly T[], perPage: number, page: number): readonly T[] {
  const start = Math.max(0, Math.min(page * perPage, items.length - perPage))
  return items.slice(start, start + perPage)
}
