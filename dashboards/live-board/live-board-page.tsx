import { useDeferredValue, useMemo } from 'react'
import { isOffered, mayConnectPbx, useIdentity } from '../app/identity.ts'
import { useWallboard } from '../app/use-document-settings.ts'
import { useFeed } from '../graphql/feed.ts'
import { useLive } from '../graphql/live-context.ts'
import { siteNameOf, SitesProvider, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { AgentSection } from './agents/agent-section.tsx'
import { ArrivalsContext, useArrivalsOfAll } from './queues/arrivals.ts'
import { agentBoardOf, queueBoardOf } from './board-of-data.ts'
import type { BoardLayoutProps } from './board-layout.ts'
import type { QueueBoard } from './board.ts'
import { ConnectionBanner, DataStatus, useBoardHealth } from './health/data-status.tsx'
import { agentBoardDocument, queueBoardDocument } from './queries.ts'
import { QueueCards } from './queues/queue-cards.tsx'
import { findQueues } from './queues/queue-model.ts'
import { clearQueueSearch, QueueSearch, useQueueSearch } from './queues/queue-search.tsx'
import { QueueTable } from './queues/queue-table.tsx'
import { SiteClockContext, useSiteClock } from './site-clock.ts'
import { SiteFilter, useSiteFilter } from './site-filter.tsx'
import { SiteLabelContext } from './site-label.ts'
import { SourceNotices } from './health/source-notices.tsx'
import { SummaryTiles } from './summary-tiles.tsx'
import { Wallboard } from './wallboard/wallboard.tsx'
import './live-board.css'

export default function LiveBoardPage() {
  return (
    <SitesProvider>
      <LiveBoard />
    </SitesProvider>
  )
}

function LiveBoard() {
  const { now } = useLive()
  const wallboard = useWallboard()
  const queueFeed = useFeed(queueBoardDocument, queueBoardOf)
  const agentFeed = useFeed(agentBoardDocument, agentBoardOf)
  const health = useBoardHealth(earlier(queueFeed.receivedAt, agentFeed.receivedAt))
  const site = useSiteFilter()
  const sources = useOfSite(queueFeed.board?.sources, site)
  const all = useOfSite(queueFeed.board?.queues, site)
  // Of hundreds of queues the letters come first, the rows after them.
  const wanted = useDeferredValue(useQueueSearch())
  const queues = useMemo(() => all && findQueues(all, wanted), [all, wanted])
  const agents = useOfSite(agentFeed.board?.agents, site)
  const rows = useMemo(() => [...(all ?? []), ...(agents ?? [])], [all, agents])
  const clock = useSiteClock(rows, now)
  const arrivals = useArrivalsOfAll(now)
  const siteLabel = useSiteLabels(site)
  const problem = queueFeed.problem ?? agentFeed.problem
  const Layout = wallboard ? Wallboard : Board

  return (
    <SiteClockContext value={clock}>
      <ArrivalsContext value={arrivals}>
        <SiteLabelContext value={siteLabel}>
          <Layout
            health={health}
            problem={problem}
            queues={queues && sources && queueFeed.board ? { ...queueFeed.board, sources, queues } : undefined}
            agents={agents && agentFeed.board ? { ...agentFeed.board, agents } : undefined}
          />
        </SiteLabelContext>
      </ArrivalsContext>
    </SiteClockContext>
  )
}

function useSiteLabels(chosen: string): (site: string) => string | undefined {
  const sites = useSites()
  return useMemo(
    () => (site: string) => (chosen !== '' || sites.length < 2 ? undefined : siteNameOf(sites, site)),
    [chosen, sites],
  )
}

/** The board whose last push is older decides whether both can be trusted. */
const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)

function Board({ health, problem, queues, agents }: BoardLayoutProps) {
  const t = useMessages()
  const narrow = useNarrow('64rem')
  const stale = health.state === 'lost' || health.state === 'silent'
  return (
    <div className="page live-board">
      <header className="page-head">
        <h1>{t.pageNames.live}</h1>
        <SiteFilter />
        <DataStatus health={health} head={queues} />
      </header>
      <ConnectionBanner health={health} />
      {problem ? <ErrorNotice message={problem} /> : null}
      {queues ? <SourceNotices sources={queues.sources} /> : null}
      <div className={stale ? 'board-body stale' : 'board-body'} data-testid="board">
        {queues ? <SummaryTiles queues={queues.queues} agents={agents?.agents} /> : <TileSkeleton />}
        <section className="card" aria-labelledby="queues-title">
          <header className="card-head">
            <h2 id="queues-title">{t.queues}</h2>
            <span className="card-note">{t.todayNote}</span>
            {queues ? <QueueSearch queues={queues.queues.length} /> : null}
          </header>
          {queues ? <Queues queues={queues.queues} narrow={narrow} /> : <Skeleton rows={5} />}
        </section>
        {agents ? (
          <AgentSection agents={agents.agents} queues={queues?.queues ?? []} />
        ) : (
          <section className="card">
            <Skeleton rows={4} height="6rem" />
          </section>
        )}
      </div>
    </div>
  )
}

function Queues({ queues, narrow }: { queues: QueueBoard['queues']; narrow: boolean }) {
  const t = useMessages()
  const wanted = useQueueSearch()
  const identity = useIdentity()
  if (queues.length > 0) return narrow ? <QueueCards queues={queues} /> : <QueueTable queues={queues} />
  if (wanted !== '')
    return (
      <EmptyState icon="search" title={t.noQueueMatches}>
        <button type="button" className="button" onClick={clearQueueSearch}>
          {t.showAllQueues}
        </button>
      </EmptyState>
    )
  if (!isOffered('queues', identity))
    return (
      <EmptyState icon="queues" title={t.noQueuesOfYours}>
        <p>{t.notOfferedHint}</p>
      </EmptyState>
    )
  return (
    <EmptyState icon="queues" title={t.noQueues}>
      {mayConnectPbx(identity) ? (
        <>
          <p>{t.noQueuesHint}</p>
          <code>npx ringledger import --site paris --node pbx1 --time-zone Europe/Paris --queue-log queue_log</code>
        </>
      ) : null}
    </EmptyState>
  )
}

function TileSkeleton() {
  return (
    <div className="tiles" aria-hidden="true">
      {[0, 1, 2, 3, 4].map(place => (
        <div key={place} className="tile tile-skeleton" />
      ))}
    </div>
  )
}

function useOfSite<R extends { readonly site: string }>(rows: readonly R[] | undefined, site: string) {
  return useMemo(() => (site === '' ? rows : rows?.filter(row => row.site === site)), [rows, site])
}
