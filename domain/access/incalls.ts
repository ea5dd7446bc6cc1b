import { matchesPattern } from '../routing/numbers/matches-pattern.ts'
import type { GrantedScope } from './identity.ts'

/** A number of a site at which the outside calls in: digits, or a pattern of Asterisk. */
export interface NumberOfSite {
  readonly site: string
  readonly number: string
}

/** The numbers of a scope: `paris/0123456789@from-extern` is 0123456789 at paris. */
export const incallsOf = ({ incalls = [] }: GrantedScope): readonly NumberOfSite[] =>
  incalls.map(entry => {
    const slash = entry.indexOf('/')
    return { site: entry.slice(0, slash), number: entry.slice(slash + 1, entry.lastIndexOf('@')) }
  })

interface CalledFromOutside {
  readonly site: string
  readonly direction: string
  readonly calledNumber: string | null
}

/** Whether a call came in at one of the numbers. Who is called by a colleague under the same digits is no such call. */
export const cameInAt = (
  numbers: readonly NumberOfSite[],
  { site, direction, calledNumber }: CalledFromOutside,
): boolean =>
  direction === 'INBOUND' &&
  calledNumber !== null &&
  numbers.some(one => one.site === site && matchesPattern(one.number, calledNumber))
