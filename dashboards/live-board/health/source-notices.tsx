import { memo } from 'react'
import { formatSeconds } from '../../format/durations.ts'
import { formatMinute } from '../../format/instants.ts'
import { siteNameOf, useSites, zoneOf } from '../../graphql/sites.tsx'
import { useMessages } from '../../i18n/language.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Source } from '../board.ts'
import { endOfRecording } from '../site-clock.ts'

/** What must be known of where the figures come from: a source that is late or down, a recording, a demonstration. */
export const SourceNotices = memo(function SourceNotices({ sources }: { sources: readonly Source[] }) {
  const t = useMessages()
  const sites = useSites()
  const named = [...new Set(sources.map(({ site }) => site))]
  const troubled = sources.filter(({ state }) => state === 'DOWN' || state === 'LATE')
  const quiet = named.flatMap(site => quietNotice(sources, site) ?? [])
  if (troubled.length === 0 && quiet.length === 0) return null
  return (
    <ul className="source-notices" aria-label={t.sources}>
      {troubled.map(source => (
        <li
          key={source.id}
          className={`source-notice source-notice-${source.state === 'DOWN' ? 'bad' : 'warn'}`}
          role="status"
        >
          <Icon name={source.state === 'DOWN' ? 'bad' : 'warn'} />
          <span>
            <strong>
              {siteNameOf(sites, source.site)} · {source.node} · {t.factKinds(source.kind)}
            </strong>{' '}
            {source.state === 'DOWN' ? t.sourceDown : t.sourceLate(formatSeconds(source.lagSeconds))}
            {source.problem ? ` ${t.problem(source.problem)}` : ''}
          </span>
        </li>
      ))}
      {quiet.map(({ site, end }) => (
        <li key={site} className="source-notice">
          <Icon name={end === undefined ? 'demo' : 'recording'} />
          <span>
            <strong>{siteNameOf(sites, site)}</strong>
            {' · '}
            {end === undefined ? t.demonstrationNote : t.recordingEnds(formatMinute(end, zoneOf(sites, site)))}
          </span>
        </li>
      ))}
    </ul>
  )
})

function quietNotice(sources: readonly Source[], site: string) {
  const end = endOfRecording(sources, site)
  if (end !== undefined) return { site, end }
  return sources.some(source => source.site === site && source.demo) ? { site, end } : undefined
}
