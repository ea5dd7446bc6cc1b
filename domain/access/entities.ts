import type { Identity } from './identity.ts'

/** The entities of a site that a token is limited to (pbx-configuration §4.1); `all`: it is not limited. */
export function entitiesOf({ scope: { entities } }: Identity, site: string): 'all' | readonly string[] {
  if (entities === undefined) return 'all'
  return entities.filter(one => one.startsWith(`${site}/`)).map(one => one.slice(site.length + 1))
}
