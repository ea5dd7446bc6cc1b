import type { EventStore } from '../domain/kernel/event-store.ts'
import { sites, type Site, type SiteEvent } from '../domain/sites/sites.ts'

type KnownNode = NonNullable<ReturnType<Site['nodes']['get']>>

/** The clock and the sources of a node; undefined while nobody has registered it. */
export async function knownNode(store: EventStore, site: string, node: string): Promise<KnownNode | undefined> {
  let known: Site = sites.initial
  for await (const { events } of store.readStream(`site/${site}`))
    for (const { data } of events) known = sites.evolve(known, data as unknown as SiteEvent)
  return known.nodes.get(node)
}

/** The fields of the node's own cel_custom mapping, as a CEL source of it is configured; undefined when none says. */
export async function celFieldsOf(
  store: EventStore,
  site: string,
  node: string,
): Promise<readonly string[] | undefined> {
  const known = await knownNode(store, site, node)
  for (const source of known?.sources.values() ?? [])
    if (source.kind === 'cel_file' && source.celFields !== undefined) return source.celFields
  return undefined
}
