import { inTurns } from '../../domain/kernel/in-turn.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { createThrottle, type Throttle } from './throttle.ts'

/** Of one login, from wherever: so many wrong passwords in so many seconds. */
const mostOfLogin = 20
const loginWindowSeconds = 300
/** No login is longer: whatever is sent takes up a bounded memory. */
const longestLogin = 64

interface Tried {
  readonly login: string
  /** Where the connection came from. */
  readonly address: string
}

/**
 * Looks for whose login and password these are.
 * @returns what `find` found, or the seconds to wait until somebody is listened to
 */
type PasswordAttempt = <Search extends object>(
  tried: Tried,
  find: () => Promise<Search>,
) => Promise<Search | { readonly wait: number }>

/**
 * A password can be guessed, as a token cannot: who has failed too often, from one address or with one login, is not even listened to. What
 * is tried at once is tried one after the other, or all of it would be before the first failure counts.
 * @param throttle of addresses, the same as for tokens
 */
export function passwordAttempts(throttle: Throttle, clock: () => Micros): PasswordAttempt {
  const ofLogin = createThrottle(mostOfLogin, loginWindowSeconds)
  const [byAddress, byLogin] = [inTurns(), inTurns()]

  return ({ login, address }, find) => {
    const counted = login.slice(0, longestLogin)
    const attempt = async () => {
      const wait = Math.max(throttle.secondsToWait(address, clock()), ofLogin.secondsToWait(counted, clock()))
      if (wait > 0) return { wait }
      const search = await find()
      if ('refusedAt' in search) {
        throttle.failed(address, clock())
        ofLogin.failed(counted, clock())
      }
      return search
    }
    return byAddress(address, () => byLogin(counted, attempt))
  }
}
