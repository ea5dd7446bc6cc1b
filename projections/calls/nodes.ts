import type { TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { noChanges, tableWrite } from '../queue-visits/page-writes.ts'
import { pbxNode, type PbxNode } from './contacts.ts'
import type { Beginning } from './stored.ts'

/** The PBXs that have written facts. */
export interface PbxNodes {
  of(site: string, node: string): PbxNode
  /** @returns false when this start is known already. */
  restart(pbx: PbxNode, at: Micros): boolean
  /** What has changed since the last call. */
  writes(): readonly TableWrite[]
}

export function pbxNodes(beginning: Beginning): PbxNodes {
  const nodes = new Map<string, Map<string, PbxNode>>()
  const written = new Map<PbxNode, number>()
  let restarts: { readonly pbx: PbxNode; readonly at: Micros }[] = []

  let last: PbxNode | undefined

  /** Rows come by the page from one and the same. */
  function of(site: string, node: string): PbxNode {
    if (last?.node === node && last.site === site) return last
    let ofSite = nodes.get(site)
    if (!ofSite) nodes.set(site, (ofSite = new Map<string, PbxNode>()))
    let pbx = ofSite.get(node)
    if (!pbx) ofSite.set(node, (pbx = pbxNode(site, node)))
    last = pbx
    return pbx
  }
  const all = () => [...nodes.values()].flatMap(ofSite => [...ofSite.values()])

  for (const { site, node, newestKeySecond } of beginning.nodes) {
    const pbx = of(site, node)
    pbx.newestKeySecond = newestKeySecond
    pbx.newestAway = newestKeySecond
    written.set(pbx, newestKeySecond)
  }
  for (const { site, node, at } of beginning.restarts) of(site, node).restarts.push(at)
  for (const { restarts: instants } of all()) instants.sort((a, b) => a - b)

  return {
    of,

    restart(pbx, at) {
      if (pbx.restarts.includes(at)) return false
      pbx.restarts.push(at)
      pbx.restarts.sort((a, b) => a - b)
      restarts.push({ pbx, at })
      return true
    },

    writes() {
      const seconds = noChanges()
      for (const pbx of all()) {
        if ((written.get(pbx) ?? -1) === pbx.newestKeySecond) continue
        seconds.replace.push([pbx.site, pbx.node, pbx.newestKeySecond])
        written.set(pbx, pbx.newestKeySecond)
      }
      const started = noChanges()
      for (const { pbx, at } of restarts) started.insert.push([pbx.site, pbx.node, at])
      restarts = []
      return [
        tableWrite('node', ['site', 'node', 'newest_key_second'], 2, seconds),
        tableWrite('restart', ['site', 'node', 'at_us'], 3, started),
      ]
    },
  }
}
