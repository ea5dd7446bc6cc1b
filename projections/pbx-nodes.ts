import type { TableWrite } from '../domain/kernel/projection.ts'
import type { Micros } from '../domain/kernel/time.ts'
import { noChanges, tableWrite } from './table-writes.ts'

/** What a read model of calls keeps of a PBX, at the least. */
interface KeptNode {
  readonly site: string
  readonly node: string
  /** QUEUESTART instants, ascending. */
  readonly restarts: Micros[]
}

/** The PBXs that have written facts. */
export interface NodesOf<N extends KeptNode> {
  of(site: string, node: string): N
  /** @returns false when this start is known already. */
  restart(pbx: N, at: Micros): boolean
  /** What has changed since the last call, in the tables `node` and `restart`. */
  writes(): readonly TableWrite[]
}

/**
 * A uniqueid is `<epoch second>.<counter>`, perhaps behind a system name: new calls have higher seconds than old ones. Only an order is
 * needed, so a clock that was wrong does no harm; a name of another form may always be an old one.
 */
export function callSecondOf(name: string): number {
  const match = /(?:^|-)(\d{9,11})\.\d+$/.exec(name)
  return match ? Number(match[1]) : -1
}

interface NodeTables<N extends KeptNode> {
  readonly fresh: (site: string, node: string) => N
  readonly stored: readonly N[]
  readonly restarts: readonly { readonly site: string; readonly node: string; readonly at: Micros }[]
  /** Highest callSecondOf a name of a call, -1 before there is one; and its column in `node`. */
  readonly newestSecond: (pbx: N) => number
  readonly column: string
}

export function nodesOf<N extends KeptNode>(tables: NodeTables<N>): NodesOf<N> {
  const { fresh, stored, newestSecond, column } = tables
  const nodes = new Map(stored.map(pbx => [`${pbx.site}/${pbx.node}`, pbx]))
  const written = new Map(stored.map(pbx => [pbx, newestSecond(pbx)]))
  let restarts: { readonly pbx: N; readonly at: Micros }[] = []

  /** Rows of one node come many in a row. */
  let lastAsked: N | undefined

  function of(site: string, node: string): N {
    if (lastAsked?.site === site && lastAsked.node === node) return lastAsked
    const name = `${site}/${node}`
    let pbx = nodes.get(name)
    if (!pbx) nodes.set(name, (pbx = fresh(site, node)))
    lastAsked = pbx
    return pbx
  }

  for (const { site, node, at } of tables.restarts) of(site, node).restarts.push(at)
  for (const { restarts: instants } of nodes.values()) instants.sort((a, b) => a - b)

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
        const second = newestSecond(pbx)
        if ((written.get(pbx) ?? -1) === second) continue
        seconds.replace.push([pbx.site, pbx.node, second])
        written.set(pbx, second)
      }
      const started = noChanges()
      for (const { pbx, at } of restarts) started.insert.push([pbx.site, pbx.node, at])
      restarts = []
      return [
        tableWrite('node', ['site', 'node', column], 2, seconds),
        tableWrite('restart', ['site', 'node', 'at_us'], 3, started),
      ]
    },
  }
}
