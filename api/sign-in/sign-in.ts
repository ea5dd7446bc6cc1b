import type { People, SignedIn, SignInRequest } from '../auth/people.ts'
import { passwordAttempts } from '../auth/password-attempts.ts'
import type { Throttle } from '../auth/throttle.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { recordSignIns } from './record-sign-ins.ts'

/** Stable: programs branch on them (contact-center §18). */
type SignInFault = 'InvalidCredentials' | 'TooManyAttempts' | 'SiteRequired'

type SignInAnswer =
  | { readonly ok: true; readonly person: SignedIn }
  | {
      readonly ok: false
      readonly status: 400 | 401 | 429
      readonly fault: SignInFault
      readonly message: string
      readonly retryAfterSeconds?: number
    }

export type SignIn = (request: SignInRequest, address: string) => Promise<SignInAnswer>

interface SignInPorts {
  readonly ports: Pick<ApiPorts, 'store' | 'clock' | 'log'>
  readonly people: Pick<People, 'find'>
  /** Of addresses, the same as for tokens. */
  readonly throttle: Throttle
}

/** Signs people in by login and password. */
export function createSignIn({ ports, people, throttle }: SignInPorts): SignIn {
  const attempt = passwordAttempts(throttle, ports.clock)
  const recorded = recordSignIns(ports)

  return async (request, address) => {
    const { login } = request
    const search = await attempt({ login, address }, () => people.find(request))
    if ('wait' in search) return tooMany(search.wait)
    if ('found' in search) {
      const { site, user } = search.found.session
      await recorded.signedIn({ site, user, login, address }, search.found.label)
      return { ok: true, person: search.found }
    }
    // Who knows the password may be told where it is one.
    if ('ambiguous' in search) return siteNeeded(search.ambiguous)
    await recorded.refused(search.refusedAt, login, address)
    return wrong
  }
}

const wrong: SignInAnswer = {
  ok: false,
  status: 401,
  fault: 'InvalidCredentials',
  message: 'There is nobody with this login and password, or the login is disabled.',
}

const siteNeeded = (sites: readonly string[]): SignInAnswer => ({
  ok: false,
  status: 400,
  fault: 'SiteRequired',
  message: `There is such a login at ${sites.join(' and ')}: say which site.`,
})

const tooMany = (wait: number): SignInAnswer => ({
  ok: false,
  status: 429,
  fault: 'TooManyAttempts',
  message: `Too many attempts failed. Try again in ${wait} seconds.`,
  retryAfterSeconds: wait,
})
