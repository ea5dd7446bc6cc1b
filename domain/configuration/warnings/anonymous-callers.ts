import type { Rejection } from '../../kernel/decider.ts'
import type { Outcall } from '../../routing/outcalls.ts'
import { sipSettings } from '../../routing/sip/sip-settings.ts'
import { trunks, type Trunk } from '../../routing/sip/trunks.ts'
import { users } from '../../users/configured-users.ts'
import { singleKey, type OtherObjects } from '../kind.ts'

/**
 * pbx-configuration §9.4: of an anonymous caller the network alone learns the number, in P-Asserted-Identity. Where the route has none, it is
 * told his internal one, which a network may refuse.
 */
export function anonymousWithoutNumber(route: Outcall, others: OtherObjects): readonly Rejection[] {
  const { enabled, internal, patterns } = route
  const without = patterns.findIndex(({ callerId }) => callerId === null)
  if (!enabled || internal || without < 0 || !assertsIdentity(route, others)) return []
  const anonymous = others.all(users).filter(({ value }) => {
    const shown = value.outgoingCallerId
    return value.enabled && shown !== null && 'anonymous' in shown && shown.anonymous.assertedNumber === null
  })
  const [first] = anonymous
  if (!first) return []
  const message = `${anonymous.length === 1 ? first.key : `${first.key} and ${anonymous.length - 1} more`} call anonymously, and over this route the network is told their internal number: give the pattern a callerId`
  return [{ field: `patterns[${without}].callerId`, rule: 'anonymous', message }]
}

const assertsIdentity = (route: Outcall, others: OtherObjects): boolean => {
  const inGeneral = others.get(sipSettings, singleKey)?.sendIdentity
  return route.trunks.some(name => sendsAsserted(others.get(trunks, name), inGeneral))
}

const sendsAsserted = (trunk: Trunk | undefined, inGeneral: string | undefined): boolean =>
  trunk !== undefined && 'sip' in trunk.endpoint && (trunk.endpoint.sip.sendIdentity ?? inGeneral) === 'pai'
