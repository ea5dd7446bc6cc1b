import type { Queryable, TableWrite } from '../../domain/kernel/projection.ts'

export interface KnownNames {
  /** Cheap for a name that is known: it is asked for every fact. */
  see(site: string, name: string): void
  takeWrites(): TableWrite | undefined
}

/** Longer ones, or with control characters, are damaged rows: they are facts, but no names that anybody asks for. */
const isName = (text: string): boolean => text !== 'NONE' && /^[^\p{C}]{1,256}$/u.test(text)

/** The names that a site's facts and thresholds have used: a set that only grows, so the order of the facts does not matter. */
export async function knownNames(sql: Queryable, table: 'known_queue' | 'known_agent'): Promise<KnownNames> {
  const bySite = new Map<string, Set<string>>()
  const namesOf = (site: string) => {
    let names = bySite.get(site)
    if (!names) bySite.set(site, (names = new Set()))
    return names
  }
  const loaded = await sql.query<{ site: string; name: string }>(`select site, name from ${table}`)
  for (const { site, name } of loaded.rows) namesOf(site).add(name)
  let fresh: [string, string][] = []

  return {
    see(site, name) {
      const names = namesOf(site)
      if (names.has(name) || !isName(name)) return
      names.add(name)
      fresh.push([site, name])
    },
    takeWrites() {
      if (fresh.length === 0) return undefined
      const insert = fresh
      fresh = []
      return { table, columns: ['site', 'name'], key: ['site', 'name'], insert, replace: [], remove: [] }
    },
  }
}
