import type { FollowedSource } from '../../api/ports/sources.ts'
import type { SiteRow } from '../../projections/directory/types.ts'
import { followerNames, leaseOfSource } from '../../ingest/sources/follower-names.ts'
import { healthIn } from '../../ingest/sources/while-held.ts'
import { heardWords } from '../leases/heard-words.ts'

/**
 * How the configured sources stand, as whoever follows them says to those who wait for his leases: what there is to know of a server that
 * cannot be asked, as without the file of a token.
 */
export async function toldByLeases(databaseUrl: string, sites: readonly SiteRow[]): Promise<FollowedSource[]> {
  const asked = sites.flatMap(({ nodes }) =>
    nodes.flatMap(({ site, node, sources }) =>
      sources.flatMap(({ name, settings }) =>
        followerNames(settings).map(follower => ({ ...follower, site, node, source: name })),
      ),
    ),
  )
  const leaseOf = ({ site, node, name }: (typeof asked)[number]): string => leaseOfSource(site, node, name)
  const words = await heardWords(databaseUrl, asked.map(leaseOf))
  return asked.flatMap(follower => {
    const health = healthIn(words.get(leaseOf(follower)) ?? '')
    const { site, node, source, kind } = follower
    return health ? [{ site, node, name: source, ...(kind && { kind }), ...health }] : []
  })
}
