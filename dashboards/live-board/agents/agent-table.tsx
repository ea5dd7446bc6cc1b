import { memo } from 'react'
import { ActionsButton } from '../../agent-actions/actions-button.tsx'
import { useOpenActions } from '../../agent-actions/opener.ts'
import { formatCount } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Elapsed } from '../../ui/elapsed.tsx'
import { Explain } from '../../ui/explanation/explain.tsx'
import { useMovingKeys } from '../../ui/tables/moving-keys.ts'
import type { Agent } from '../board.ts'
import { agentMetrics } from '../metrics.ts'
import { formatMinutes } from '../minutes.ts'
import { PhoneMark } from './phone-mark.tsx'
import { useSiteNow } from '../site-clock.ts'
import { useSiteLabel } from '../site-label.ts'
import { standstillClass, StandstillMark } from '../health/standstill.tsx'
import { StateBadge } from './state-badge.tsx'
import { TableFrame } from '../../ui/tables/table-frame.tsx'

/** The agent cards for those who compare: one line each. */
export function AgentTable({ agents }: { agents: readonly Agent[] }) {
  const t = useMessages()
  const mayAct = useOpenActions() !== undefined
  const keys = useMovingKeys(agents)
  return (
    <TableFrame>
      <table className="table agent-table">
        <caption className="visually-hidden">{t.agents}</caption>
        <thead>
          <tr>
            <th scope="col" className="start">
              {t.agent}
            </th>
            <th scope="col" className="start">
              {t.state}
            </th>
            <th scope="col">
              <Explain metric={agentMetrics.since} title={t.since}>
                {t.since}
              </Explain>
            </th>
            <th scope="col" className="start">
              {t.reason}
            </th>
            <th scope="col" className="start">
              {t.queue}
            </th>
            <th scope="col" className="start">
              {t.line}
            </th>
            <th scope="col">
              <Explain metric={agentMetrics.answered} title={t.answered}>
                {t.answered}
              </Explain>
            </th>
            <th scope="col">
              <Explain metric={agentMetrics.missed} title={t.missed}>
                {t.missed}
              </Explain>
            </th>
            <th scope="col">
              <Explain metric={agentMetrics.talk} title={t.talk}>
                {t.talk}
              </Explain>
            </th>
            <th scope="col">
              <Explain metric={agentMetrics.pause} title={t.pause}>
                {t.pause}
              </Explain>
            </th>
            {mayAct ? (
              <th scope="col">
                <span className="visually-hidden">{t.acting.actions}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {agents.map((agent, place) => (
            <AgentRow key={keys[place]} agent={agent} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

const AgentRow = memo(function AgentRow({ agent }: { agent: Agent }) {
  const language = useLanguage()
  const now = useSiteNow(agent.site)
  const site = useSiteLabel(agent.site)
  const mayAct = useOpenActions() !== undefined
  return (
    <tr data-agent={agent.id} className={standstillClass('agent-row', agent)}>
      <th scope="row" className="start">
        {agent.name}
        <span className="agent-number">
          {[agent.name === agent.agent ? undefined : agent.agent, site].filter(Boolean).join(' · ')}
        </span>
        <StandstillMark of={agent} />
      </th>
      <td className="start">
        <StateBadge state={agent.state} />
        <PhoneMark sign={agent.phoneSign} />
      </td>
      <td>
        <Elapsed since={agent.since} now={now} />
      </td>
      <td className="start">{agent.reason}</td>
      <td className="start">{agent.queue}</td>
      <td className="start mono">{agent.line}</td>
      <td>{formatCount(agent.answered, language)}</td>
      <td>{formatCount(agent.missed, language)}</td>
      <td>{formatMinutes(agent.talkMinutes)}</td>
      <td>{formatMinutes(agent.pauseMinutes)}</td>
      {mayAct ? (
        <td className="actions-cell">
          <ActionsButton id={agent.id} name={agent.name} />
        </td>
      ) : null}
    </tr>
  )
})
