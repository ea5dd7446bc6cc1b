import { useEffect, useState } from 'react'
import { useIdentity } from '../app/identity.ts'
import { formatMinute } from '../format/instants.ts'
import { browserZone } from '../format/zones.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import './print-head.css'

interface PrintHeadProps {
  readonly title: string
  /** First and last day; undefined: as things stand. */
  readonly days?: { readonly first: string; readonly last: string }
  readonly zone?: string
  /** Short names of the sites that it is about; left out: all that the reader sees. */
  readonly sites?: readonly string[]
}

/** On paper alone: what a sheet is about, of when, and who printed it. On the screen all that stands where it is chosen. */
export function PrintHead({ title, days, zone, sites }: PrintHeadProps) {
  const t = useMessages()
  const known = useSites()
  const { name, label } = useIdentity()
  const printedAt = usePrintingTime()
  const names = (sites ?? known.map(({ site }) => site)).map(site => siteNameOf(known, site))
  const period = days && (days.first === days.last ? days.first : `${days.first} – ${days.last}`)
  return (
    <div className="print-head" aria-hidden="true">
      <strong>Ringledger · {title}</strong>
      <span>{[period, zone, names.join(', ')].filter(Boolean).join(' · ')}</span>
      <span>{t.printed(formatMinute(printedAt, zone ?? browserZone()), name ?? label)}</span>
    </div>
  )
}

/** The moment at which the browser makes the sheets, not that at which the page was opened. */
function usePrintingTime(): number {
  const [at, setAt] = useState(Date.now)
  useEffect(() => {
    const now = () => setAt(Date.now())
    window.addEventListener('beforeprint', now)
    return () => window.removeEventListener('beforeprint', now)
  }, [])
  return at
}
