import type { OtherObjects } from '../../configuration/kind.ts'
import type { Rejection } from '../../kernel/decider.ts'
import { hasUniqueAccount, users } from '../../users/configured-users.ts'

/** pbx-configuration §5.2: users with two devices under one number are in no group, paging or pickup group. */
export function uniqueAccountMember(key: string | null, field: string, others: OtherObjects): Rejection[] {
  const user = key === null ? undefined : others.get(users, key)
  if (!user || !hasUniqueAccount(user, others)) return []
  const message = `user ${user.user} has a unique account, which can only be called by itself; leave him out, or give him another line`
  return [{ field, rule: 'uniqueAccount', message }]
}
