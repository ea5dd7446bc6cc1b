import type { Grant, Identity, SiteName } from './identity.ts'

/** `all`, or exactly these; empty: nothing. */
export type Visible = 'all' | readonly SiteName[]

/**
 * What the asker is there for. Administrators and auditors see everything, unless they are limited to entities: then they see what belongs to
 * these, once that was looked up (owned.ts). Who names any scope sees what it names and no more; who names none sees everything as an
 * analyst and nothing in any other role.
 */
export function grantOf({ role, scope }: Identity, kind: 'queues' | 'agents'): Grant {
  if (scope.entities) return scope[kind] ?? []
  if (role === 'administrator' || role === 'auditor') return 'all'
  if (role === 'analyst' && scope.queues === undefined && scope.agents === undefined) return 'all'
  return scope[kind] ?? []
}

export const isGranted = (grant: Grant, { site, name }: SiteName): boolean =>
  grant === 'all' || grant.includes(`${site}/${name}`) || grant.includes(`${site}/*`)

/** Whether every queue and every agent of a site, also one that is new tomorrow, is the asker's: counts of the whole site tell him nothing else. */
export const seesWholeSite = (identity: Identity, site: string): boolean =>
  (['queues', 'agents'] as const).every(kind => isGranted(grantOf(identity, kind), { site, name: '*' }))

const keyOf = ({ site, name }: SiteName): string => `${site}/${name}`

function granted(grant: readonly string[], known: readonly SiteName[]): SiteName[] {
  const single = grant
    .filter(entry => !entry.endsWith('/*'))
    .map(entry => ({ site: siteOf(entry), name: nameOf(entry) }))
  const wholeSites = new Set(grant.filter(entry => entry.endsWith('/*')).map(siteOf))
  const items = [...single, ...known.filter(item => wholeSites.has(item.site))]
  return [...new Map(items.map(item => [keyOf(item), item])).values()]
}

const siteOf = (entry: string): string => entry.slice(0, entry.indexOf('/'))
const nameOf = (entry: string): string => entry.slice(entry.indexOf('/') + 1)

/**
 * @param known every queue or agent that has ever been seen (`knownQueues`, `knownAgents` of the directory): what a name
 *   without a site and a grant for a whole site are resolved by
 * @param requested `sales` (at every site) or `paris/sales`; undefined: whatever is visible; a name that does not exist or is not visible
 *   is left out, so that an answer does not tell which of the two it was
 */
function visible(grant: Grant, known: readonly SiteName[], requested: readonly string[] | undefined): Visible {
  if (!requested) return grant === 'all' ? 'all' : granted(grant, known)
  const asked = new Set(requested)
  const candidates = grant === 'all' ? known : granted(grant, known)
  return candidates.filter(item => asked.has(item.name) || asked.has(keyOf(item)))
}

/** The queues that an answer may be about: the token's, cut to those asked for. */
export const queuesVisibleTo = (
  identity: Identity,
  known: readonly SiteName[],
  requested?: readonly string[],
): Visible => visible(grantOf(identity, 'queues'), known, requested)

/** The agents that an answer may be about. A grant of queues is none of agents (contact-center 17). */
export const agentsVisibleTo = (
  identity: Identity,
  known: readonly SiteName[],
  requested?: readonly string[],
): Visible => visible(grantOf(identity, 'agents'), known, requested)
