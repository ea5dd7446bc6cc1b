import type { OfRequest, RequestFilter } from './queries.ts'

export const shows = ['open', 'due', 'closed', 'all'] as const

/** What of the requests is looked at, as the address says. */
export interface CallbackLook {
  readonly show: (typeof shows)[number]
  /** '': all. */
  readonly list: string
  readonly search: string
  /** The request whose particulars are open, so that it can be sent to who shall see to it. */
  readonly opened: OfRequest | undefined
}

export function lookOf(search: string): CallbackLook {
  const asked = new URLSearchParams(search)
  return {
    show: shows.find(show => show === asked.get('show')) ?? 'open',
    list: asked.get('list') ?? '',
    search: asked.get('search') ?? '',
    opened: requestIn(asked.get('request') ?? ''),
  }
}

function requestIn(text: string): OfRequest | undefined {
  const [site = '', ...rest] = text.split('/')
  const requestId = rest.join('/')
  return site === '' || requestId === '' ? undefined : { site, requestId }
}

/** @param today `2026-12-01`, by the clock of the site */
export function filterOfLook({ show, list, search }: CallbackLook, today: string): RequestFilter {
  return {
    ...(show !== 'all' && { closed: show === 'closed' }),
    ...(show === 'due' && { dueUntil: today }),
    ...(list !== '' && { lists: [list] }),
    ...(search !== '' && { search }),
  }
}
