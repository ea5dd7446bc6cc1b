import type { Rejection } from '../kernel/decider.ts'
import { isWithin, type Acl } from './acl.ts'
import type { Identity } from './identity.ts'

/** Who has an access list gives none that opens what his does not: otherwise it would hold him back from nothing. */
export function beyondOwnAccess(
  { label, scope: { acl } }: Identity,
  given: Acl | undefined,
  field: string,
): readonly Rejection[] {
  if (!acl || (given && isWithin(given, acl))) return []
  const wide = given?.find(one => !isWithin([one], acl)) ?? 'everything'
  const message = `${label} has an access list that does not open ${wide}: give a part of ${acl.join(', ')}`
  return [{ field, rule: 'within', message }]
}
