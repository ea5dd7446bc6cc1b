import { objectOf, type Configuration } from '../configuration/configuration.ts'
import { agentsIn } from './agents-in-groups.ts'
import type { GrantedScope, Role, ServiceOfToken } from './identity.ts'
import { serviceAccesses, type ServiceAccess } from './service-accesses.ts'

/** Written as actor into what the service causes. */
export const labelOfService = ({ site, login }: Pick<ServiceOfToken, 'site' | 'login'>): string =>
  `service ${login}@${site}`

interface ServiceRights {
  readonly role: Role
  readonly scope: GrantedScope
}

/** What an access lets do and see, with whoever is in its groups then. */
export function rightsOfService(site: string, access: ServiceAccess, configuration: Configuration): ServiceRights {
  const { role, acl, queues, agentGroups, entities, dissuasionAccess } = access
  const ofSite = (name: string) => `${site}/${name}`
  if (role === 'administrator' || role === 'auditor')
    return { role, scope: { ...(entities.length > 0 && { entities: entities.map(ofSite) }), acl } }
  const limited = queues.length > 0 || agentGroups.length > 0
  return {
    role,
    scope: {
      queues: limited ? queues.map(ofSite) : [ofSite('*')],
      agents: limited ? agentsIn(agentGroups, configuration).map(ofSite) : [ofSite('*')],
      ...(dissuasionAccess && { dissuasion: true }),
      acl,
    },
  }
}

/**
 * What the token of a service may do now.
 * @param hashOf SHA-256, hexadecimal
 * @returns undefined when the access is gone, or its password is another one
 */
export function rightsOfTokenNow(
  service: ServiceOfToken,
  configuration: Configuration,
  hashOf: (text: string) => string,
): ServiceRights | undefined {
  const access = objectOf(configuration, serviceAccesses, service.login)
  if (access?.id !== service.id || hashOf(access.value.password.sealed) !== service.password) return undefined
  const { role, scope } = rightsOfService(service.site, access.value, configuration)
  return { role, scope: { ...scope, service } }
}
