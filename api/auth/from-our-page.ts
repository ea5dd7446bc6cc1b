import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a browser says that one of our own pages sent the request. SameSite=Strict keeps the cookie from other sites; this
 * also keeps it from other ports and names of the same site. Programs that are no browsers send neither header.
 */
export function fromOurPage(headers: IncomingHttpHeaders): boolean {
  const fetchSite = headers['sec-fetch-site']
  if (typeof fetchSite === 'string') return fetchSite === 'same-origin' || fetchSite === 'none'
  const { origin, host } = headers
  if (origin === undefined) return true
  const [forwarded] = String(headers['x-forwarded-host'] ?? '').split(',')
  return URL.canParse(origin) && [host, forwarded?.trim()].includes(new URL(origin).host)
}
