import type { PanelDocument, PanelKey, PanelKind } from './document.ts'
import type { PanelGroup, PanelTerm } from './panel-index.ts'

/** The queues and agents of a token; `all`: it sees everything. */
export type PanelScope = 'all' | { readonly queues: readonly PanelKey[]; readonly agents: readonly PanelKey[] }

/**
 * A document is visible that has one of these queues or one of these agents. `agentsOnlyWithoutQueue`: by its agent only when it names no
 * queue.
 */
export type VisibleDocuments =
  | 'all'
  | {
      readonly queues: readonly PanelKey[]
      readonly agents: readonly PanelKey[]
      readonly agentsOnlyWithoutQueue: boolean
    }

/**
 * Who sees a document (domain/access/rights.ts): a visit who sees its queue. A row who sees its queue; one without a queue, such as a pause in
 * all queues, who sees its agent. A call who sees one of its queues or agents. What names neither, who sees everything.
 */
export function visibleOf(kind: PanelKind, scope: PanelScope): VisibleDocuments {
  if (scope === 'all') return 'all'
  const { queues, agents } = scope
  return { queues, agents: kind === 'VISIT' ? [] : agents, agentsOnlyWithoutQueue: kind === 'ROW' }
}

export function isVisible({ queues, agents }: PanelDocument, visible: VisibleDocuments): boolean {
  if (visible === 'all' || queues.some(queue => visible.queues.includes(queue))) return true
  if (visible.agentsOnlyWithoutQueue && queues.length > 0) return false
  return agents.some(agent => visible.agents.includes(agent))
}

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
