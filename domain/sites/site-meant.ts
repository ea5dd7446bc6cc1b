interface KnownSite {
  readonly site: string
  readonly displayName: string
  /** A demonstration runs here. */
  readonly demo: boolean
}

/** What the recording that comes with Ringledger is registered as by the first start. */
export const sampleSite = { site: 'lab', displayName: 'Recording of Asterisk 20' } as const

/** Whether a site is that recording. Its name alone does not tell: somebody may call a laboratory of his own so. */
export const isSampleSite = ({ site, displayName }: Omit<KnownSite, 'demo'>): boolean =>
  site === sampleSite.site && displayName === sampleSite.displayName

type SiteMeant =
  | { readonly site: string }
  /** Nobody has registered one. */
  | { readonly problem: 'none' }
  /** It is named, and there is none of the name. */
  | { readonly problem: 'unknown' }
  /** None is named, and it could be any of these. */
  | { readonly problem: 'several'; readonly among: readonly string[] }

/**
 * The site that a command or a question is for: the one named, else the only one. A demonstration is meant where there is no real one; the
 * recording that comes with Ringledger only where there is nothing else, for nobody configures what is over.
 */
export function siteMeant(known: readonly KnownSite[], named: string | null | undefined): SiteMeant {
  if (named) return known.some(({ site }) => site === named) ? { site: named } : { problem: 'unknown' }
  const own = known.filter(site => !isSampleSite(site))
  const real = own.filter(({ demo }) => !demo)
  const candidates = [real, own, known].find(some => some.length > 0) ?? []
  const [only, ...others] = candidates
  if (only === undefined) return { problem: 'none' }
  return others.length === 0 ? { site: only.site } : { problem: 'several', among: candidates.map(({ site }) => site) }
}
