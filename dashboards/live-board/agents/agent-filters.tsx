import { formatCount } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { AddressSearch } from '../../ui/forms/address-search.tsx'
import { Select } from '../../ui/forms/controls.tsx'
import { Icon } from '../../ui/icons.tsx'
import { agentStates, lookOf, type AgentStateName } from '../../ui/states.ts'
import { agentOrders, type AgentFilter, type AgentOrder } from './agent-model.ts'
import type { AgentGroup, Queue } from '../board.ts'
import { agentTextParameter } from '../board-address.ts'

interface AgentFiltersProps {
  readonly filter: AgentFilter
  readonly onFilter: (filter: AgentFilter) => void
  readonly order: AgentOrder
  readonly onOrder: (order: AgentOrder) => void
  /** Of all agents, whatever is filtered. */
  readonly counts: Readonly<Record<AgentStateName, number>>
  readonly queues: readonly Queue[]
  readonly groups: readonly AgentGroup[]
}

/** Which agents are shown, and in what order. */
export function AgentFilters({ filter, onFilter, order, onOrder, counts, queues, groups }: AgentFiltersProps) {
  const t = useMessages()
  const change = (changed: Partial<AgentFilter>) => onFilter({ ...filter, ...changed })
  return (
    <div className="agent-filters">
      <StateFilters counts={counts} states={filter.states} onStates={states => change({ states })} />
      <div className="agent-search">
        <AddressSearch parameter={agentTextParameter} label={t.searchAgents} />
        <Select
          label={t.queue}
          value={filter.queue}
          options={[{ value: '', label: t.allQueues }, ...queues.map(namedOption)]}
          onChange={queue => change({ queue })}
        />
        {groups.length > 0 ? (
          <Select
            label={t.agentGroup}
            value={filter.group}
            options={[{ value: '', label: t.allGroups }, ...groups.map(namedOption)]}
            onChange={group => change({ group })}
          />
        ) : null}
        <Select
          label={t.sortBy}
          value={order}
          options={agentOrders.map(value => ({ value, label: t.agentOrders[value] }))}
          onChange={onOrder}
        />
      </div>
    </div>
  )
}

const namedOption = ({ id, name, site }: AgentGroup | Queue) => ({ value: id, label: `${name} (${site})` })

interface StateFiltersProps {
  readonly counts: Readonly<Record<AgentStateName, number>>
  readonly states: ReadonlySet<AgentStateName>
  readonly onStates: (states: ReadonlySet<AgentStateName>) => void
}

function StateFilters({ counts, states, onStates }: StateFiltersProps) {
  const t = useMessages()
  const language = useLanguage()
  const toggle = (state: AgentStateName) => {
    const next = new Set(states)
    if (!next.delete(state)) next.add(state)
    onStates(next)
  }
  return (
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
  )
}
