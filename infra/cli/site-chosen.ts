import { siteMeant } from '../../domain/sites/site-meant.ts'
import type { SiteRow } from '../../projections/directory/types.ts'
import { UsageError } from './usage-error.ts'

/**
 * The site that a command is for: the one named, else the only one.
 * @throws UsageError when there is none of the name, or several and none was named
 */
export function siteChosen(known: readonly SiteRow[], named: string | undefined): string {
  const meant = siteMeant(known, named)
  if ('site' in meant) return meant.site
  switch (meant.problem) {
    case 'unknown':
      throw new UsageError(
        known.length === 0
          ? `there is no site ${String(named)}, and none else yet; ${howToRegister}`
          : `there is no site ${String(named)}; there are: ${known.map(({ site }) => site).join(', ')}`,
      )
    case 'none':
      throw new UsageError(`no site is registered yet; ${howToRegister}`)
    case 'several':
      throw new UsageError(`say which site is meant with --site; there are: ${meant.among.join(', ')}`)
  }
}

const howToRegister =
  'ringledger import registers one, or ringledger query \'mutation { registerSite(input: { site: "paris", timeZone: "Europe/Paris" }) { rejections { message } } }\''
