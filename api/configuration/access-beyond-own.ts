import { beyondOwnAccess } from '../../domain/access/beyond-own-access.ts'
import { serviceAccesses } from '../../domain/access/service-accesses.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { objectOf } from '../../domain/configuration/configuration.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import type { ApiContext } from '../context.ts'

/**
 * Who has an access list himself lets no service do more than he may: neither by giving it a wider list, nor by the password of one
 * that has a wider list. Nor does he grant profiles, unless his list opens everything.
 */
export async function accessBeyondOwn(
  { identity, configuration: { reader } }: Pick<ApiContext, 'identity' | 'configuration'>,
  site: string,
  commands: readonly ConfigurationCommand[],
): Promise<readonly Rejection[]> {
  if (!identity.scope.acl) return []
  const { configuration } = await reader.now(site)
  return commands.flatMap((command, i) => [
    ...profileGrants.flatMap(name => (command[name] ? beyondOwnAccess(identity, ['#'], `commands[${i}].${name}`) : [])),
    ...(['defineServiceAccess', 'changeServiceAccess'] as const).flatMap(name => {
      const input = command[name]
      if (!input) return []
      const held = objectOf(configuration, serviceAccesses, String(input['login']))?.value.acl ?? []
      const given = Array.isArray(input['acl']) ? input['acl'].filter(one => typeof one === 'string') : []
      return beyondOwnAccess(identity, [...held, ...given], `commands[${i}].${name}.acl`)
    }),
  ])
}

/** A profile is narrowed by no list. */
const profileGrants = ['grantProfile', 'updateProfileScope', 'defineRightsProfile', 'changeRightsProfile'] as const
