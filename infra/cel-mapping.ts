import type { EventStore } from '../domain/kernel/event-store.ts'
import { sites, type Site, type SiteEvent } from '../domain/sites/sites.ts'

/** The fields of the node's own cel_custom mapping, as a CEL source of it is configured; undefined when none says. */
export async function celFieldsOf(
  store: EventStore,
  site: string,
  node: string,
): Promise<readonly string[] | undefined> {
  let known: Site = sites.initial
  for await (const { events } of store.readStream(`site/${site}`))
    for (const { data } of events) known = sites.evolve(known, data as unknown as SiteEvent)
  for (const source of known.nodes.get(node)?.sources.values() ?? [])
    if (source.kind === 'cel_file' && source.celFields !== undefined) return source.celFields
  return undefined
}
