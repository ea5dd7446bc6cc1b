import type { Rejection } from '../../kernel/decider.ts'
import type { Trunk } from '../../routing/sip/trunks.ts'
import type { Line } from '../../users/lines.ts'

/** pbx-configuration §5.3: stored, so that nothing is lost, and without effect. */
export function notRendered({ unrenderedOptions }: Pick<Line | Trunk, 'unrenderedOptions'>): readonly Rejection[] {
  if (unrenderedOptions.length === 0) return []
  const names = [...new Set(unrenderedOptions.map(({ name }) => name))].join(', ')
  const message = `not rendered: ${names}; PJSIP has nothing like it`
  return [{ field: 'unrenderedOptions', rule: 'notRendered', message }]
}

const longestWithStandbySeconds = 300

/** pbx-configuration §9.3 and §17.4: until it is renewed, the other side calls the server that is down. */
export function longRegistration({ endpoint, enabled }: Trunk): readonly Rejection[] {
  const registration = 'sip' in endpoint ? endpoint.sip.registration : null
  if (!enabled || !registration || registration.expirySeconds < longestWithStandbySeconds) return []
  const message = `it registers for ${registration.expirySeconds} s: with a standby server calls go to the one that is down for that long; say less than ${longestWithStandbySeconds} if there is one`
  return [{ field: 'endpoint.sip.registration.expirySeconds', rule: 'standby', message }]
}
