import { randomUUID } from 'node:crypto'
import type { EventStore } from '../domain/kernel/event-store.ts'
import { handleCommand } from '../domain/kernel/handle-command.ts'
import { microsOfDate } from '../domain/kernel/time.ts'
import { sites, type SiteCommand } from '../domain/sites/sites.ts'

interface Place {
  readonly site: string
  readonly node: string
  readonly timeZone: string
  readonly actor: string
  readonly siteName?: string
}

/** A registration that the rules refuse; the message names the field and says what to do. */
class RegistrationRefused extends Error {
  override readonly name = 'RegistrationRefused'
}

/**
 * Registers a site and a node if they are new. A known site keeps the zone that its reports are cut in; the zone is then that of the
 * node's clock only.
 */
export async function registerPlace(store: EventStore, place: Place): Promise<void> {
  const { site, node, timeZone } = place
  const displayName = place.siteName ?? site
  if ((await store.lastRevision(`site/${site}`)) === undefined)
    await registered(store, place, { type: 'RegisterSite', site, siteId: randomUUID(), displayName, timeZone })
  await registered(store, place, {
    type: 'RegisterNode',
    site,
    node,
    nodeId: randomUUID(),
    displayName: node,
    clockZone: timeZone,
  })
}

async function registered(store: EventStore, { site, actor }: Place, command: SiteCommand): Promise<void> {
  const result = await handleCommand(store, sites, command, {
    stream: `site/${site}`,
    occurredAt: microsOfDate(new Date()),
    actor,
    site,
  })
  if (result.accepted) return
  throw new RegistrationRefused(result.rejections.map(({ field, message }) => `${field}: ${message}`).join('; '))
}
