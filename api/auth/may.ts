import type { Identity } from '../../domain/access/identity.ts'
import { may, whyNot, type Action, type Target } from '../../domain/access/rights.ts'
import { agentsVisibleTo, grantOf, queuesVisibleTo, type Visible } from '../../domain/access/visible.ts'
import type { CallScope } from '../../projections/calls/types.ts'
import type { Scope, SiteItem } from '../../projections/scope.ts'
import { badInput, forbidden } from '../errors.ts'
import type { Reports } from '../ports.ts'

/** What the asker may do and see. The rules are in domain/access; here they meet the request. */
export interface May {
  /** @throws FORBIDDEN with the reason */
  do(action: Action, target?: Target): void
  can(action: Action, target?: Target): boolean
  /** @throws BAD_USER_INPUT when a name asked for is no queue that the asker may see */
  queues(requested?: readonly string[] | null): Promise<Scope>
  /** @param groups no group of agents can be defined yet, so every name is unknown */
  agents(requested?: readonly string[] | null, groups?: readonly string[] | null): Promise<Scope>
  /** What makes a call visible: one of these queues or agents. Calls that touch none need a token that sees all queues and all agents. */
  calls(): Promise<CallScope>
  /** Sites of everything that the asker may see; `all` when nothing is hidden. */
  sites(): Promise<'all' | ReadonlySet<string>>
}

export function mayOf(identity: Identity, reports: Pick<Reports, 'knownQueues' | 'knownAgents'>): May {
  const queues = async (requested?: readonly string[] | null): Promise<Scope> => {
    if (!requested && grantOf(identity, 'queues') === 'all') return 'all'
    const known = await reports.knownQueues()
    if (!requested) return queuesVisibleTo(identity, known)
    return checked('queues', 'queue', requested, queuesVisibleTo(identity, known, requested), () =>
      candidates(queuesVisibleTo(identity, known), known),
    )
  }

  const agents = async (requested?: readonly string[] | null, groups?: readonly string[] | null): Promise<Scope> => {
    for (const group of groups ?? []) throw badInput('groups', `there is no group of agents called "${group}"`)
    if (!requested && grantOf(identity, 'agents') === 'all') return 'all'
    const known = await reports.knownAgents()
    if (!requested) return agentsVisibleTo(identity, known)
    return checked('agents', 'agent', requested, agentsVisibleTo(identity, known, requested), () =>
      candidates(agentsVisibleTo(identity, known), known),
    )
  }

  const calls = async (): Promise<CallScope> => {
    const [ofQueues, ofAgents] = await Promise.all([queues(), agents()])
    if (ofQueues === 'all' && ofAgents === 'all') return { queues: 'all', agents: 'all' }
    return {
      queues: ofQueues === 'all' ? await reports.knownQueues() : ofQueues,
      agents: ofAgents === 'all' ? await reports.knownAgents() : ofAgents,
    }
  }

  return {
    do(action, target) {
      const reason = whyNot(identity, action, target)
      if (reason !== undefined) throw forbidden(`${reason}. Ask an administrator for a token with that right.`)
    },
    can: (action, target) => may(identity, action, target),
    queues,
    agents,
    calls,
    async sites() {
      const visible = await Promise.all([queues(), agents()])
      const sites = new Set<string>()
      for (const scope of visible) {
        if (scope === 'all') return 'all'
        for (const { site } of scope) sites.add(site)
      }
      return sites
    },
  }
}

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
