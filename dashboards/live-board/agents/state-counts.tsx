import { memo } from 'react'
import { formatCount } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Icon } from '../../ui/icons.tsx'
import { agentStates, lookOf } from '../../ui/states.ts'
import { countByState } from './agent-model.ts'
import type { Agent } from '../board.ts'

export const StateCounts = memo(function StateCounts({ agents }: { agents: readonly Agent[] }) {
  const t = useMessages()
  const language = useLanguage()
  const counts = countByState(agents)
  return (
    <ul className="state-counts">
      {agentStates.map(state => (
        <li key={state} className={`state-${lookOf[state]}`}>
          <Icon name={lookOf[state]} />
          <span>{t.agentStates[state]}</span>
          <strong>{formatCount(counts[state], language)}</strong>
        </li>
      ))}
    </ul>
  )
})
