import type { PanelGroup, PanelTerm } from './panel-index.ts'
import type { PanelScope } from './visible.ts'

/** Values of these terms are names that a token may not see, though it sees a document with them: a call that was in two queues. */
const named: Readonly<Partial<Record<PanelTerm, 'queues' | 'agents'>>> = { QUEUE: 'queues', AGENT: 'agents' }

/** Leaves out the groups that name a queue or an agent that is not in the scope. */
export function visibleGroups(
  groups: readonly PanelGroup[],
  terms: readonly PanelTerm[],
  scope: PanelScope,
): readonly PanelGroup[] {
  if (scope === 'all') return groups
  const seen = { queues: new Set(scope.queues), agents: new Set(scope.agents) }
  return groups.filter(({ terms: values }) =>
    terms.every((term, index) => {
      const kind = named[term]
      const value = values[index] ?? null
      return kind === undefined || value === null || seen[kind].has(value)
    }),
  )
}
