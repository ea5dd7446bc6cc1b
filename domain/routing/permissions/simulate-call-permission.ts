import type { OtherObjects } from '../../configuration/kind.ts'
import { users, type User } from '../../users/configured-users.ts'
import { lines } from '../../users/lines.ts'
import { callPermissions, type CallPermission } from './call-permissions.ts'
import { contexts } from '../dialplan/contexts.ts'
import { groups } from '../groups.ts'
import { matchesPattern } from '../numbers/matches-pattern.ts'
import { outcalls, type Outcall } from '../outcalls.ts'
import { permissionFor, type PermissionAnswer } from './permission-for.ts'

/** What a user who dials a number comes to, and whether he may (pbx-configuration §9.6). */
export interface SimulatedPermission {
  readonly reaches: Reached | null
  /** Permissions are asked of calls to users and to the outside only. */
  readonly isAsked: boolean
  readonly answer: PermissionAnswer
}

/** An object that has the number, e.g. `line`, or a route to the outside. */
interface Reached {
  readonly kind: string
  readonly key: string
}

/** @param user his short name; @returns undefined where there is no such user, or he has no line to dial on */
export function simulateCallPermission(
  others: OtherObjects,
  user: string,
  number: string,
): SimulatedPermission | undefined {
  const caller = others.get(users, user)
  const [main] = caller?.lines ?? []
  const context = main === undefined ? undefined : others.get(lines, main)?.context
  if (!caller || context === undefined) return undefined
  const reaches = reachedFrom(context, number, others) ?? null
  const isAsked = reaches?.kind === 'line' || reaches?.kind === 'outcall'
  if (!isAsked) return { reaches, isAsked, answer: { verdict: 'allowed', because: [] } }
  const route = reaches.kind === 'outcall' ? others.get(outcalls, reaches.key) : undefined
  const answer = permissionFor({
    number,
    user: named(caller.callPermissions, others),
    groups: named(permissionsOfGroups(user, others), others),
    outcall: named(route?.callPermissions ?? [], others),
    userPassword: caller.callPermissionPassword,
  })
  return { reaches, isAsked, answer }
}

const named = (names: readonly string[], others: OtherObjects): readonly CallPermission[] =>
  names.flatMap(name => others.get(callPermissions, name) ?? [])

const permissionsOfGroups = (user: User['user'], others: OtherObjects): readonly string[] => [
  ...new Set(
    others
      .all(groups)
      .flatMap(({ value }) =>
        value.enabled && value.members.some(member => member.user === user) ? value.callPermissions : [],
      ),
  ),
]

/** As Asterisk looks for it: the numbers of the context, its routes, then the contexts that it includes, in their order. */
export function reachedFrom(context: string, number: string, others: OtherObjects): Reached | undefined {
  const own = others.ownerOf(number, context)
  if (own) return own
  const route = routeFor(context, number, others)
  if (route) return { kind: 'outcall', key: route.name }
  for (const included of others.get(contexts, context)?.includes ?? []) {
    const found = others.get(contexts, included)?.enabled ? reachedFrom(included, number, others) : undefined
    if (found) return found
  }
  return undefined
}

/** The route with the lowest priority that has the number; of several, the one whose pattern fits best (pbx-configuration §9.2). */
function routeFor(context: string, number: string, others: OtherObjects): Outcall | undefined {
  const fitting = others
    .all(outcalls)
    .flatMap(({ value }) =>
      value.enabled && value.contexts.includes(context)
        ? value.patterns
            .filter(({ pattern }) => matchesPattern(pattern, number))
            .map(({ pattern }) => ({ route: value, pattern }))
        : [],
    )
  return fitting.sort((a, b) => a.route.priority - b.route.priority || compareFit(a.pattern, b.pattern))[0]?.route
}

/** Signs of a pattern by how many digits each stands for: Asterisk takes the narrower one at the first difference. */
const widths: Readonly<Record<string, number>> = { N: 8, Z: 9, X: 10, '.': 20, '!': 21 }

function compareFit(a: string, b: string): number {
  const [ofA, ofB] = [widthsOf(a), widthsOf(b)]
  const at = ofA.findIndex((width, i) => width !== ofB[i])
  return at < 0 ? 0 : (ofA[at] ?? 0) - (ofB[at] ?? 0)
}

const widthsOf = (pattern: string): readonly number[] =>
  (pattern.match(/\[[^\]]*\]|./g) ?? []).map(sign => (sign.startsWith('[') ? 7 : (widths[sign] ?? 1)))
