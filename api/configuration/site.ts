import { siteMeant } from '../../domain/sites/site-meant.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from '../schema/errors.ts'

/**
 * The site whose configuration is meant: the one named, that of the person who asks, or the only one (domain/sites/site-meant.ts). Of a site of
 * which the asker sees nothing he does not learn either that there is one.
 * @throws BAD_USER_INPUT when there is none of the name, or no name and several to choose from
 */
export async function siteOf(
  { reports, may, identity }: Pick<ApiContext, 'reports' | 'may'> & Partial<Pick<ApiContext, 'identity'>>,
  named: string | null | undefined,
): Promise<string> {
  const own = identity?.person?.site
  const [known, visible] = await Promise.all([reports.sites(), may.sites()])
  const seesAll = visible === 'all'
  const seen = seesAll ? known : known.filter(({ site }) => visible.has(site) || site === own)
  const asked = named || own
  const meant = siteMeant(seen, asked)
  if ('site' in meant) return meant.site
  switch (meant.problem) {
    case 'unknown':
      throw badInput(
        'site',
        seesAll
          ? `there is no site ${String(asked)}; register it first`
          : `there is no site "${String(asked)}" that you may see`,
      )
    case 'none':
      throw badInput(
        'site',
        seesAll ? 'no site is registered yet; register one first' : 'there is none that you may see',
      )
    case 'several':
      throw badInput('site', `say which site is meant: ${meant.among.join(', ')}`)
  }
}
