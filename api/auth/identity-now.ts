import { ownedBy, type Owned } from '../../domain/access/owned.ts'
import type { Identity } from '../../domain/access/identity.ts'
import { entities } from '../../domain/sites/entities.ts'
import type { ConfigurationReader } from '../../domain/configuration/history.ts'
import { objectsOf } from '../../domain/configuration/configuration.ts'
import { kinds } from '../../domain/configuration/kinds.ts'

/** The asker with the queues and agents that belong to his entities now. Who is not limited to entities is who he is. */
export async function identityNow(identity: Identity, reader: Pick<ConfigurationReader, 'now'>): Promise<Identity> {
  const limits = identity.scope.entities
  if (!limits) return identity
  const owned = await ownedNow(limits, reader)
  return { ...identity, scope: { ...identity.scope, ...owned } }
}

/** @param named `site/entity` @returns `site/name` of what belongs to one of them now */
export async function ownedNow(named: readonly string[], reader: Pick<ConfigurationReader, 'now'>): Promise<Owned> {
  const sites = [...new Set(named.map(one => one.slice(0, one.indexOf('/'))))]
  const ofSites = await Promise.all(
    sites.map(async site => {
      const names = named.filter(one => one.startsWith(`${site}/`)).map(one => one.slice(site.length + 1))
      const { queues, agents } = ownedBy(names, (await reader.now(site)).configuration, kinds)
      const ofSite = (name: string) => `${site}/${name}`
      return { queues: queues.map(ofSite), agents: agents.map(ofSite) }
    }),
  )
  return { queues: ofSites.flatMap(({ queues }) => queues), agents: ofSites.flatMap(({ agents }) => agents) }
}

/** @returns `site/entity` of every entity that is configured at these sites now */
export async function entitiesOfSites(
  sites: readonly string[],
  reader: Pick<ConfigurationReader, 'now'>,
): Promise<readonly string[]> {
  const ofSites = await Promise.all(
    sites.map(async site =>
      objectsOf((await reader.now(site)).configuration, entities).map(({ key }) => `${site}/${key}`),
    ),
  )
  return ofSites.flat()
}
