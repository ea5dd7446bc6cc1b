import { objectOf, type Configuration } from '../configuration/configuration.ts'
import { users } from '../users/configured-users.ts'
import { isCustom, lines, type Line } from '../users/lines.ts'
import { contextOf } from './dialplan/names.ts'
import { argumentText } from './escape.ts'
import type { Rendering } from './rendered-file.ts'
import { isOn } from './servers.ts'

/**
 * A user as a static member: his main line, under his own short name, which stays the same whatever his line is called
 * (pbx-configuration §7.6). Custom lines, and those of other servers, are dialled by their contexts (§5.2). Undefined: there is no way.
 */
export function memberOf(user: string, penalty: number, { configuration, server }: Rendering): string | undefined {
  const line = mainLineOf(user, configuration)
  if (!line?.enabled) return undefined
  const here = isOn(server, line.mediaServer, configuration)
  const channel = here && !isCustom(line) ? `PJSIP/${line.name}` : `Local/s@${contextOf('line', line.name)}/n`
  return [channel, String(penalty), user, (here && customChannel(line)) || channel].map(argumentText).join(',')
}

function mainLineOf(user: string, configuration: Configuration): Line | undefined {
  const [main] = objectOf(configuration, users, user)?.value.lines ?? []
  return main === undefined ? undefined : objectOf(configuration, lines, main)?.value
}

/** The channel by whose state a custom line is busy or free. */
const customChannel = ({ endpoint }: Line): string | undefined =>
  'custom' in endpoint ? endpoint.custom.interface + (endpoint.custom.interfaceSuffix ?? '') : undefined
