import type { People, SignedIn, SignInRequest } from '../auth/people.ts'
import { createThrottle, type Throttle } from '../auth/throttle.ts'
import type { ApiPorts } from '../ports.ts'
import { recordSignIns } from './record-sign-ins.ts'

/** Stable: programs branch on them (contact-center §18). */
export type SignInFault = 'InvalidCredentials' | 'TooManyAttempts' | 'SiteRequired'

export type SignInAnswer =
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

/** Of one login, from wherever: so many wrong passwords in so many seconds. */
const mostOfLogin = 20
const loginWindowSeconds = 300
/** No login is longer: whatever is sent takes up a bounded memory. */
const longestLogin = 64

/**
 * Signs people in by login and password. A password can be guessed, as a token cannot: who has failed too often, from one address or with
 * one login, is not even listened to.
 */
export function createSignIn({ ports, people, throttle }: SignInPorts): SignIn {
  const { clock } = ports
  const ofLogin = createThrottle(mostOfLogin, loginWindowSeconds)
  const recorded = recordSignIns(ports)

  return async (request, address) => {
    const { login } = request
    const counted = login.slice(0, longestLogin)
    const wait = Math.max(throttle.secondsToWait(address, clock()), ofLogin.secondsToWait(counted, clock()))
    if (wait > 0) return tooMany(wait)
    const search = await people.find(request)
    if ('found' in search) {
      const { site, user } = search.found.session
      await recorded.signedIn({ site, user, login, address }, search.found.label)
      return { ok: true, person: search.found }
    }
    // Who knows the password may be told where it is one.
    if ('ambiguous' in search) return siteNeeded(search.ambiguous)
    throttle.failed(address, clock())
    ofLogin.failed(counted, clock())
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
