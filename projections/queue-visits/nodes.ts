import type { TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { pbxNode, type PbxNode } from './calls.ts'
import { noChanges, tableWrite } from './page-writes.ts'
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
  const nodes = new Map<string, PbxNode>()
  const written = new Map<PbxNode, number>()
  let restarts: { readonly pbx: PbxNode; readonly at: Micros }[] = []

  /** Rows of one node come many in a row. */
  let lastAsked: PbxNode | undefined

  function of(site: string, node: string): PbxNode {
    if (lastAsked?.site === site && lastAsked.node === node) return lastAsked
    const name = `${site}/${node}`
    let pbx = nodes.get(name)
    if (!pbx) nodes.set(name, (pbx = pbxNode(site, node)))
    lastAsked = pbx
    return pbx
  }

  for (const { site, node, newestCallSecond } of beginning.nodes) {
    const pbx = of(site, node)
    pbx.newestCallSecond = newestCallSecond
    pbx.newestAway = newestCallSecond
    written.set(pbx, newestCallSecond)
  }
  for (const { site, node, callId } of beginning.exclusions) of(site, node).excluded.add(callId)
  for (const { site, node, at } of beginning.restarts) of(site, node).restarts.push(at)
  for (const { restarts: instants } of nodes.values()) instants.sort((a, b) => a - b)
  for (const { site, node, answeredAt } of beginning.newestLooseEnds) {
    const pbx = of(site, node)
    pbx.newestLooseEnd = Math.max(pbx.newestLooseEnd, answeredAt)
  }

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
      for (const pbx of nodes.values()) {
        if ((written.get(pbx) ?? -1) === pbx.newestCallSecond) continue
        seconds.replace.push([pbx.site, pbx.node, pbx.newestCallSecond])
        written.set(pbx, pbx.newestCallSecond)
      }
      const started = noChanges()
      for (const { pbx, at } of restarts) started.insert.push([pbx.site, pbx.node, at])
      restarts = []
      return [
        tableWrite('node', ['site', 'node', 'newest_call_second'], 2, seconds),
        tableWrite('restart', ['site', 'node', 'at_us'], 3, started),
      ]
    },
  }
}
