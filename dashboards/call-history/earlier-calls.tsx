import { useQuery } from '@apollo/client/react'
import { Link } from '../app/link.tsx'
import { formatMinute, millisOf } from '../format/instants.ts'
import { formatCount } from '../format/numbers.ts'
import { messageOf } from '../graphql/errors.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { callAddress } from './call-address.ts'
import { CallOutcomeBadge } from './call-outcome-badge.tsx'
import { CallPart } from './call-parts.tsx'
import { earlierCallsDocument } from './call-query.ts'

interface EarlierCallsProps {
  /** Of the call that is looked at: where another one was elsewhere, it says so. */
  readonly site: string
  readonly number: string
  readonly before: string
  readonly zone: string
}

/** What the same customer called about before, however the number was written. */
export function EarlierCalls({ site, number, before, zone }: EarlierCallsProps) {
  const t = useMessages()
  const language = useLanguage()
  const sites = useSites()
  const { data, error, refetch } = useQuery(earlierCallsDocument, {
    variables: { number, before },
    fetchPolicy: 'no-cache',
  })
  const history = data?.customerHistory
  return (
    <CallPart title={t.history.earlierCalls}>
      {error ? <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} /> : null}
      {history ? (
        <>
          <p className="muted">{t.history.earlierCount(formatCount(history.totalCount, language))}</p>
          <ul className="earlier-calls">
            {history.edges.map(({ node }) => (
              <li key={node.id}>
                <Link to={callAddress(node)}>{formatMinute(millisOf(node.startedAt), zone)}</Link>
                <CallOutcomeBadge outcome={node.outcome} />
                <span className="muted">
                  {[node.site === site ? undefined : siteNameOf(sites, node.site), ...node.queues, ...node.agents]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : error ? null : (
        <Skeleton rows={3} height="1.5rem" />
      )}
    </CallPart>
  )
}
