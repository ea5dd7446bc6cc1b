import { createThrottle } from '../auth/throttle.ts'
import type { ApiPorts } from '../ports/api-ports.ts'

const serviceAccessStream = (site: string): string => `service-access/${site}`

/** What an auditor reads of somebody who did not know the password of a service. */
interface ServiceAccessRefused {
  readonly type: 'ServiceAccessRefused'
  readonly site: string
  readonly login: string
  /** Where the connection came from. */
  readonly address: string
}

/** So many a minute of a login go into the log of events; from then on there is nothing new in them. */
const mostAMinute = 5

/** Writes down that somebody tried the login of a service. Logins that there are not are only in the server's own log: they are anything. */
export function recordRefusals({ store, clock, log }: Pick<ApiPorts, 'store' | 'clock' | 'log'>) {
  const recorded = createThrottle(mostAMinute)

  return {
    async record(sites: readonly string[], login: string, address: string): Promise<void> {
      if (sites.length === 0) log('warn', 'A login of a service was refused: there is none of that name', { address })
      for (const site of sites) {
        log('warn', 'A login of a service was refused: wrong password', { site, login, address })
        const occurredAt = clock()
        if (recorded.secondsToWait(`${site}/${login}`, occurredAt) > 0) continue
        recorded.failed(`${site}/${login}`, occurredAt)
        const data: ServiceAccessRefused = { type: 'ServiceAccessRefused', site, login, address }
        const event = { type: data.type, occurredAt, site, actor: 'system', data: { ...data } }
        await store.append([{ stream: serviceAccessStream(site), expected: 'any', events: [event] }])
      }
    },
  }
}
