import { entitiesOf } from '../../domain/access/entities.ts'
import { incallsOf } from '../../domain/access/incalls.ts'
import type { Owned } from '../../domain/access/owned.ts'
import type { Identity } from '../../domain/access/identity.ts'
import { mayHear, type CallInQuestion } from '../../domain/access/recordings.ts'
import { isOpen, may, whyNot, type Action, type Target } from '../../domain/access/rights.ts'
import {
  agentsVisibleTo,
  grantOf,
  isGranted,
  queuesVisibleTo,
  seesWholeSite,
  type Visible,
} from '../../domain/access/visible.ts'
import type { AgentGroup } from '../../projections/directory/names.ts'
import type { CallScope } from '../../projections/calls/types.ts'
import type { Scope, SiteItem } from '../../projections/scope.ts'
import { badInput, forbidden } from '../schema/errors.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import type { Reports } from '../ports/reports.ts'
import { nameAsked, type Denials } from './denials.ts'
import { entitiesOfSites, identityNow, ownedNow } from './identity-now.ts'

type Names = readonly string[] | null | undefined

/** What the asker may do and see. The rules are in domain/access; here they meet the request. */
export interface May {
  /** @throws FORBIDDEN with the reason */
  do(action: Action, target?: Target): void
  can(action: Action, target?: Target): boolean
  /** Whether his role and his access list let him do anything that goes by this name. */
  opens(action: Action, name: string): boolean
  /**
   * @param entities only what belongs to one of them now
   * @throws BAD_USER_INPUT when a name asked for is no queue, or no entity, that the asker may see
   */
  queues(requested?: Names, entities?: Names): Promise<Scope>
  /**
   * @param groups only who is in one of them now
   * @param entities only who belongs to one of them now
   */
  agents(requested?: Names, groups?: Names, entities?: Names): Promise<Scope>
  /**
   * The groups of these names; undefined: none were named.
   * @throws BAD_USER_INPUT when a name is that of no group with an agent whom the asker may see
   */
  groups(requested?: Names): Promise<readonly AgentGroup[] | undefined>
  /**
   * What makes a call visible: one of these queues or agents, or the number at which it came in. Calls that touch none of them are for who
   * sees all queues and all agents.
   * @param entities only by queues and agents that belong to one of them now
   */
  calls(entities?: Names): Promise<CallScope>
  /** The calls of which the asker may know whether they were recorded. `hear` says it of one that he sees. */
  recordedCalls(entities?: Names): Promise<CallScope>
  hear(call: CallInQuestion): boolean
  /** The entities of a site whose configuration the asker may see and change; `all`: he is not limited to some. */
  entities(site: string): 'all' | readonly string[]
  /**
   * Entities by their names, as `site/entity`.
   * @throws BAD_USER_INPUT for one that the asker does not see
   */
  entityKeys(requested: readonly string[]): Promise<readonly string[]>
  /** Sites of everything that the asker may see; `all` when nothing is hidden. */
  sites(): Promise<'all' | ReadonlySet<string>>
  /** Whether an agent of this name would be his to see, be there one or not. */
  seesAgent(agent: SiteItem): boolean
  /** Whether nothing of a site is hidden from him: what is counted of the whole of it is for nobody else. */
  seesWhole(site: string): boolean
}

type Known = Pick<Reports, 'knownQueues' | 'knownAgents' | 'agentGroups'>

/** What is looked up with each question: it changes with the configuration. */
interface Lookup {
  /** The asker as he is now. */
  readonly asker: () => Promise<Identity>
  /** Entities that he may see, as `site/entity`: those of sites that he sees the whole of, elsewhere those of which he sees a queue or an agent. */
  readonly entities: () => Promise<readonly string[]>
  /** What belongs to entities, as `site/name`. */
  readonly owned: (entities: readonly string[]) => Promise<Owned>
}

