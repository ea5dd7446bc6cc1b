import { useMessages } from '../../i18n/language.ts'
import { Icon } from '../../ui/icons.tsx'
import { lookOf, type AgentStateName } from '../../ui/states.ts'

export function StateBadge({ state }: { state: AgentStateName }) {
  const t = useMessages()
  return (
    <span className={`state-badge state-${lookOf[state]}`}>
      <Icon name={lookOf[state]} />
      {t.agentStates[state]}
    </span>
  )
}
