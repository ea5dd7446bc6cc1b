import { nodesOf, type NodesOf } from '../pbx-nodes.ts'
import { pbxNode, type PbxNode } from './contacts.ts'
import type { Beginning } from './stored.ts'

export type PbxNodes = NodesOf<PbxNode>

export const pbxNodes = ({ nodes, restarts }: Beginning): PbxNodes =>
  nodesOf({
    fresh: pbxNode,
    stored: nodes.map(({ site, node, newestKeySecond: newest }) =>
      Object.assign(pbxNode(site, node), { newestKeySecond: newest, newestAway: newest }),
    ),
    restarts,
    newestSecond: ({ newestKeySecond }) => newestKeySecond,
    column: 'newest_key_second',
  })
