import { memo, useMemo } from 'react'
import { formatClock, formatLongDay } from '../../format/instants.ts'
import { formatCount } from '../../format/numbers.ts'
import { browserZone } from '../../format/zones.ts'
import { useLive } from '../../graphql/live-context.ts'
import { siteNameOf, useSites, zoneOf } from '../../graphql/sites.tsx'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Brand } from '../../ui/brand.tsx'
import { Elapsed } from '../../ui/elapsed.tsx'
import { Icon } from '../../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../../ui/notices.tsx'
import { lookOf } from '../../ui/states.ts'
import { useClockText } from '../../ui/use-clock-text.ts'
import { presentAgents, sortAgents } from '../agents/agent-model.ts'
import type { BoardLayoutProps } from '../board-layout.ts'
import { countedOf } from '../counted.ts'
import type { Agent, Queue } from '../board.ts'
import { ConnectionBanner, DataStatus } from '../health/data-status.tsx'
import { waitingFirst } from '../queues/queue-model.ts'
import { QueueName } from '../queues/queue-name.tsx'
import { Rotation } from './rotation.tsx'
import { ServiceLevelFigure } from '../queues/service-level.tsx'
import { useSiteNow } from '../site-clock.ts'
import { useSiteFilter } from '../site-filter.tsx'
import { SourceNotices } from '../health/source-notices.tsx'
import { StaffingFigure } from '../queues/staffing.tsx'
import { standstillClass, StandstillMark } from '../health/standstill.tsx'
import { StateCounts } from '../agents/state-counts.tsx'
import { SummaryTiles } from '../summary-tiles.tsx'
import { LongestWait, WaitingCount } from '../queues/waits.tsx'
import './wallboard.css'

/** For a screen on the wall: nothing to press, nothing to scroll. What does not fit comes by turns. */
export function Wallboard({ health, problem, queues, agents }: BoardLayoutProps) {
  const t = useMessages()
  const sites = useSites()
  const site = useSiteFilter()
  const stale = health.state === 'lost' || health.state === 'silent'
  const busyFirst = useMemo(() => (queues ? waitingFirst(queues.queues) : []), [queues])
  const present = useMemo(() => sortAgents(presentAgents(agents?.agents ?? []), 'state'), [agents])
  return (
    <div className="wallboard">
      <header className="wallboard-head">
        <Brand />
        <h1>{site === '' ? t.pageNames.live : siteNameOf(sites, site)}</h1>
        {queues ? <SourceNotices sources={queues.sources} /> : null}
        <WallClock />
        <DataStatus health={health} head={queues} />
      </header>
      <ConnectionBanner health={health} />
      {problem ? <ErrorNotice message={problem} /> : null}
      <div className={stale ? 'wallboard-body stale' : 'wallboard-body'} data-testid="board">
        <SummaryTiles queues={queues?.queues ?? []} agents={agents?.agents} />
        <section className="card wallboard-queues" aria-labelledby="queues-title">
          <h2 id="queues-title" className="visually-hidden">
            {t.queues}
          </h2>
          <div className="wall-row wall-row-head" aria-hidden="true">
            <span>{t.queue}</span>
            <span>{t.queueColumns.waiting}</span>
            <span>{t.queueColumns.longest}</span>
            <span>{t.queueColumns.agents}</span>
            <span>{t.queueColumns.answered}</span>
            <span>{t.queueColumns.abandoned}</span>
            <span>{t.queueColumns.level}</span>
          </div>
          {queues?.queues.length === 0 ? (
            <EmptyState icon="queues" title={t.noQueues} />
          ) : queues ? (
            <Rotation items={busyFirst} minRem={3.5} render={queue => <WallQueue key={queue.id} queue={queue} />} />
          ) : (
            <Skeleton rows={6} />
          )}
        </section>
        <section className="card wallboard-agents" aria-labelledby="agents-title">
          <header>
            <h2 id="agents-title">{t.agents}</h2>
            <StateCounts agents={goingOn(agents?.agents ?? [])} />
          </header>
          {agents && present.length === 0 ? (
            <EmptyState icon="agents" title={agents.agents.length === 0 ? t.noAgents : t.nobodyLoggedIn} />
          ) : (
            <Rotation
              items={present}
              minRem={3}
              columnRem={13}
              render={agent => <WallAgent key={agent.id} agent={agent} />}
            />
          )}
        </section>
      </div>
    </div>
  )
}

/** As in the tiles: what stands still is not counted beside what goes on. */
function goingOn(agents: readonly Agent[]): readonly Agent[] {
  const { counted } = countedOf(agents)
  return agents.filter(({ site }) => counted.includes(site))
}

function WallClock() {
  const language = useLanguage()
  const sites = useSites()
  const { now } = useLive()
  const site = useSiteFilter()
  const only = site === '' && sites.length === 1 ? sites[0]?.site : site
  const zone = zoneOf(sites, only ?? '')
  const clock = useClockText(() => formatClock(now(), zone, language))
  const day = useClockText(() => formatLongDay(now(), zone, language))
  return (
    <span className="wall-clock">
      <span>{day}</span>
      <strong>{clock}</strong>
      {zone === browserZone() ? null : <span>{zone}</span>}
    </span>
  )
}

const WallQueue = memo(function WallQueue({ queue }: { queue: Queue }) {
  const language = useLanguage()
  return (
    <div className={standstillClass('wall-row', queue)} data-queue={queue.id}>
      <QueueName queue={queue} />
      <WaitingCount queue={queue} />
      <LongestWait queue={queue} />
      <StaffingFigure staffing={queue.staffing} />
      <span>{formatCount(queue.today.answered, language)}</span>
      <span>{formatCount(queue.today.abandoned, language)}</span>
      <ServiceLevelFigure level={queue.today.serviceLevel} />
    </div>
  )
})

const WallAgent = memo(function WallAgent({ agent }: { agent: Agent }) {
  const t = useMessages()
  const now = useSiteNow(agent.site)
  return (
    <div className={standstillClass(`wall-agent look-${lookOf[agent.state]}`, agent)} data-agent={agent.id}>
      <Icon name={lookOf[agent.state]} />
      <span className="agent-name">{agent.name}</span>
      <Elapsed since={agent.since} now={now} />
      <span className="wall-agent-state">
        {agent.reason ?? agent.queue ?? t.agentStates[agent.state]} <StandstillMark of={agent} />
      </span>
    </div>
  )
})
