import type { ServiceAccess } from '../../access/service-accesses.ts'
import type { Rejection } from '../../kernel/decider.ts'

/** platform-services §7.2: a list of wildcards alone holds nobody back. */
export function opensEverything({ acl, login }: ServiceAccess): readonly Rejection[] {
  const wide = acl.find(one => /^[*#.]+$/.test(one))
  if (wide === undefined) return []
  const message = `${login} may do everything that its role may (${wide}): name what it needs, see accessNames`
  return [{ field: 'acl', rule: 'opensEverything', message }]
}
