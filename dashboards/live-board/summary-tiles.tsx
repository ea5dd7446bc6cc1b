import { memo } from 'react'
import { useSettings } from '../app/settings.ts'
import { formatCount, formatShare, noValue } from '../format/numbers.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Elapsed } from '../ui/elapsed.tsx'
import { LevelFacts } from '../ui/explanation/level-facts.tsx'
import { levelOf } from '../ui/explanation/level.ts'
import { Tile } from '../ui/tile.tsx'
import { countByState } from './agents/agent-model.ts'
import type { Agent, Queue } from './board.ts'
import { CountedNote } from './counted-note.tsx'
import { countedOf } from './counted.ts'
import { queueMetrics } from './metrics.ts'
import { queuesOfSums, totalsOf } from './queues/queue-model.ts'
import { useSiteNow } from './site-clock.ts'
import { useWaitLevel } from './use-level.ts'

interface SummaryProps {
  readonly queues: readonly Queue[]
  /** undefined: the agent board has not come yet. */
  readonly agents: readonly Agent[] | undefined
}

/** The whole call center in five figures: of the sites that go on, where any does. */
export const SummaryTiles = memo(function SummaryTiles({ queues: all, agents: allAgents }: SummaryProps) {
  const t = useMessages()
  const language = useLanguage()
  const settings = useSettings()
  const of = countedOf([...all, ...(allAgents ?? [])])
  const isCounted = ({ site }: { readonly site: string }) => of.counted.includes(site)
  const going = all.filter(isCounted)
  const queues = queuesOfSums(going)
  const agents = allAgents?.filter(isCounted)
  const { waiting, today } = totalsOf(queues)
  const waitingLimits = settings.waitingLimits ?? queues[0]?.waitingLimits
  const states = countByState(agents ?? [])
  const logged = (agents?.length ?? 0) - states.LOGGED_OUT
  const { serviceLevel } = today
  return (
    <section className={isDown(queues) ? 'tiles stale' : 'tiles'} aria-label={t.overview}>
      <Tile
        label={t.tiles.waiting}
        metric={queueMetrics.waiting}
        level={waitingLimits ? levelOf(waiting, waitingLimits) : 'calm'}
        value={formatCount(waiting, language)}
        note={t.inQueues(formatCount(queues.length, language))}
      />
      <LongestTile queues={queues} />
      <Tile
        label={t.tiles.level}
        metric={queueMetrics.level}
        details={<LevelFacts level={serviceLevel} />}
        value={formatShare(serviceLevel.ratio, language)}
        note={t.inTime(formatCount(serviceLevel.numerator, language), formatCount(serviceLevel.denominator, language))}
        bar={[
          { name: 'answered', value: serviceLevel.numerator },
          { name: 'missed', value: Math.max(0, serviceLevel.denominator - serviceLevel.numerator) },
        ]}
      />
      <Tile
        label={t.tiles.answered}
        metric={queueMetrics.answered}
        value={
          <>
            {formatCount(today.answered, language)}
            <span className="tile-second">
              <span className="visually-hidden">{t.abandoned} </span>/ {formatCount(today.abandoned, language)}
            </span>
          </>
        }
        note={t.entered(formatCount(today.entered, language))}
        bar={[
          { name: 'answered', value: today.answered },
          { name: 'abandoned', value: today.abandoned },
        ]}
      />
      <Tile
        label={t.tiles.available}
        metric={queueMetrics.agents}
        value={agents ? formatCount(states.READY, language) : noValue}
        note={t.ofLogged(formatCount(logged, language))}
        bar={[
          { name: 'ready', value: states.READY },
          { name: 'ringing', value: states.RINGING },
          { name: 'talking', value: states.TALKING },
          { name: 'wrapUp', value: states.WRAP_UP },
          { name: 'paused', value: states.PAUSED },
        ]}
      />
      <CountedNote of={of} holdQueues={going.filter(queue => !queues.includes(queue)).map(({ name }) => name)} />
    </section>
  )
})

/** Nothing that is summed up goes on, and something of it should. */
const isDown = (queues: readonly Queue[]): boolean =>
  queues.some(({ standstill }) => standstill !== null && standstill.reason !== 'recording') &&
  queues.every(({ standstill }) => standstill !== null)

function LongestTile({ queues }: { queues: readonly Queue[] }) {
  const t = useMessages()
  const settings = useSettings()
  const { longest } = totalsOf(queues)
  const now = useSiteNow(longest?.site ?? '')
  const since = longest?.oldestEntryAt ?? null
  const level = useWaitLevel(since, now, settings.longestWaitLimits ?? longest?.longestWaitLimits ?? noLimits)
  return (
    <Tile
      label={t.tiles.longest}
      metric={queueMetrics.longest}
      level={level}
      value={since === null ? noValue : <Elapsed since={since} now={now} />}
      note={longest?.name ?? t.nobodyWaits}
    />
  )
}

const noLimits = { warn: Infinity, bad: Infinity }
