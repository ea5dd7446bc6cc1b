import { useDeferredValue, useMemo } from 'react'
import { AgentDrawer } from '../../agent-actions/agent-drawer.tsx'
import { OpenActionsContext } from '../../agent-actions/opener.ts'
import { useDrawerAddress } from '../../app/drawer-address.ts'
import { mayActOnAgents, useIdentity } from '../../app/identity.ts'
import { rememberInAddress, useSearch } from '../../app/location.ts'
import { changeSettings, useSettings } from '../../app/settings.ts'
import { formatCount } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Segmented } from '../../ui/forms/controls.tsx'
import { Icon } from '../../ui/icons.tsx'
import { EmptyState } from '../../ui/notices.tsx'
import { AgentCards } from './agent-cards.tsx'
import { AgentFilters } from './agent-filters.tsx'
import {
  countByState,
  everyAgent,
  filterAgents,
  groupsOf,
  leavesOut,
  presentAgents,
  sortAgents,
  type AgentFilter,
  type AgentOrder,
} from './agent-model.ts'
import { AgentTable } from './agent-table.tsx'
import type { Agent, Queue } from '../board.ts'
import { addressOfAgentFilter, addressOfAgentOrder, agentFilterIn, agentOrderIn } from '../board-address.ts'
import './agents.css'

interface AgentSectionProps {
  readonly agents: readonly Agent[]
  readonly queues: readonly Queue[]
}

export function AgentSection({ agents, queues }: AgentSectionProps) {
  const t = useMessages()
  const language = useLanguage()
  const { agentView, loggedOutShown } = useSettings()
  const search = useSearch()
  const filter = useMemo(() => agentFilterIn(search), [search])
  const order = agentOrderIn(search)
  const setFilter = (chosen: AgentFilter) => rememberInAddress(addressOfAgentFilter(chosen))
  const { opened: actedOn, open: actOn, close: stopActing } = useDrawerAddress('agent')
  const openActions = mayActOnAgents(useIdentity()) ? actOn : undefined
  const acted = openActions && agents.find(({ id }) => id === actedOn)
  const groups = useMemo(() => groupsOf(agents), [agents])
  const counts = useMemo(() => countByState(agents), [agents])
  const { shown, loggedOut } = useShownAgents(agents, filter, order, loggedOutShown)
  const filtered = leavesOut(filter)

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
      <AgentFilters
        filter={filter}
        order={order}
        counts={counts}
        queues={queues}
        groups={groups}
        onFilter={setFilter}
        onOrder={chosen => rememberInAddress(addressOfAgentOrder(chosen))}
      />
      <p className="visually-hidden" role="status">
        {filtered ? t.shownOf(formatCount(shown.length, language), formatCount(agents.length, language)) : ''}
      </p>
      {shown.length === 0 ? (
        <NoAgents filtered={filtered} allLoggedOut={loggedOut > 0} onClear={() => setFilter(everyAgent)} />
      ) : (
        <OpenActionsContext value={openActions}>
          {agentView === 'cards' ? <AgentCards agents={shown} /> : <AgentTable agents={shown} />}
        </OpenActionsContext>
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
      {acted ? <AgentDrawer agent={acted} onClose={stopActing} /> : null}
    </section>
  )
}

/** @returns `loggedOut`, how many are found that are shown only when `loggedOutShown` */
function useShownAgents(
  agents: readonly Agent[],
  { states, queue, group, text }: AgentFilter,
  order: AgentOrder,
  loggedOutShown: boolean,
): { readonly shown: readonly Agent[]; readonly loggedOut: number } {
  // Typing does not wait for a long list.
  const wanted = useDeferredValue(text)
  const found = useMemo(
    () => sortAgents(filterAgents(agents, { states, queue, group, text: wanted }), order),
    [agents, states, queue, group, wanted, order],
  )
  const present = useMemo(() => presentAgents(found), [found])
  // Who is asked for by state or by name is shown, logged in or not.
  if (states.size > 0 || wanted !== '') return { shown: found, loggedOut: 0 }
  return { shown: loggedOutShown ? found : present, loggedOut: found.length - present.length }
}

interface NoAgentsProps {
  readonly filtered: boolean
  readonly allLoggedOut: boolean
  readonly onClear: () => void
}

function NoAgents({ filtered, allLoggedOut, onClear }: NoAgentsProps) {
  const t = useMessages()
  return (
    <EmptyState icon="agents" title={allLoggedOut ? t.nobodyLoggedIn : filtered ? t.noAgentMatches : t.noAgents}>
      {filtered ? (
        <button type="button" className="button" onClick={onClear}>
          {t.clearFilters}
        </button>
      ) : allLoggedOut ? null : (
        <p>{t.noAgentsHint}</p>
      )}
    </EmptyState>
  )
}
