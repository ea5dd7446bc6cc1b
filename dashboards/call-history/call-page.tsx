import { useQuery } from '@apollo/client/react'
import { useMemo } from 'react'
import { maySeeRaw, useIdentity } from '../app/identity.ts'
import { Link } from '../app/link.tsx'
import { cameFrom, routes, useSearch } from '../app/location.ts'
import { formatLongDay, formatClock, millisOf } from '../format/instants.ts'
import { messageOf } from '../graphql/errors.ts'
import { siteNameOf, SitesProvider, useSites, zoneOf } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { PrintHead } from '../ui/print-head.tsx'
import { CallEvents } from './call-events.tsx'
import { CallFigures } from './call-figures.tsx'
import { CallOutcomeBadge } from './call-outcome-badge.tsx'
import { ExclusionSign } from './call-exclusion.tsx'
import { CallNotes } from './call-notes.tsx'
import { AttachedData, Transfers, Witnesses } from './call-parts.tsx'
import { callDocument, type CallName, type WholeCall } from './call-query.ts'
import { CallTimeline } from './call-timeline.tsx'
import { EarlierCalls } from './earlier-calls.tsx'
import { partyNameOf } from './party-name.ts'
import './call-history.css'
import './call-page.css'

export default function CallPage() {
  return (
    <SitesProvider>
      <NamedCall />
    </SitesProvider>
  )
}

function NamedCall() {
  const t = useMessages()
  const search = useSearch()
  const name = useMemo(() => callNameIn(search), [search])
  const { data, loading, error, refetch } = useQuery(callDocument, { variables: name, fetchPolicy: 'no-cache' })
  return (
    <div className="page">
      <p>
        <Link to={addressOfSearch()}>‹ {t.history.backToCalls}</Link>
      </p>
      {error ? <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} /> : null}
      {data?.call ? (
        <WholeCallView key={data.call.id} call={data.call} onChanged={() => void refetch()} />
      ) : loading ? (
        <Skeleton rows={6} height="4rem" />
      ) : error ? null : (
        <EmptyState icon="calls" title={t.history.noSuchCall}>
          <p>{t.history.noSuchCallHint}</p>
        </EmptyState>
      )}
    </div>
  )
}

/** The calls as they were looked for, where this one was opened from there. */
function addressOfSearch(): string {
  const from = cameFrom()
  return from !== undefined && from.split('?')[0] === routes.calls ? from : routes.calls
}

function callNameIn(search: string): CallName {
  const asked = new URLSearchParams(search)
  const [id, uniqueId, site] = ['id', 'uniqueId', 'site'].map(name => asked.get(name))
  if (id) return { id }
  return { ...(uniqueId && { uniqueId }), ...(site && { site }) }
}

function WholeCallView({ call, onChanged }: { call: WholeCall; onChanged: () => void }) {
  const t = useMessages()
  const language = useLanguage()
  const sites = useSites()
  const withRaw = maySeeRaw(useIdentity())
  const zone = zoneOf(sites, call.site)
  const startedAt = millisOf(call.startedAt)
  const from = call.callerName ?? call.callerNumber ?? t.history.noNumber
  const to = (call.to ? partyNameOf(call.to) : undefined) ?? call.calledNumber
  return (
    <>
      <PrintHead title={`${t.pageNames.calls} · ${call.callId}`} zone={zone} sites={[call.site]} />
      <header className="page-head call-head">
        <div>
          <h1>{to === null ? from : `${from} › ${to}`}</h1>
          <p className="muted">
            {formatLongDay(startedAt, zone, language)}, {formatClock(startedAt, zone, language)} ({zone}) ·{' '}
            {siteNameOf(sites, call.site)} · {t.history.directions[call.direction]}
          </p>
          <p className="muted">
            {[call.callerNumber, call.calledNumber].filter(Boolean).join(' › ')} ·{' '}
            <span className="mono">{call.callId}</span>
          </p>
        </div>
        <CallOutcomeBadge outcome={call.outcome} />
      </header>
      {call.exclusion ? <ExclusionSign exclusion={call.exclusion} zone={zone} /> : null}
      <CallFigures call={call} />
      <section className="card" aria-labelledby="call-path">
        <header className="card-head">
          <h2 id="call-path">{t.history.path}</h2>
        </header>
        <CallTimeline call={call} zone={zone} />
      </section>
      <div className="call-parts">
        <Transfers transfers={call.transfers} zone={zone} />
        <CallNotes call={call} zone={zone} onChanged={onChanged} />
        <AttachedData data={call.attachedData} zone={zone} />
        <Witnesses call={call} />
        {call.callerNumber === null ? null : (
          <EarlierCalls site={call.site} number={call.callerNumber} before={call.startedAt} zone={zone} />
        )}
      </div>
      {withRaw ? <CallEvents id={call.id} zone={zone} /> : null}
    </>
  )
}
