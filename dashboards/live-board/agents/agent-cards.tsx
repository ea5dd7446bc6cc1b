import { memo } from 'react'
import { ActionsButton } from '../../agent-actions/actions-button.tsx'
import { formatCount } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Elapsed } from '../../ui/elapsed.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useMovingKeys } from '../../ui/tables/moving-keys.ts'
import { lookOf } from '../../ui/states.ts'
import type { Agent } from '../board.ts'
import { formatMinutes } from '../minutes.ts'
import { PhoneMark } from './phone-mark.tsx'
import { useSiteNow } from '../site-clock.ts'
import { standstillClass, StandstillMark } from '../health/standstill.tsx'
import { StateBadge } from './state-badge.tsx'

export function AgentCards({ agents }: { agents: readonly Agent[] }) {
  const keys = useMovingKeys(agents)
  return (
    <ul className="agent-cards">
      {agents.map((agent, place) => (
        <AgentCard key={keys[place]} agent={agent} />
      ))}
    </ul>
  )
}

const AgentCard = memo(function AgentCard({ agent }: { agent: Agent }) {
  const t = useMessages()
  const language = useLanguage()
  const now = useSiteNow(agent.site)
  return (
    <li className={standstillClass(`agent-card look-${lookOf[agent.state]}`, agent)} data-agent={agent.id}>
      <div className="agent-card-head">
        <span className="agent-name">{agent.name}</span>
        <StandstillMark of={agent} />
        {agent.demo ? (
          <span className="agent-demo" title={t.demonstration}>
            <Icon name="demo" />
            <span className="visually-hidden">{t.demonstration}</span>
          </span>
        ) : null}
        <ActionsButton id={agent.id} name={agent.name} />
      </div>
      <div className="agent-card-state">
        <StateBadge state={agent.state} />
        <Elapsed since={agent.since} now={now} />
      </div>
      <div className="agent-card-about">
        <PhoneMark sign={agent.phoneSign} />
        {aboutOf(agent)}
      </div>
      <div className="agent-card-today">
        <span title={t.answeredToday}>
          <Icon name="good" />
          <span className="visually-hidden">{t.answeredToday} </span>
          {formatCount(agent.answered, language)}
        </span>
        <span title={t.missedToday} className={agent.missed > 0 ? 'agent-missed' : undefined}>
          <Icon name="close" />
          <span className="visually-hidden">{t.missedToday} </span>
          {formatCount(agent.missed, language)}
        </span>
        <span title={t.talkToday}>
          <Icon name="talking" />
          <span className="visually-hidden">{t.talkToday} </span>
          {formatMinutes(agent.talkMinutes)}
        </span>
        <span title={t.pauseToday}>
          <Icon name="paused" />
          <span className="visually-hidden">{t.pauseToday} </span>
          {formatMinutes(agent.pauseMinutes)}
        </span>
      </div>
    </li>
  )
})

/** Why, for whom, and where he sits: what is known of it. */
const aboutOf = ({ reason, queue, line, agent, name }: Agent): string =>
  [reason, queue, line, name === agent ? undefined : agent].filter(Boolean).join(' · ')
