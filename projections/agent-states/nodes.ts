import { restartSign, type Restart } from '../../domain/agents/restarts.ts'
import { compareSigns, type Sign } from '../../domain/agents/signs.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { ClosedBefore, TableWrite } from '../../domain/kernel/projection.ts'
import { factStream } from '../../domain/pbx/facts.ts'
import { noChanges, tableWrite } from '../table-writes.ts'

export interface SiteRestart {
  readonly site: string
  readonly node: string
  readonly at: Micros
  readonly position: Position
  /** The newest row of the PBX before it; null: there is none. */
  readonly since: Micros | null
}

export interface RestartChange {
  readonly site: string
  /** undefined: it was not known. */
  readonly before: Restart | undefined
  readonly after: Restart
}

/** When the PBXs of a site wrote, and when they started. */
export interface Nodes {
  /** Takes rows in the order of the log. */
  see(site: string, node: string, at: Micros, position: Position, isStart: boolean): void
  /** Finds what the log alone knows about starts that came late; gives back what the rows since the last call changed. */
  settle(log: Pick<EventStore, 'readStream'>): Promise<readonly RestartChange[]>
  readonly of: (site: string) => readonly string[]
  /** Instant of the newest row that was folded before the page. */
  readonly newestFolded: (site: string, node: string) => Micros
  /** Instant of the newest row of the site that was taken. */
  readonly newestOf: (site: string) => Micros
  restartsOf(site: string): readonly Restart[]
  /**
   * Whether a start is known that stands behind the first of the signs, of one of the PBXs or of those that the signs are from: it may
   * concern the agent now, although it did not before.
   */
  startedBehind(site: string, nodes: readonly string[], signs: readonly Sign[]): boolean
  writes(): readonly TableWrite[]
}

interface Node {
  readonly site: string
  readonly node: string
  newest: Micros
  /** By instant and position. */
  readonly restarts: SiteRestart[]
  /** `newest` as the table has it. */
  stored: Micros | undefined
}

export function createNodes(
  known: {
    readonly nodes: readonly { readonly site: string; readonly node: string; readonly newest: Micros }[]
    readonly restarts: readonly SiteRestart[]
  },
  closedBefore: ClosedBefore,
): Nodes {
  const sites = new Map<string, Map<string, Node>>()
  const newestOfSite = new Map<string, Micros>()
  const changed = new Map<Position, RestartChange>()
  const unplaced: SiteRestart[] = []
  const touched = new Set<Node>()
  let written = new Map<number, SiteRestart>()

  /** What was closed when the start came stays as it was: who was there is uncertain from the bound on. */
  const restartOf = ({ site, node, at, position, since }: SiteRestart): Restart => ({
    node,
    at,
    position,
    since: Math.max(since ?? at, closedBefore(site, position)),
  })

  /** Rows of one node come many in a row. */
  let lastAsked: Node | undefined

  function nodeOf(site: string, name: string): Node {
    if (lastAsked?.site === site && lastAsked.node === name) return lastAsked
    let nodes = sites.get(site)
    if (!nodes) sites.set(site, (nodes = new Map<string, Node>()))
    let node = nodes.get(name)
    if (!node) nodes.set(name, (node = { site, node: name, newest: -Infinity, restarts: [], stored: undefined }))
    lastAsked = node
    return node
  }
  for (const { site, node, newest } of known.nodes) {
    const found = nodeOf(site, node)
    found.newest = newest
    found.stored = newest
    newestOfSite.set(site, Math.max(newest, newestOfSite.get(site) ?? -Infinity))
  }
  for (const restart of known.restarts) nodeOf(restart.site, restart.node).restarts.push(restart)
  for (const nodes of sites.values()) for (const { restarts } of nodes.values()) restarts.sort(byInstant)

  function put(node: Node, restart: SiteRestart): void {
    const index = node.restarts.findIndex(({ position }) => position === restart.position)
    const before = index < 0 ? undefined : node.restarts[index]
    if (index < 0) node.restarts.push(restart)
    else node.restarts[index] = restart
    node.restarts.sort(byInstant)
    const first = changed.get(restart.position)
    changed.set(restart.position, {
      site: node.site,
      before: first ? first.before : before && restartOf(before),
      after: restartOf(restart),
    })
    written.set(restart.position, restart)
  }

  return {
    see(site, name, at, position, isStart) {
      const node = nodeOf(site, name)
      const isLate = at < node.newest
      if (isLate) {
        // It may be the last sign of life before a start that is known already.
        const next = node.restarts.find(restart => byInstant({ at, position }, restart) < 0)
        if (next && (next.since === null || at > next.since)) put(node, { ...next, since: at })
      }
      if (isStart) {
        const start = {
          site,
          node: name,
          at,
          position,
          since: isLate || node.newest === -Infinity ? null : node.newest,
        }
        put(node, start)
        if (isLate) unplaced.push(start)
      }
      if (!isLate) node.newest = at
      if (at > (newestOfSite.get(site) ?? -Infinity)) newestOfSite.set(site, at)
      touched.add(node)
    },

    async settle(log) {
      for (const start of unplaced)
        put(nodeOf(start.site, start.node), { ...start, since: await newestBefore(log, start) })
      unplaced.length = 0
      const changes = [...changed.values()].filter(({ before, after }) => before?.since !== after.since)
      changed.clear()
      return changes
    },

    of: site => [...(sites.get(site)?.keys() ?? [])],
    newestFolded: (site, node) => sites.get(site)?.get(node)?.stored ?? -Infinity,
    newestOf: site => newestOfSite.get(site) ?? -Infinity,
    restartsOf: site => [...(sites.get(site)?.values() ?? [])].flatMap(({ restarts }) => restarts.map(restartOf)),

    startedBehind(site, names, signs) {
      const [first] = signs
      if (!first) return false
      const isBehind = (name: string) => {
        const newest = sites.get(site)?.get(name)?.restarts.at(-1)
        return newest !== undefined && compareSigns(restartSign(restartOf(newest)), first) > 0
      }
      return names.some(isBehind) || signs.some(({ node }, index) => node !== signs[index - 1]?.node && isBehind(node))
    },

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

const byInstant = (a: Pick<Restart, 'at' | 'position'>, b: Pick<Restart, 'at' | 'position'>): number =>
  a.at - b.at || a.position - b.position

const day = 86_400 * microsPerSecond

/** The newest row of the PBX before the start, from the log: the last day first, then everything. */
async function newestBefore(log: Pick<EventStore, 'readStream'>, start: SiteRestart): Promise<Micros | null> {
  const stream = factStream(start.site, start.node, 'queue_log')
  for (const reach of [day, start.at]) {
    let newest = -Infinity
    for await (const { events } of log.readStream(stream, { occurredWithin: [start.at - reach, start.at] }))
      for (const { occurredAt: at, position } of events)
        if (byInstant({ at, position }, start) < 0) newest = Math.max(newest, at)
    if (newest > -Infinity) return newest
  }
  return null
}
