import { subjectOf, type Subject } from '../../domain/access/subject.ts'
import { entityView } from '../../domain/configuration/entity-view.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { scheduledChangesOf } from '../../domain/configuration/scheduled/scheduled-change.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Scope } from '../../projections/scope.ts'
import { mayNow } from '../auth/may.ts'
import type { ApiContext } from '../context.ts'

type Ports = Pick<ApiContext, 'identity' | 'may' | 'reports' | 'store' | 'configuration'>

/** Of events those that the asker may see: all of them, unless he is limited to entities. Then those about what belongs to these now. */
export type EventsSeen = (events: readonly RecordedEvent[]) => Promise<readonly RecordedEvent[]>

export function eventsSeen(ports: Ports): EventsSeen {
  if (!ports.identity.scope.entities) return events => Promise.resolve(events)
  return async events => {
    const own = await ownNow(ports)
    const seen = await Promise.all(events.map(event => isOwn(subjectOf(event), own, ports)))
    return events.filter((_, i) => seen[i])
  }
}

/**
 * Of what the asker may see what he would if he were limited to these entities.
 * @throws BAD_USER_INPUT for one that he does not see
 */
export async function eventsOfEntities(
  ports: Ports,
  requested: readonly string[] | null | undefined,
): Promise<EventsSeen> {
  if (!requested) return eventsSeen(ports)
  const { identity } = ports
  const entities = await ports.may.entityKeys(requested)
  const limited = { ...identity, scope: { ...identity.scope, entities } }
  return eventsSeen({ ...ports, identity: limited, may: await mayNow(limited, ports) })
}

/** What belongs to the entities of the asker now. */
interface Own {
  readonly queues: Scope
  readonly agents: Scope
  /** Configured objects of a site, by their ids. */
  readonly objects: (site: string) => Promise<ReadonlySet<string>>
}

async function ownNow({ may, configuration: { reader } }: Ports): Promise<Own> {
  const [queues, agents] = await Promise.all([may.queues(), may.agents()])
  const bySite = new Map<string, Promise<ReadonlySet<string>>>()
  const objectsOfSite = async (site: string) => {
    const entities = may.entities(site)
    if (entities === 'all') throw new Error(`${site}: who is limited to entities is limited at every site`)
    const { objects } = entityView((await reader.now(site)).configuration, entities, 'own', kinds)
    return new Set([...objects.values()].flatMap(ofKind => [...ofKind.values()].map(({ id }) => id)))
  }
  return {
    queues,
    agents,
    objects: site => {
      const known = bySite.get(site) ?? objectsOfSite(site)
      bySite.set(site, known)
      return known
    },
  }
}

async function isOwn(subject: Subject, own: Own, ports: Ports): Promise<boolean> {
  switch (subject.about) {
    case 'queue':
      return isQueueOrAgent(subject, own)
    case 'object':
      return (await own.objects(subject.site)).has(subject.id)
    case 'changeSet':
      return isOwnChangeSet(subject, own, ports)
    case 'scheduledChange': {
      const change = (await scheduledChangesOf(ports.store, subject.site)).byId.get(subject.changeSetId)
      return change !== undefined && isWithin(change.entities, subject.site, ports)
    }
    case 'call': {
      const { site, node, key } = subject
      const [found] = await ports.reports.calls.byKeys([{ site, node, key }], await ports.may.calls())
      return found !== undefined && found.length > 0
    }
    case 'callback': {
      const { site, id } = subject
      const request = await ports.reports.callbacks.byId({ site, id })
      return request !== undefined && isQueueOrAgent({ about: 'queue', site, queue: request.queue }, own)
    }
    case 'all':
      return false
  }
}

/** As rows of panels are seen (domain/panels/visible.ts): by the queue, and where none is named by the agent. */
function isQueueOrAgent(
  { site, queue, agent }: Extract<Subject, { about: 'queue' }>,
  { queues, agents }: Own,
): boolean {
  if (queue) return has(queues, site, queue)
  return has(agents, site, agent) || has(agents, site, agent && `Agent/${agent}`)
}

const has = (scope: Scope, site: string, name: string | undefined): boolean =>
  scope !== 'all' && name !== undefined && scope.some(one => one.site === site && one.name === name)

/** Its author could not reach beyond the asker's entities, or did not. */
async function isOwnChangeSet(
  subject: Extract<Subject, { about: 'changeSet' }>,
  own: Own,
  ports: Ports,
): Promise<boolean> {
  const { site, entities, changes } = subject
  if (isWithin(entities, site, ports)) return true
  if (!changes) return false
  const ids = await own.objects(site)
  const { stream, from, count } = changes
  for await (const { events } of ports.store.readStream(stream, { from, limit: count }))
    for (const event of events) {
      const object = subjectOf(event)
      if (object.about !== 'object' || !ids.has(object.id)) return false
    }
  return count > 0
}

function isWithin(entities: readonly string[] | undefined, site: string, { may }: Pick<Ports, 'may'>): boolean {
  const own = may.entities(site)
  return own !== 'all' && (entities?.every(entity => own.includes(entity)) ?? false)
}
