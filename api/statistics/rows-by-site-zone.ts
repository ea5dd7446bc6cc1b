import type { ApiContext } from '../context.ts'

/** The rows of all sites, of each by the zone that was asked for, else by its own: days are cut in it. */
export async function rowsBySiteZone<Row extends { readonly site: string; readonly start: number }>(
  asked: string | null | undefined,
  { reports }: Pick<ApiContext, 'reports'>,
  rowsBy: (timeZone: string) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const zoneOfSite = new Map((await reports.sites()).map(({ site, timeZone }) => [site, asked ?? timeZone]))
  const zoneOf = (site: string): string => zoneOfSite.get(site) ?? asked ?? 'UTC'
  const zones = new Set(asked ? [asked] : [...zoneOfSite.values(), 'UTC'])
  const rows = await Promise.all(
    [...zones].map(async timeZone => (await rowsBy(timeZone)).filter(({ site }) => zoneOf(site) === timeZone)),
  )
  return rows.flat().sort((a, b) => a.start - b.start)
}
