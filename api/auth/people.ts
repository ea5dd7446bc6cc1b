import { timingSafeEqual } from 'node:crypto'
import type { Identity, SessionOfPerson } from '../../domain/access/identity.ts'
import { identityOfPerson, type SiteOfPerson } from '../../domain/access/person.ts'
import {
  objectOf,
  objectsOf,
  type Configuration,
  type ConfiguredObject,
} from '../../domain/configuration/configuration.ts'
import { users, type User } from '../../domain/users/configured-users.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { sha256 } from './tokens-now.ts'

export interface SignInRequest {
  readonly login: string
  readonly password: string
  /** Where the login is looked for; undefined: at every site. */
  readonly site: string | undefined
}

/** A person who has signed in. */
export type SignedIn = Identity & { readonly session: SessionOfPerson }

type Search =
  | { readonly found: SignedIn }
  /** Sites at which there is such a login, disabled or with another password; none: there is no such login. */
  | { readonly refusedAt: readonly string[] }
  /** Sites at which there is such a login with this password. */
  | { readonly ambiguous: readonly string[] }

/** The users of all sites who have an application login (contact-center §18), as they are configured now. */
export interface People {
  find(request: SignInRequest): Promise<Search>
  /** Who it is, with the rights that he has now; undefined: the session has ended. */
  now(session: SessionOfPerson): Promise<SignedIn | undefined>
}

export function createPeople({
  reports,
  configuration: { reader, rules },
  clock,
}: Pick<ApiPorts, 'reports' | 'configuration' | 'clock'>): People {
  /**
   * The password is sealed and compared with what is stored, at every site that is looked at, whether it has such a login or not: the time
   * taken tells little of which there are.
   */
  const tried = (login: string, password: string, configuration: Configuration) => {
    const user = objectsOf(configuration, users).find(({ value }) => value.ctiLogin === login)
    const given = sha256(rules.seal(password, `${users.name}:${user?.key ?? ''}:ctiPassword`))
    const stored = passwordOf(user)
    const same = timingSafeEqual(Buffer.from(given), Buffer.from(stored))
    return { user, isRight: same && user?.value.ctiPassword != null && user.value.ctiEnabled }
  }

  return {
    async find({ login, password, site: named }) {
      const sites = (await reports.sites()).filter(({ site }) => named === undefined || named === site)
      const found: SignedIn[] = []
      const refusedAt: string[] = []
      for (const at of sites) {
        const { configuration } = await reader.now(at.site)
        const { user, isRight } = tried(login, password, configuration)
        if (user && isRight) found.push(signedIn(at, user, configuration, null))
        else if (user) refusedAt.push(at.site)
      }
      const [only, ...others] = found
      if (!only) return { refusedAt }
      return others.length === 0 ? { found: only } : { ambiguous: found.map(({ session }) => session.site) }
    },

    async now({ site, user: name, id, password, until }) {
      if (until !== null && until <= clock()) return undefined
      const at = (await reports.sites()).find(row => row.site === site)
      if (!at) return undefined
      const { configuration } = await reader.now(site)
      const user = objectOf(configuration, users, name)
      const isHim = user?.id === id && user.value.ctiEnabled && passwordOf(user) === password
      return isHim ? signedIn(at, user, configuration, until) : undefined
    },
  }
}

const passwordOf = (user: ConfiguredObject<User> | undefined): string => sha256(user?.value.ctiPassword?.sealed ?? '')

const signedIn = (
  at: SiteOfPerson,
  user: ConfiguredObject<User>,
  configuration: Configuration,
  until: SessionOfPerson['until'],
): SignedIn => ({
  ...identityOfPerson(at, user.value, configuration),
  session: { site: at.site, user: user.key, id: user.id, password: passwordOf(user), until },
})
