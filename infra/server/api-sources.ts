import type { Reports } from '../../api/ports/reports.ts'
import type { Sources } from '../../api/ports/sources.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { retryQuarantined } from '../../ingest/quarantine.ts'
import type { FollowedSource } from '../../ingest/sources/source-set.ts'
import { celFieldsOf } from '../known-node.ts'

/** What ingest does for the API. */
export function apiSources(store: EventStore, reports: Reports, followed: () => readonly FollowedSource[]): Sources {
  return {
    followed,
    async retryQuarantine({ site, node, positions }) {
      let retried = 0
      let released = 0
      for (const known of await reports.sites()) {
        if (site !== undefined && known.site !== site) continue
        for (const place of known.nodes) {
          if (node !== undefined && place.node !== node) continue
          const { clockZone } = place
          const celFields = await celFieldsOf(store, known.site, place.node)
          const summary = await retryQuarantined({
            store,
            site: known.site,
            node: place.node,
            clockZone,
            ...(positions ? { positions } : {}),
            ...(celFields ? { celFields } : {}),
          })
          retried += summary.tried
          released += summary.released
        }
      }
      return { retried, released, lastPosition: await store.lastPosition() }
    },
  }
}