/** Who is asked once, and of whom nothing else has to be known. */
const asHeIs = (identity: Identity): Lookup => ({
  asker: () => Promise.resolve(identity),
  entities: () => Promise.resolve([]),
  owned: () => Promise.resolve({ queues: [], agents: [] }),
})

/**
 * With what belongs to the entities of the asker, now and whenever a subscription asks again.
 * @param denials where it is written down what was denied
 */
export async function mayNow(
  identity: Identity,
  { reports, configuration: { reader } }: Pick<ApiPorts, 'reports' | 'configuration'>,
  denials?: Denials,
): Promise<May> {
  const asker = () => identityNow(identity, reader)
  const entities = async () => {
    if (identity.scope.entities) return identity.scope.entities
    const [known, visible] = await Promise.all([reports.sites(), may.sites()])
    const seen = known.flatMap(({ site }) => (visible === 'all' || visible.has(site) ? [site] : []))
    const all = await entitiesOfSites(seen, reader)
    const [queues, agents] = await Promise.all([may.queues(), may.agents()])
    const isSeen = await Promise.all(
      all.map(async entity => {
        if (may.seesWhole(itemOf(entity).site)) return true
        const owned = await ownedNow([entity], reader)
        return (
          owned.queues.some(key => isIn(queues, itemOf(key))) || owned.agents.some(key => isIn(agents, itemOf(key)))
        )
      }),
    )
    return all.filter((_, place) => isSeen[place])
  }
  const may: May = mayOf(await asker(), reports, { asker, entities, owned: named => ownedNow(named, reader) })
  return {
    ...may,
    do(action, target) {
      if (!may.can(action, target)) denials?.record(identity, nameAsked(action, target))
      may.do(action, target)
    },
  }
}

