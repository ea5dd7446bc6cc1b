import type { Identity } from '../../domain/access/identity.ts'
import { nameOfAction } from '../../domain/access/access-names.ts'
import type { Action, Target } from '../../domain/access/rights.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { createThrottle } from './throttle.ts'

const denialStream = (tokenId: string): string => `access-denied/${tokenId}`

/** What an auditor reads of a program that asked for more than its access list opens. */
interface AccessDenied {
  readonly type: 'AccessDenied'
  readonly tokenId: string
  /** What it asked for, as access lists name it. */
  readonly name: string
}

/** So many a minute of a token go into the log of events: a program that asks in a loop fills nothing. */
const mostAMinute = 5

export interface Denials {
  /** Does not wait until it is stored: whoever is denied is answered at once. */
  record(identity: Identity, name: string): void
}

/** Writes down what tokens with access lists were denied. People see why on the page; programs fail, and somebody has to find out. */
export function createDenials({ store, clock, log }: Pick<ApiPorts, 'store' | 'clock' | 'log'>): Denials {
  const recorded = createThrottle(mostAMinute)

  return {
    record({ tokenId, label, scope }, name) {
      if (!scope.acl) return
      const occurredAt = clock()
      if (recorded.secondsToWait(tokenId, occurredAt) > 0) return
      recorded.failed(tokenId, occurredAt)
      const data: AccessDenied = { type: 'AccessDenied', tokenId, name }
      const event = { type: data.type, occurredAt, actor: label, data: { ...data } }
      store
        .append([{ stream: denialStream(tokenId), expected: 'any', events: [event] }])
        .catch((error: unknown) =>
          log('warn', 'A denial could not be written down', { error: String(error), label, name }),
        )
    },
  }
}

/** By what name something was asked for. */
export const nameAsked = (action: Action, { names }: Target = {}): string => names?.[0] ?? nameOfAction(action)
