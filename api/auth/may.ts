import { entitiesOf } from '../../domain/access/entities.ts'
import { incallsOf } from '../../domain/access/incalls.ts'
import type { Identity } from '../../domain/access/identity.ts'
import { mayHear, type CallInQuestion } from '../../domain/access/recordings.ts'
import { isOpen, may, whyNot, type Action, type Target } from '../../domain/access/rights.ts'
import { agentsVisibleTo, grantOf, queuesVisibleTo, type Visible } from '../../domain/access/visible.ts'
import type { AgentGroup } from '../../projections/directory/names.ts'
import type { CallScope } from '../../projections/calls/types.ts'
import type { Scope, SiteItem } from '../../projections/scope.ts'
import { badInput, forbidden } from '../errors.ts'
import type { Reports } from '../ports.ts'

/** What the asker may do and see. The rules are in domain/access; here they meet the request. */
export interface May {
  /** @throws FORBIDDEN with the reason */
  do(action: Action, target?: Target): void
  can(action: Action, target?: Target): boolean
  /** Whether his role and his access list let him do anything that goes by this name. */
  opens(action: Action, name: string): boolean
  /** @throws BAD_USER_INPUT when a name asked for is no queue that the asker may see */
  queues(requested?: readonly string[] | null): Promise<Scope>
  /** @param groups only who is in one of them now */
  agents(requested?: readonly string[] | null, groups?: readonly string[] | null): Promise<Scope>
  /**
   * The groups of these names; undefined: none were named.
   * @throws BAD_USER_INPUT when a name is that of no group with an agent whom the asker may see
   */
  groups(requested?: readonly string[] | null): Promise<readonly AgentGroup[] | undefined>
  /**
   * What makes a call visible: one of these queues or agents, or the number at which it came in. Calls that touch none of them are for who
   * sees all queues and all agents.
   */
  calls(): Promise<CallScope>
  /** The calls of which the asker may know whether they were recorded. `hear` says it of one that he sees. */
  recordedCalls(): Promise<CallScope>
  hear(call: CallInQuestion): boolean
  /** The entities of a site whose configuration the asker may see and change; `all`: he is not limited to some. */
  entities(site: string): 'all' | readonly string[]
  /** Sites of everything that the asker may see; `all` when nothing is hidden. */
  sites(): Promise<'all' | ReadonlySet<string>>
}

export function mayOf(identity: Identity, reports: Pick<Reports, 'knownQueues' | 'knownAgents' | 'agentGroups'>): May {
  const incalls = incallsOf(identity.scope)

  const queues = async (requested?: readonly string[] | null): Promise<Scope> => {
    if (!requested && grantOf(identity, 'queues') === 'all') return 'all'
    const known = await reports.knownQueues()
    if (!requested) return queuesVisibleTo(identity, known)
    return checked('queues', 'queue', requested, queuesVisibleTo(identity, known, requested), () =>
      candidates(queuesVisibleTo(identity, known), known),
    )
  }

  const agents = async (requested?: readonly string[] | null, groups?: readonly string[] | null): Promise<Scope> => {
    const named = await agentsNamed(requested)
    const asked = await groupsNamed(groups)
    if (!asked) return named
    const members = asked.flatMap(({ site, agents: names }) => names.map(name => ({ site, name })))
    return members.filter(one => isIn(named, one))
  }

  const agentsNamed = async (requested?: readonly string[] | null): Promise<Scope> => {
    if (!requested && grantOf(identity, 'agents') === 'all') return 'all'
    const known = await reports.knownAgents()
    if (!requested) return agentsVisibleTo(identity, known)
    return checked('agents', 'agent', requested, agentsVisibleTo(identity, known, requested), () =>
      candidates(agentsVisibleTo(identity, known), known),
    )
  }

  const groupsNamed = async (requested?: readonly string[] | null): Promise<readonly AgentGroup[] | undefined> => {
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

  const calls = async (): Promise<CallScope> => {
    const [ofQueues, ofAgents] = await Promise.all([queues(), agents()])
    if (ofQueues === 'all' && ofAgents === 'all') return { queues: 'all', agents: 'all' }
    const { period } = identity.scope
    return {
      queues: ofQueues === 'all' ? await reports.knownQueues() : ofQueues,
      agents: ofAgents === 'all' ? await reports.knownAgents() : ofAgents,
      ...(incalls.length > 0 && { incalls }),
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
    async recordedCalls() {
      const seen = await calls()
      return seen.queues === 'all' ? seen : { ...seen, agents: [] }
    },
    hear: call => mayHear(identity, call),
    entities: site => entitiesOf(identity, site),
    async sites() {
      const visible = await Promise.all([queues(), agents()])
      const sites = new Set(incalls.map(({ site }) => site))
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
