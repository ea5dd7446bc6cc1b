import type { Restart } from '../../domain/agents/restarts.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import type { TableWrite } from '../../domain/kernel/projection.ts'
import { factStream } from '../../domain/pbx/facts.ts'
import { noChanges, tableWrite } from '../queue-visits/page-writes.ts'

export interface SiteRestart extends Restart {
  readonly site: string
}

/** A row of a PBX as far as its life goes. */
export interface LifeSign {
  readonly site: string
  readonly node: string
  readonly at: Micros
  readonly position: number
  readonly event: string
}

export interface RestartChange {
  /** undefined: it was not known. */
  readonly before: SiteRestart | undefined
  readonly after: SiteRestart
}

/** When the PBXs of a site wrote, and when they started. */
export interface Nodes {
  /** Takes rows in the order of the log. */
  see(row: LifeSign): void
  /** Finds what the log alone knows about starts that came late; gives back what the rows since the last call changed. */
  settle(log: Pick<EventStore, 'readStream'>): Promise<readonly RestartChange[]>
  of(site: string): readonly string[]
  newestOf(site: string, node: string): Micros
  restartsOf(site: string): readonly SiteRestart[]
  writes(): readonly TableWrite[]
}

interface Node {
  readonly site: string
  readonly node: string
  newest: Micros
  /** By instant and position. */
  readonly restarts: SiteRestart[]
  stored: Micros | undefined
}

export function createNodes(known: {
  readonly nodes: readonly { readonly site: string; readonly node: string; readonly newest: Micros }[]
  readonly restarts: readonly SiteRestart[]
}): Nodes {
  const sites = new Map<string, Map<string, Node>>()
  const changed = new Map<SiteRestart['position'], RestartChange>()
  const unplaced: LifeSign[] = []
  const touched = new Set<Node>()
  let written = new Map<number, SiteRestart>()

  function nodeOf(site: string, name: string): Node {
    let nodes = sites.get(site)
    if (!nodes) sites.set(site, (nodes = new Map()))
    let node = nodes.get(name)
    if (!node) nodes.set(name, (node = { site, node: name, newest: -Infinity, restarts: [], stored: undefined }))
    return node
  }
  for (const { site, node, newest } of known.nodes) {
    const found = nodeOf(site, node)
    found.newest = newest
    found.stored = newest
  }
  for (const restart of known.restarts) nodeOf(restart.site, restart.node).restarts.push(restart)
  for (const nodes of sites.values()) for (const { restarts } of nodes.values()) restarts.sort(byInstant)

  function put(node: Node, restart: SiteRestart): void {
    const index = node.restarts.findIndex(({ position }) => position === restart.position)
    const before = index < 0 ? undefined : node.restarts[index]
    if (index < 0) node.restarts.push(restart)
    else node.restarts[index] = restart
    node.restarts.sort(byInstant)
    changed.set(restart.position, { before: changed.has(restart.position) ? changed.get(restart.position)?.before : before, after: restart })
    written.set(restart.position, restart)
  }

  return {
    see(row) {
      const node = nodeOf(row.site, row.node)
      const isLate = row.at < node.newest
      if (isLate) {
        // It may be the last sign of life before a start that is known already.
        const next = node.restarts.find(restart => byInstant(row, restart) < 0)
        if (next && row.at > next.since) put(node, { ...next, since: row.at })
      }
      if (row.event === 'QUEUESTART') {
        const { site, node: name, at, position } = row
        put(node, { site, node: name, at, position, since: isLate || node.newest === -Infinity ? at : node.newest })
        if (isLate) unplaced.push(row)
      }
      if (!isLate) node.newest = row.at
      touched.add(node)
    },

    async settle(log) {
      for (const row of unplaced) {
        const since = await newestBefore(log, row)
        put(nodeOf(row.site, row.node), { site: row.site, node: row.node, at: row.at, position: row.position, since })
      }
      unplaced.length = 0
      const changes = [...changed.values()].filter(({ before, after }) => before?.since !== after.since)
      changed.clear()
      return changes
    },

    of: site => [...(sites.get(site)?.keys() ?? [])],
    newestOf: (site, node) => sites.get(site)?.get(node)?.newest ?? -Infinity,
    restartsOf: site => [...(sites.get(site)?.values() ?? [])].flatMap(({ restarts }) => restarts),

    writes() {
      const nodes = noChanges()
      for (const node of touched) {
        if (node.newest === node.stored) continue
        ;(node.stored === undefined ? nodes.insert : nodes.replace).push([node.site, node.node, node.newest])
        node.stored = node.newest
      }
      touched.clear()
      const restarts = noChanges()
      for (const { site, node, position, at, since } of written.values())
        restarts.replace.push([site, node, position, at, since])
      written = new Map()
      return [
        tableWrite('node', ['site', 'node', 'newest_us'], 2, nodes),
        tableWrite('restart', ['site', 'node', 'position', 'at_us', 'since_us'], 3, restarts),
      ]
    },
  }
}

const byInstant = (a: Pick<LifeSign, 'at' | 'position'>, b: Pick<LifeSign, 'at' | 'position'>): number =>
  a.at - b.at || a.position - b.position

const day = 86_400 * microsPerSecond

/** The newest row of the PBX before the start, from the log: the last day first, then everything. */
async function newestBefore(log: Pick<EventStore, 'readStream'>, start: LifeSign): Promise<Micros> {
  const stream = factStream(start.site, start.node, 'queue_log')
  for (const reach of [day, start.at]) {
    let newest = -Infinity
    for await (const { events } of log.readStream(stream, { occurredWithin: [start.at - reach, start.at] }))
      for (const { occurredAt: at, position } of events)
        if (byInstant({ at, position }, start) < 0) newest = Math.max(newest, at)
    if (newest > -Infinity) return newest
  }
  return start.at
}
