import { skipToken, useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { maySeeRaw, maySeeWholePbx, useIdentity } from '../app/identity.ts'
import { formatSecond, millisOf } from '../format/instants.ts'
import { formatCount } from '../format/numbers.ts'
import { browserZone } from '../format/zones.ts'
import { isForbidden, messageOf } from '../graphql/errors.ts'
import { SitesProvider } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Elapsed } from '../ui/elapsed.tsx'
import { Icon } from '../ui/icons.tsx'
import { ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { DecisionList } from './decision-list.tsx'
import { NewestTable } from './newest-table.tsx'
import { ProjectionTable } from './projection-table.tsx'
import { QuarantineList } from './quarantine-list.tsx'
import { statusDocument, trunksDocument, type Status } from './queries.ts'
import { SourceTable } from './source-table.tsx'
import { TrunkTable } from './trunk-table.tsx'
import { verdictOf } from './verdict.ts'
import './health.css'

// There is no subscription for it: an operator looks at this page for minutes, not all day.
const asking = { pollInterval: 5000, fetchPolicy: 'no-cache' } as const

export default function HealthPage() {
  const t = useMessages()
  const identity = useIdentity()
  const withDecisions = maySeeRaw(identity)
  const wholePbx = maySeeWholePbx(identity)
  const { data, error: failure, refetch } = useQuery(statusDocument, asking)
  const trunks = useQuery(trunksDocument, wholePbx ? asking : skipToken)
  const error = failure ?? (isForbidden(trunks.error) ? undefined : trunks.error)
  return (
    <SitesProvider>
      <div className="page">
        <header className="page-head">
          <h1>{t.pageNames.health}</h1>
          {data ? <AskedAt key={data.status.now} now={data.status.now} /> : null}
        </header>
        {error ? (
          <ErrorNotice
            message={messageOf(error)}
            onRetry={() => void Promise.all([refetch(), wholePbx && trunks.refetch()])}
          />
        ) : null}
        {data ? (
          <div className={error ? 'page stale' : 'page'}>
            <Verdict status={data.status} />
            <SourceTable sources={data.status.sources} />
            <TrunkTable trunks={trunks.data?.trunkBoard.trunks ?? []} />
            <NewestTable newest={data.status.newest} />
            <ProjectionTable projections={data.status.projections} />
            {withDecisions && wholePbx ? <QuarantineList sources={data.status.sources} /> : null}
            {withDecisions ? <DecisionList /> : null}
          </div>
        ) : error ? null : (
          <section className="card">
            <Skeleton rows={6} />
          </section>
        )}
      </div>
    </SitesProvider>
  )
}

function AskedAt({ now }: { now: string }) {
  const t = useMessages()
  // Kept: a page that is drawn again because the next answer did not come must not look fresh.
  const [since] = useState(Date.now)
  return (
    <span className="badge" title={formatSecond(millisOf(now), browserZone())}>
      <Icon name="recording" />
      {t.asOfAgo} <Elapsed since={since} now={Date.now} />
    </span>
  )
}

/** One sentence first: is everything as it should be, and if not, what to look at. */
function Verdict({ status }: { status: Status }) {
  const t = useMessages()
  const language = useLanguage()
  const { level, faults } = verdictOf(status)
  return (
    <section className={`card verdict verdict-${level}`} aria-label={t.verdict}>
      <Icon name={level} />
      <div>
        <h2>{t.verdicts[level]}</h2>
        {faults.length > 0 ? (
          <ul>
            {faults.map(({ name, problem, quarantined }) => (
              <li key={`${name} ${quarantined ?? ''}`}>
                <strong>{name}</strong>{' '}
                {quarantined ? t.rowsNotUnderstood(formatCount(quarantined, language)) : problem && t.problem(problem)}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <dl className="verdict-facts">
        <div>
          <dt>{t.logEnd}</dt>
          <dd>{formatCount(Number(status.position), language)}</dd>
        </div>
        <div>
          <dt>{t.rows}</dt>
          <dd>
            {formatCount(
              status.sources.reduce<number | null>(
                (sum, { rows }) => (sum === null || rows === null ? null : sum + rows),
                0,
              ),
              language,
            )}
          </dd>
        </div>
        <div>
          <dt>{t.version}</dt>
          <dd>{status.version}</dd>
        </div>
      </dl>
    </section>
  )
}
