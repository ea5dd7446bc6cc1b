import type { Sealed } from '../../configuration/shape.ts'
import type { CallPermission } from './call-permissions.ts'
import { matchesPattern } from '../numbers/matches-pattern.ts'

/** Who wants to dial what, with the permissions that he, his groups and the outcall name. */
export interface PermissionQuestion {
  /** The number that is dialled; on an incall that of the caller. */
  readonly number: string
  readonly user: readonly CallPermission[]
  readonly groups: readonly CallPermission[]
  readonly outcall: readonly CallPermission[]
  /** The user's own password, which stands for those of all permissions. */
  readonly userPassword: Sealed | null
}

export type PermissionAnswer =
  | { readonly verdict: 'allowed'; readonly because: readonly string[] }
  | { readonly verdict: 'denied'; readonly because: readonly string[] }
  /** Any of the passwords opens it. */
  | { readonly verdict: 'challenge'; readonly because: readonly string[]; readonly passwords: readonly Sealed[] }

/**
 * pbx-configuration §9.6: the user's own permissions that match decide; only when none does those of his groups, then those of the
 * outcall. Among them one that allows is enough. When nothing matches, everybody may.
 */
export function permissionFor(question: PermissionQuestion): PermissionAnswer {
  const matches = ({ enabled, extensions }: CallPermission) =>
    enabled && extensions.some(pattern => matchesPattern(pattern, question.number))
  const deciding = [question.user, question.groups, question.outcall]
    .map(permissions => permissions.filter(matches))
    .find(permissions => permissions.length > 0)
  if (!deciding) return { verdict: 'allowed', because: [] }

  const allowing = deciding.filter(({ action }) => action === 'allow')
  if (allowing.length > 0) return { verdict: 'allowed', because: namesOf(allowing) }
  const passwords = deciding.flatMap(({ password }) => password ?? [])
  if (passwords.length === 0) return { verdict: 'denied', because: namesOf(deciding) }
  return {
    verdict: 'challenge',
    because: namesOf(deciding),
    passwords: question.userPassword ? [question.userPassword] : passwords,
  }
}

const namesOf = (permissions: readonly CallPermission[]) => permissions.map(({ name }) => name)
