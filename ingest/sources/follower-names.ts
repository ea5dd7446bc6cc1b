import type { FactKind } from '../../domain/pbx/facts.ts'
import type { SourceSettings } from '../../domain/sites/sites.ts'

/** Who follows a source: one for each table or kind where it has several. */
interface FollowerName {
  /** Unique at the node; its lease is `leaseOfSource`. */
  readonly name: string
  /** Of the rows that it brings, where the source has several. */
  readonly kind?: FactKind
}

export const followerName = (source: string, kind: FactKind): string => `${source}.${kind}`

export const leaseOfSource = (site: string, node: string, follower: string): string =>
  `sources/${site}/${node}/${follower}`

export function followerNames(source: SourceSettings): readonly FollowerName[] {
  const each = (kinds: readonly FactKind[]) => kinds.map(kind => ({ name: followerName(source.name, kind), kind }))
  if (source.kind === 'database') return each(source.tables)
  return source.kind === 'collector' ? each(source.kinds) : [{ name: source.name }]
}
