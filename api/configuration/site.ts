import { siteMeant } from '../../domain/sites/site-meant.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from '../errors.ts'

/**
 * The site whose configuration is meant: the one named, that of the person who asks, or the only one (domain/sites/site-meant.ts).
 * @throws BAD_USER_INPUT when there is none of the name, or no name and several to choose from
 */
export async function siteOf(
  { reports, identity }: Pick<ApiContext, 'reports'> & Partial<Pick<ApiContext, 'identity'>>,
  named: string | null | undefined,
): Promise<string> {
  const meant = siteMeant(await reports.sites(), named || identity?.person?.site)
  if ('site' in meant) return meant.site
  switch (meant.problem) {
    case 'unknown':
      throw badInput('site', `there is no site ${String(named)}; register it first`)
    case 'none':
      throw badInput('site', 'no site is registered yet; register one first')
    case 'several':
      throw badInput('site', `say which site is meant: ${meant.among.join(', ')}`)
  }
}
