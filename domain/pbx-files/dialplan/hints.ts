import type { User } from '../../users/configured-users.ts'
import { browserEndpointOf } from '../../users/lines.ts'
import { dialled, linesOf } from './interfaces.ts'
import type { Scope } from './scope.ts'

/** What phones that watch a user look at: his devices on this server. Undefined: he is not watched, or has none here. */
export function userHint(user: User, scope: Scope): string | undefined {
  if (!user.supervisionEnabled) return undefined
  const devices = linesOf(user, scope)
    .filter(({ mediaServer }) => scope.elsewhere(mediaServer) === undefined)
    .flatMap(({ name, endpoint }) => {
      if ('custom' in endpoint) return [dialled(endpoint.custom.interface)]
      return 'uniqueAccount' in endpoint ? [`PJSIP/${name}`, `PJSIP/${browserEndpointOf(name)}`] : [`PJSIP/${name}`]
    })
  return devices.length === 0 ? undefined : devices.join('&')
}
