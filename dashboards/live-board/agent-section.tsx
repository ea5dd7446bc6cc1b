import { useDeferredValue, useMemo, useState } from 'react'
import { AgentDrawer } from '../agent-actions/agent-drawer.tsx'
import { OpenActionsContext } from '../agent-actions/opener.ts'
import { mayActOnAgents, useIdentity } from '../app/identity.ts'
import { changeSettings, useSettings } from '../app/settings.ts'
import { formatCount } from '../format/numbers.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Segmented, Select } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { agentStates, lookOf, type AgentStateName } from '../ui/states.ts'
import { AgentCards } from './agent-cards.tsx'
import {
  agentOrders,
  countByState,
  filterAgents,
  groupsOf,
  presentAgents,
  sortAgents,
  type AgentOrder,
} from './agent-model.ts'
import { AgentTable } from './agent-table.tsx'
import type { Agent, Queue } from './board.ts'
import './agents.css'

interface AgentSectionProps {
  readonly agents: readonly Agent[]
  readonly queues: readonly Queue[]
}

export function AgentSection({ agents, queues }: AgentSectionProps) {
  const t = useMessages()
  const language = useLanguage()
  const { agentView, loggedOutShown } = useSettings()
  const [states, setStates] = useState<ReadonlySet<AgentStateName>>(new Set())
  const [queue, setQueue] = useState('')
  const [group, setGroup] = useState('')
  const [text, setText] = useState('')
  const [order, setOrder] = useState<AgentOrder>('state')
  const wanted = useDeferredValue(text)
  const [actedOn, setActedOn] = useState<string>()
  const openActions = mayActOnAgents(useIdentity()) ? setActedOn : undefined
  const acted = agents.find(({ id }) => id === actedOn)

  const groups = useMemo(() => groupsOf(agents), [agents])
  const counts = useMemo(() => countByState(agents), [agents])
  const found = useMemo(
    () => sortAgents(filterAgents(agents, { states, queue, group, text: wanted }), order),
    [agents, states, queue, group, wanted, order],
  )
  // Who is asked for by state or by name is shown, logged in or not.
  const chosen = states.size > 0 || wanted !== ''
  const present = useMemo(() => presentAgents(found), [found])
  const shown = chosen || loggedOutShown ? found : present
  const loggedOut = chosen ? 0 : found.length - present.length
  const filtered = states.size > 0 || queue !== '' || group !== '' || text !== ''

  const toggle = (state: AgentStateName) => {
    const next = new Set(states)
    if (!next.delete(state)) next.add(state)
    setStates(next)
  }
  const clear = () => {
    setStates(new Set())
    setQueue('')
    setGroup('')
    setText('')
  }

  return (
    <section className="card agents" aria-labelledby="agents-title">
      <header className="card-head">
        <h2 id="agents-title">
          {t.agents} <span className="card-count">{formatCount(agents.length, language)}</span>
        </h2>
        <Segmented
          label={t.view}
          value={agentView}
          options={[
            { value: 'cards', label: t.cards },
            { value: 'table', label: t.table },
          ]}
          onChange={view => changeSettings({ agentView: view })}
        />
      </header>
      <div className="agent-filters">
        <div className="state-filters" role="group" aria-label={t.filterByState}>
          {agentStates.map(state => (
            <button
              key={state}
              type="button"
              className={`state-filter state-${lookOf[state]}`}
              aria-pressed={states.has(state)}
              onClick={() => toggle(state)}
            >
              <Icon name={lookOf[state]} />
              <span>{t.agentStates[state]}</span>
              <strong>{formatCount(counts[state], language)}</strong>
            </button>
          ))}
        </div>
        <div className="agent-search">
          <label className="search">
            <Icon name="search" />
            <span className="visually-hidden">{t.searchAgents}</span>
            <input
              type="search"
              value={text}
              placeholder={t.searchAgents}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
          <Select
            label={t.queue}
            value={queue}
            options={[
              { value: '', label: t.allQueues },
              ...queues.map(({ id, name, site }) => ({ value: id, label: `${name} (${site})` })),
            ]}
            onChange={setQueue}
          />
          {groups.length > 0 ? (
            <Select
              label={t.agentGroup}
              value={group}
              options={[
                { value: '', label: t.allGroups },
                ...groups.map(({ id, name, site }) => ({ value: id, label: `${name} (${site})` })),
              ]}
              onChange={setGroup}
            />
          ) : null}
          <Select
            label={t.sortBy}
            value={order}
            options={agentOrders.map(value => ({ value, label: t.agentOrders[value] }))}
            onChange={setOrder}
          />
        </div>
      </div>
      <p className="visually-hidden" role="status">
        {filtered ? t.shownOf(formatCount(shown.length, language), formatCount(agents.length, language)) : ''}
      </p>
      {shown.length > 0 ? (
        <OpenActionsContext value={openActions}>
          {agentView === 'cards' ? <AgentCards agents={shown} /> : <AgentTable agents={shown} />}
        </OpenActionsContext>
      ) : (
        <EmptyState icon="agents" title={loggedOut > 0 ? t.nobodyLoggedIn : filtered ? t.noAgentMatches : t.noAgents}>
          {filtered ? (
            <button type="button" className="button" onClick={clear}>
              {t.clearFilters}
            </button>
          ) : loggedOut > 0 ? null : (
            <p>{t.noAgentsHint}</p>
          )}
        </EmptyState>
      )}
      {loggedOut > 0 ? (
        <div className="agents-logged-out">
          <button
            type="button"
            className="button button-quiet"
            onClick={() => changeSettings({ loggedOutShown: !loggedOutShown })}
          >
            <Icon name={loggedOutShown ? 'up' : 'down'} />
            {(loggedOutShown ? t.hideLoggedOut : t.showLoggedOut)(formatCount(loggedOut, language))}
          </button>
        </div>
      ) : null}
      {acted ? <AgentDrawer agent={acted} onClose={() => setActedOn(undefined)} /> : null}
    </section>
  )
}
