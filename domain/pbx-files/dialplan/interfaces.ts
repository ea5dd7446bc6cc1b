import { browserEndpointOf, lines, type Line } from '../../users/lines.ts'
import type { User } from '../../users/configured-users.ts'
import { code, run, set, subroutine, type Code } from './dialplan.ts'
import { contextOf } from './names.ts'
import { pickupMark } from './pickup.ts'
import type { Scope } from './scope.ts'
import { elsewhereContext } from './servers.ts'
import { predial } from './subroutines.ts'

/** What is dialled to ring a user: all his lines at once. Empty: he has none that can be rung. */
export const interfacesOf = (user: User, scope: Scope): Code => ({
  code: linesOf(user, scope)
    .map(line => interfaceOf(line, user, scope).code)
    .join('&'),
})

export const linesOf = (user: User, scope: Scope): readonly Line[] =>
  user.lines.flatMap(name => scope.get(lines, name) ?? []).filter(({ enabled }) => enabled)

/** Custom lines, and those on another server, are behind a context of their own (pbx-configuration §5.2). */
function interfaceOf(line: Line, user: User, scope: Scope): Code {
  if ('custom' in line.endpoint || scope.elsewhere(line.mediaServer) !== undefined)
    return code`Local/s@${contextOf('line', line.name)}/n`
  if ('uniqueAccount' in line.endpoint && user.preferredDevice === 'webRTC') return browserFirst(line.name)
  return devices(line)
}

function devices({ name, endpoint }: Line): Code {
  const { maxContacts } =
    'sip' in endpoint
      ? endpoint.sip
      : 'webrtc' in endpoint
        ? endpoint.webrtc
        : 'uniqueAccount' in endpoint
          ? endpoint.uniqueAccount
          : { maxContacts: 1 }
  // Without anybody registered there are no contacts to dial, and the name alone fails in the way that counts as not there.
  return maxContacts === 1
    ? code`PJSIP/${name}`
    : code`\${IF($["\${PJSIP_DIAL_CONTACTS(${name})}" = ""]?PJSIP/${name}:\${PJSIP_DIAL_CONTACTS(${name})})}`
}

/** The browser while it is logged in; otherwise the desk phone, and never both (pbx-configuration §5.2). */
const browserFirst = (name: string): Code =>
  code`\${IF($["\${DEVICE_STATE(PJSIP/${browserEndpointOf(name)})}" = "UNAVAILABLE"]?PJSIP/${name}:PJSIP/${browserEndpointOf(name)})}`

/** Contexts of lines that are not dialled by themselves. The mark makes pickup of a custom line possible (§8.3). */
export function lineContexts(scope: Scope): readonly string[] {
  return scope.all(lines).flatMap(({ value: line }) => {
    if (!line.enabled) return []
    const server = scope.elsewhere(line.mediaServer)
    if (server !== undefined) return [elsewhereContext('line', line.name, server)]
    const name = contextOf('line', line.name)
    if ('custom' in line.endpoint) {
      const { interface: channel, interfaceSuffix } = line.endpoint.custom
      return [
        subroutine(
          name,
          ...(line.number === null ? [] : [pickupMark(line.number, line.context)]),
          run`Dial(${{ code: dialled(channel + (interfaceSuffix ?? '')) }},,${predial})`,
          run`Hangup()`,
        ),
      ]
    }
    if (!scope.several) return []
    return [subroutine(name, set`XIVO_LINE=${line.name}`, run`Dial(PJSIP/${line.name},,${predial})`, run`Hangup()`)]
  })
}

/** A channel of the configuration has the letters of its format and no others. */
export function dialled(channel: string): string {
  if (!/^[A-Za-z0-9_.+@:*#/-]+$/.test(channel)) throw new Error(`${channel} is no channel that can be dialled`)
  return channel
}
