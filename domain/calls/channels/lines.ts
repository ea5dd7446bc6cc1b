import type { Channel } from './channel.ts'

/**
 * On which side of the PBX a line is, as far as its channel tells. The configuration knows better, where there is one.
 */
export type LineSide = 'INTERNAL' | 'EXTERNAL' | 'UNKNOWN'

interface Rule {
  readonly side: LineSide
  readonly why: string
  readonly holds: (line: { endpoint: string; full: string; number: string; account: string }) => boolean
}

export const isExtension = (number: string): boolean => /^\d{2,6}$/.test(number)

export const isPublicNumber = (number: string): boolean => /^(?:\+\d{4,}|\d{7,})$/.test(number)

/** The first rule that holds decides. `number` is the caller id that the channel shows of itself when it starts. */
const rules: readonly Rule[] = [
  {
    side: 'EXTERNAL',
    why: 'the endpoint is named for what it is: a trunk, a gateway, a provider',
    holds: ({ endpoint }) => /trunk|gateway|provider|operator|carrier|(?:^|[^a-z])gw|^sip-/i.test(endpoint),
  },
  {
    side: 'EXTERNAL',
    why: 'a span of a card, not a telephone on it',
    holds: ({ full }) => /^(?:DAHDI|Khomp|mISDN|Zap|CAPI)\/(?:i\d+|g\d+|span|.*\/)/i.test(full),
  },
  {
    side: 'INTERNAL',
    why: 'the endpoint is its own number',
    holds: ({ endpoint, number }) => number === endpoint && number !== '',
  },
  { side: 'INTERNAL', why: 'the endpoint is an extension', holds: ({ endpoint }) => isExtension(endpoint) },
  {
    side: 'INTERNAL',
    why: 'an account, on an endpoint that is a number',
    holds: ({ endpoint, account }) => account !== '' && /^\d+$/.test(endpoint),
  },
  {
    side: 'EXTERNAL',
    why: 'a public number that is not the endpoint',
    holds: ({ number }) => isPublicNumber(number),
  },
  {
    side: 'INTERNAL',
    why: 'a line of any name that shows an extension',
    holds: ({ number }) => isExtension(number),
  },
]

/** What the name and the caller id of a channel say (contact-center 4, call_direction). */
export function lineSideOf(channel: Channel): LineSide {
  const { name, number, account } = channel
  if (name.kind !== 'line') return 'UNKNOWN'
  return lineSideByName({ endpoint: name.endpoint, full: name.full, number, account })
}

/** The same of a channel of which no more is known. `number` is its caller id. */
export const lineSideByName = (line: Parameters<Rule['holds']>[0]): LineSide =>
  rules.find(rule => rule.holds(line))?.side ?? 'UNKNOWN'
