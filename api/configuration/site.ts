import type { ApiContext } from '../context.ts'
import { badInput } from '../errors.ts'

/**
 * The site whose configuration is meant: the one named, or the only real one.
 * @throws BAD_USER_INPUT when there is none of the name, or no name and several to choose from
 */
export async function siteOf(
  { reports }: Pick<ApiContext, 'reports'>,
  named: string | null | undefined,
): Promise<string> {
  const sites = await reports.sites()
  if (named) {
    if (sites.some(({ site }) => site === named)) return named
    throw badInput('site', `there is no site ${named}; register it first`)
  }
  const real = sites.filter(({ demo }) => !demo)
  const [only] = real.length > 0 ? real : sites
  if (only && real.length <= 1) return only.site
  if (!only) throw badInput('site', 'no site is registered yet; register one first')
  throw badInput('site', `say which site is meant: ${real.map(({ site }) => site).join(', ')}`)
}