export function mayOf(identity: Identity, reports: Known, lookup = asHeIs(identity)): May {
  const incalls = incallsOf(identity.scope)

  const queues = async (requested?: Names, entities?: Names): Promise<Scope> => {
    const asker = await lookup.asker()
    const ofEntities = await entitiesNamed(entities)
    if (!requested && !ofEntities && grantOf(asker, 'queues') === 'all') return 'all'
    const known = await reports.knownQueues()
    const visible = requested
      ? checked('queues', 'queue', requested, queuesVisibleTo(asker, known, requested), () =>
          candidates(queuesVisibleTo(asker, known), known),
        )
      : queuesVisibleTo(asker, known)
    return ofEntities ? candidates(visible, known).filter(one => ofEntities.queues.has(keyOf(one))) : visible
  }

  const agents = async (requested?: Names, groups?: Names, entities?: Names): Promise<Scope> => {
    const named = await agentsNamed(requested)
    const asked = await groupsNamed(groups)
    const ofEntities = await entitiesNamed(entities)
    const inGroups = asked
      ? asked.flatMap(({ site, agents: names }) => names.map(name => ({ site, name }))).filter(one => isIn(named, one))
      : named
    if (!ofEntities) return inGroups
    return candidates(inGroups, await reports.knownAgents()).filter(one => ofEntities.agents.has(keyOf(one)))
  }

  const agentsNamed = async (requested?: Names): Promise<Scope> => {
    const asker = await lookup.asker()
    if (!requested && grantOf(asker, 'agents') === 'all') return 'all'
    const known = await reports.knownAgents()
    if (!requested) return agentsVisibleTo(asker, known)
    return checked('agents', 'agent', requested, agentsVisibleTo(asker, known, requested), () =>
      candidates(agentsVisibleTo(asker, known), known),
    )
  }

  const entityKeys = async (requested: readonly string[]): Promise<readonly string[]> => {
    const known = (await lookup.entities()).map(itemOf)
    const asked = new Set(requested)
    const found = known.filter(one => asked.has(one.name) || asked.has(keyOf(one)))
    checked('entities', 'entity', requested, found, () => known)
    return found.map(keyOf)
  }

  const entitiesNamed = async (requested?: Names) => {
    if (!requested) return undefined
    const owned = await lookup.owned(await entityKeys(requested))
    return { queues: new Set(owned.queues), agents: new Set(owned.agents) }
  }

  const groupsNamed = async (requested?: Names): Promise<readonly AgentGroup[] | undefined> => {
    if (!requested) return undefined
    const visible = await agentsNamed()
    const groups = (await reports.agentGroups()).filter(
      ({ site, agents: members }) => visible === 'all' || members.some(name => isIn(visible, { site, name })),
    )
    const asked = new Set(requested)
    const found = groups.filter(({ site, name }) => asked.has(name) || asked.has(`${site}/${name}`))
    checked('groups', 'group of agents', requested, found, () => groups)
    return found
  }

  const calls = async (entities?: Names): Promise<CallScope> => {
    const [ofQueues, ofAgents] = await Promise.all([queues(null, entities), agents(null, null, entities)])
    if (ofQueues === 'all' && ofAgents === 'all') return { queues: 'all', agents: 'all' }
    const { period } = identity.scope
    return {
      queues: ofQueues === 'all' ? await reports.knownQueues() : ofQueues,
      agents: ofAgents === 'all' ? await reports.knownAgents() : ofAgents,
      ...(incalls.length > 0 && !entities && { incalls }),
      ...(period && { period }),
    }
  }

  return {
    do(action, target) {
      const reason = whyNot(identity, action, target)
      if (reason === undefined) return
      throw forbidden(`${reason}. Ask an administrator for a ${identity.person ? 'profile' : 'token'} with that right.`)
    },
    can: (action, target) => may(identity, action, target),
    opens: (action, name) => isOpen(identity, action, [name]),
    queues,
    agents,
    groups: groupsNamed,
    calls,
    async recordedCalls(entities) {
      const seen = await calls(entities)
      return seen.queues === 'all' ? seen : { ...seen, agents: [] }
    },
    hear: call => mayHear(identity, call),
    entities: site => entitiesOf(identity, site),
    entityKeys,
    seesAgent: agent => isGranted(grantOf(identity, 'agents'), agent),
    seesWhole: site => seesWholeSite(identity, site),
    async sites() {
      const visible = await Promise.all([queues(), agents()])
      const ofEntities = (identity.scope.entities ?? []).map(one => one.slice(0, one.indexOf('/')))
      const sites = new Set([...incalls.map(({ site }) => site), ...ofEntities])
      for (const scope of visible) {
        if (scope === 'all') return 'all'
        for (const { site } of scope) sites.add(site)
      }
      return sites
    },
  }
}

const isIn = (scope: Scope, { site, name }: SiteItem): boolean =>
  scope === 'all' || scope.some(item => item.site === site && item.name === name)

const keyOf = ({ site, name }: SiteItem): string => `${site}/${name}`
const itemOf = (key: string): SiteItem => ({
  site: key.slice(0, key.indexOf('/')),
  name: key.slice(key.indexOf('/') + 1),
})

const candidates = (visible: Visible, known: readonly SiteItem[]) => (visible === 'all' ? known : visible)

/** A name that matches nothing is a mistake, not an empty answer. It says the same of what is hidden and of what is not there. */
function checked(
  argument: string,
  thing: string,
  requested: readonly string[],
  scope: Scope,
  visible: () => readonly SiteItem[],
): Scope {
  if (scope === 'all') return scope
  const found = new Set(scope.flatMap(({ site, name }) => [name, `${site}/${name}`]))
  const missing = requested.find(name => !found.has(name))
  if (missing === undefined) return scope
  const names = visible().map(({ site, name }) => `${site}/${name}`)
  const known = names.length > 0 ? `You see: ${listed(names)}.` : `You see no ${thing} yet.`
  throw badInput(argument, `there is no ${thing} "${missing}" that you may see. ${known}`)
}

const listed = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ')
