import {
  agentOf,
  aliasKey,
  mayNameInterface,
  withClaims,
  type AliasClaim,
  type Aliases,
} from '../../domain/agents/aliases.ts'
import type { TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { noChanges, tableWrite } from '../table-writes.ts'
import type { AgentRow } from './rows.ts'

export interface StoredClaim extends AliasClaim {
  readonly site: string
  /** Empty: for all PBXs of the site. */
  readonly node: string
}

/** Rows in which a name means somebody else since the page. */
interface Reattribution {
  readonly site: string
  readonly nodes: readonly string[]
  readonly key: string
  readonly from: Micros
  readonly to: Micros
}

/** Who used which line or interface when; before and after the page that is folded. */
export interface AliasBook {
  claim(claims: readonly StoredClaim[]): void
  agentOf(row: AgentRow): string
  agentBefore(row: AgentRow): string
  /** What the page's claims change about rows that were folded before it. */
  reattributions(
    nodesOf: (site: string) => readonly string[],
    newestFolded: (site: string, node: string) => Micros,
  ): Reattribution[]
  /** The page is folded: what is known now is what was known before the next. */
  settle(): TableWrite
}

const nobody: Aliases = new Map()

export function createAliasBook(known: readonly StoredClaim[]): AliasBook {
  let before = new Map<string, Aliases>()
  for (const [place, claims] of byPlace(known)) before.set(place, withClaims(nobody, claims))
  let after = before
  let fresh: StoredClaim[] = []

  const read = (books: ReadonlyMap<string, Aliases>, row: AgentRow): string =>
    mayNameInterface(row)
      ? agentOf(row, [books.get(placeOf(row.site, '')) ?? nobody, books.get(placeOf(row.site, row.node)) ?? nobody])
      : row.agent

  /** Until the next claim of the same name, whoever makes it. */
  function endOf({ site, node, key, at, position }: StoredClaim): Micros {
    const claims = after.get(placeOf(site, node))?.get(key) ?? []
    return claims.find(next => next.at > at || (next.at === at && next.position > position))?.at ?? Infinity
  }

  return {
    claim(claims) {
      if (claims.length === 0) return
      after = new Map(after)
      for (const [place, some] of byPlace(claims)) after.set(place, withClaims(after.get(place) ?? nobody, some))
      fresh.push(...claims)
    },

    agentOf: row => read(after, row),
    agentBefore: row => read(before, row),

    reattributions: (nodesOf, newestFolded) =>
      fresh.flatMap(claim => {
        const { site, node, key, at } = claim
        const nodes = (node === '' ? nodesOf(site) : [node]).filter(name => newestFolded(site, name) > at)
        return nodes.length === 0 ? [] : [{ site, nodes, key, from: at, to: endOf(claim) }]
      }),

    settle() {
      before = after
      const changes = noChanges()
      for (const { site, node, key, at, position, agent } of fresh)
        changes.insert.push([site, node, key, at, position, agent])
      fresh = []
      return tableWrite('alias', ['site', 'node', 'key', 'at_us', 'position', 'agent'], 5, changes)
    },
  }
}

export const isOfKey = (row: AgentRow, key: string): boolean => mayNameInterface(row) && aliasKey(row.agent) === key

const placeOf = (site: string, node: string): string => `${site}\0${node}`

function byPlace(claims: readonly StoredClaim[]): Map<string, StoredClaim[]> {
  const places = new Map<string, StoredClaim[]>()
  for (const claim of claims) {
    const place = placeOf(claim.site, claim.node)
    const known = places.get(place)
    if (known) known.push(claim)
    else places.set(place, [claim])
  }
  return places
}
