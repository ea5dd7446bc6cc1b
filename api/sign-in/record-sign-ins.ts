import { createThrottle } from '../auth/throttle.ts'
import type { ApiPorts } from '../ports/api-ports.ts'

const signInStream = (site: string): string => `sign-ins/${site}`

interface PersonSignedIn {
  readonly type: 'PersonSignedIn'
  readonly site: string
  readonly user: string
  readonly login: string
  /** Where the connection came from. */
  readonly address: string
}

/** Somebody had not the password, or the login is disabled. */
interface SignInRefused {
  readonly type: 'SignInRefused'
  readonly site: string
  readonly login: string
  readonly address: string
}

/** So many refusals a minute of a login go into the log of events; from then on there is nothing new in them. */
const mostAMinute = 5

/** Writes down who signed in, and who tried. Logins that there are not are only in the server's own log: they are anything. */
export function recordSignIns({ store, clock, log }: Pick<ApiPorts, 'store' | 'clock' | 'log'>) {
  const recorded = createThrottle(mostAMinute)

  const append = (event: PersonSignedIn | SignInRefused, actor: string) =>
    store.append([
      {
        stream: signInStream(event.site),
        expected: 'any',
        events: [{ type: event.type, occurredAt: clock(), site: event.site, actor, data: { ...event } }],
      },
    ])

  return {
    async signedIn(person: Omit<PersonSignedIn, 'type'>, actor: string): Promise<void> {
      await append({ type: 'PersonSignedIn', ...person }, actor)
    },
    async refused(sites: readonly string[], login: string, address: string): Promise<void> {
      if (sites.length === 0) log('warn', 'A sign-in was refused: there is no such login', { address })
      for (const site of sites) {
        log('warn', 'A sign-in was refused: wrong password, or the login is disabled', { site, login, address })
        const now = clock()
        if (recorded.secondsToWait(`${site}/${login}`, now) > 0) continue
        recorded.failed(`${site}/${login}`, now)
        await append({ type: 'SignInRefused', site, login, address }, 'system')
      }
    },
  }
}
