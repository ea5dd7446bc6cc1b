import { objectOf, type Configuration } from '../configuration/configuration.ts'
import { users } from '../users/configured-users.ts'
import { isCustom, lines, type Line } from '../users/lines.ts'
import { argumentText } from './escape.ts'
import type { Rendering } from './rendered-file.ts'
import { isOn } from './servers.ts'

/**
 * A user as a static member: his main line, under his own short name, which stays the same whatever his line is called
 * (pbx-configuration §7.6). A line of another server is reached through the dialplan, by its number. Undefined: there is no way.
 */
export function memberOf(user: string, penalty: number, { configuration, server }: Rendering): string | undefined {
  const line = mainLineOf(user, configuration)
  if (!line?.enabled) return undefined
  const channel = isOn(server, line.mediaServer, configuration) ? channelOf(line) : elsewhere(line)
  if (channel === undefined) return undefined
  return [channel, String(penalty), user, channel].map(argumentText).join(',')
}

export function mainLineOf(user: string, configuration: Configuration): Line | undefined {
  const [main] = objectOf(configuration, users, user)?.value.lines ?? []
  return main === undefined ? undefined : objectOf(configuration, lines, main)?.value
}

const channelOf = (line: Line): string =>
  'custom' in line.endpoint
    ? line.endpoint.custom.interface + (line.endpoint.custom.interfaceSuffix ?? '')
    : `PJSIP/${line.name}`

const elsewhere = (line: Line): string | undefined =>
  line.number === null || isCustom(line) ? undefined : `Local/${line.number}@${line.context}/n`
