import { timingSafeEqual } from 'node:crypto'
import type { GrantedScope, Role, ServiceOfToken } from '../../domain/access/identity.ts'
import { rightsOfService } from '../../domain/access/service.ts'
import { serviceAccesses } from '../../domain/access/service-accesses.ts'
import { objectOf } from '../../domain/configuration/configuration.ts'
import { sha256 } from '../auth/tokens-now.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import type { TokenRequest } from './credentials.ts'

/** A service with what it may do now. */
export interface FoundAccess {
  readonly service: ServiceOfToken
  readonly role: Role
  readonly scope: GrantedScope
}

type Search =
  | { readonly found: FoundAccess }
  /** Sites at which there is such a login, with another password; none: there is no such login. */
  | { readonly refusedAt: readonly string[] }
  /** Sites at which there is such a login with this password. */
  | { readonly ambiguous: readonly string[] }

/**
 * Whose login and password these are. A password is sealed and compared with what is stored, at every site that is looked at, whether it
 * has such a login or not: the time taken tells little of which there are.
 */
export async function findAccess(
  { reports, configuration: { reader, rules } }: Pick<ApiPorts, 'reports' | 'configuration'>,
  { login, password, site: named }: TokenRequest,
): Promise<Search> {
  const sites = (await reports.sites()).map(({ site }) => site).filter(site => named === undefined || named === site)
  const found: FoundAccess[] = []
  const refusedAt: string[] = []
  const given = sha256(rules.seal(password, `${serviceAccesses.name}:${login}:password`))
  for (const site of sites) {
    const { configuration } = await reader.now(site)
    const access = objectOf(configuration, serviceAccesses, login)
    const stored = sha256(access?.value.password.sealed ?? '')
    const same = timingSafeEqual(Buffer.from(given), Buffer.from(stored))
    if (!access) continue
    if (!same) refusedAt.push(site)
    else
      found.push({
        service: { site, login, id: access.id, password: stored },
        ...rightsOfService(site, access.value, configuration),
      })
  }
  const [only, ...others] = found
  if (!only) return { refusedAt }
  return others.length === 0 ? { found: only } : { ambiguous: found.map(({ service }) => service.site) }
}
