import type { Micros } from '../../domain/kernel/time.ts'
import { nodesOf, type NodesOf } from '../pbx-nodes.ts'
import { pbxNode, type PbxNode } from './contacts/contacts.ts'
import type { Beginning } from './stored.ts'

export type PbxNodes = NodesOf<PbxNode>

export function pbxNodes({ nodes, restarts }: Beginning, keptFrom: (site: string) => Micros): PbxNodes {
  const fresh = (site: string, node: string) => pbxNode(site, node, keptFrom(site))
  return nodesOf({
    fresh,
    stored: nodes.map(({ site, node, newestKeySecond: newest }) =>
      Object.assign(fresh(site, node), { newestKeySecond: newest, newestAway: newest }),
    ),
    restarts,
    newestSecond: ({ newestKeySecond }) => newestKeySecond,
    column: 'newest_key_second',
  })
}
