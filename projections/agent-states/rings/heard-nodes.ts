import type { TableWrite } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { MicrosLength } from '../../../domain/metrics/figures.ts'
import { noChanges, tableWrite } from '../../table-writes.ts'
import type { HeardRing } from './stored-rings.ts'

/** The newest rings of each node whose manager interface was heard, held so that most events need no look into the tables. */
interface HeardNodes {
  /** Whether anything was ever heard at the site. */
  knows(site: string): boolean
  /** Something happened at the node. @returns whether it is older than what was folded before: then not all of its call may be held */
  see(site: string, node: string, at: Micros): boolean
  /** Instant of the newest event that was folded before the page; undefined: there was none. */
  foldedUntil(site: string, node: string): Micros | undefined
  hold(place: Pick<HeardRing, 'site' | 'node'>, callId: string, rings: readonly HeardRing[]): void
  ofCall(site: string, node: string, callId: string): readonly HeardRing[]
  /** Whether rings of the node that began at the instant or later are all held; undefined: nothing was heard there. */
  holdsSince(site: string, node: string, instant: Micros): boolean | undefined
  /** The page is folded. */
  write(): TableWrite
}

interface Node {
  readonly site: string
  readonly name: string
  newest: Micros
  /** `newest` as the table has it. */
  stored: Micros | undefined
  readonly calls: Map<string, readonly HeardRing[]>
  prunedAt: Micros
}

/**
 * @param stored nodes as the table has them
 * @param span how long before the newest event of its node a ring must have begun to be forgotten
 */
export function createHeardNodes(
  stored: readonly { readonly site: string; readonly node: string; readonly newest: Micros }[],
  span: MicrosLength,
): HeardNodes {
  const nodes = new Map<string, Node>()
  const sites = new Set<string>()

  function add(site: string, name: string, newest: Micros | undefined): Node {
    const node = { site, name, newest: newest ?? -Infinity, stored: newest, calls: new Map(), prunedAt: -Infinity }
    nodes.set(keyOf(site, name), node)
    sites.add(site)
    return node
  }
  for (const { site, node, newest } of stored) add(site, node, newest)

  const find = (site: string, name: string): Node | undefined => nodes.get(keyOf(site, name))

  /** Looks through the calls of a node when an eighth of the span has passed, not with every page. */
  function prune(node: Node): void {
    const oldest = node.newest - span
    if (node.prunedAt > oldest - span / 8) return
    for (const [callId, rings] of node.calls) if (rings.every(({ from }) => from < oldest)) node.calls.delete(callId)
    node.prunedAt = oldest
  }

  return {
    knows: site => sites.has(site),

    see(site, name, at) {
      const node = find(site, name) ?? add(site, name, undefined)
      node.newest = Math.max(node.newest, at)
      return node.stored !== undefined && at < node.stored
    },

    foldedUntil: (site, name) => find(site, name)?.stored,

    hold({ site, node: name }, callId, rings) {
      const node = find(site, name) ?? add(site, name, undefined)
      node.calls.set(callId, rings)
    },

    ofCall: (site, name, callId) => find(site, name)?.calls.get(callId) ?? [],

    holdsSince(site, name, instant) {
      const node = find(site, name)
      return node && instant >= node.newest - span
    },

    write() {
      const changes = noChanges()
      for (const node of nodes.values()) {
        if (node.newest === node.stored || node.newest === -Infinity) continue
        changes.replace.push([node.site, node.name, node.newest])
        node.stored = node.newest
        prune(node)
      }
      return tableWrite('heard_node', ['site', 'node', 'newest_us'], 2, changes)
    },
  }
}

const keyOf = (site: string, node: string): string => `${site}\0${node}`
