import type { Micros } from '../../domain/kernel/time.ts'
import { nodesOf, type NodesOf } from '../pbx-nodes.ts'
import { pbxNode, type PbxNode } from './calls.ts'
import type { Beginning } from './stored.ts'

export type PbxNodes = NodesOf<PbxNode>

export function pbxNodes(
  { nodes, restarts, exclusions, newestLooseEnds }: Beginning,
  keptFrom: (site: string) => Micros,
): PbxNodes {
  const fresh = (site: string, node: string) => pbxNode(site, node, keptFrom(site))

  const known = nodesOf({
    fresh,
    stored: nodes.map(({ site, node, newestCallSecond: newest }) =>
      Object.assign(fresh(site, node), { newestCallSecond: newest, newestAway: newest }),
    ),
    restarts,
    newestSecond: ({ newestCallSecond }) => newestCallSecond,
    column: 'newest_call_second',
  })
  for (const { site, node, callId } of exclusions) known.of(site, node).excluded.add(callId)
  for (const { site, node, since } of newestLooseEnds) {
    const pbx = known.of(site, node)
    pbx.newestLooseEnd = Math.max(pbx.newestLooseEnd, since)
  }
  return known
}
