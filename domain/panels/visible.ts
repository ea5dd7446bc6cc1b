import type { PanelDocument, PanelKey, PanelKind } from './document.ts'

/** The queues and agents of a token; `all`: it sees everything. */
export type PanelScope = 'all' | { readonly queues: readonly PanelKey[]; readonly agents: readonly PanelKey[] }

/** A document is visible that has one of these queues, or one of these agents where those count. */
export type VisibleDocuments =
  | 'all'
  | {
      readonly queues: readonly PanelKey[]
      readonly agents: readonly PanelKey[]
      /** Whether a document is seen by its agent: only one that names no queue, or any. */
      readonly byAgent: 'NEVER' | 'WITHOUT_QUEUE' | 'ALWAYS'
    }

/**
 * Who sees a document (domain/access/rights.ts): a visit who sees its queue. A row who sees its queue; one without a queue, such as a pause in
 * all queues, who sees its agent. A call who sees one of its queues or agents. What names neither, who sees everything.
 */
export function visibleOf(kind: PanelKind, scope: PanelScope): VisibleDocuments {
  if (scope === 'all') return 'all'
  return { ...scope, byAgent: agentsCount[kind] }
}

const agentsCount = { ROW: 'WITHOUT_QUEUE', VISIT: 'NEVER', CALL: 'ALWAYS' } as const

export function isVisible({ queues, agents }: PanelDocument, visible: VisibleDocuments): boolean {
  if (visible === 'all' || queues.some(queue => visible.queues.includes(queue))) return true
  if (visible.byAgent === 'NEVER' || (visible.byAgent === 'WITHOUT_QUEUE' && queues.length > 0)) return false
  return agents.some(agent => visible.agents.includes(agent))
}

/**
 * What the queues of a document were called, or the groups that its agents were in: of those that the asker sees. Null: there are none at all.
 * Nothing where all belong to queues or agents that he does not see.
 */
export function visibleNames(
  document: Pick<PanelDocument, 'queues' | 'queueNames' | 'agents' | 'groups'>,
  of: 'queueNames' | 'groups',
  visible: VisibleDocuments,
): readonly (string | null)[] {
  const owners = of === 'groups' ? 'agents' : 'queues'
  const named = document[of].flatMap((name, index) => (name === null ? [] : [{ name, owner: document[owners][index] }]))
  if (named.length === 0) return [null]
  const seen = named.filter(({ owner = '' }) => visible === 'all' || visible[owners].includes(owner))
  return [...new Set(seen.map(({ name }) => name))]
}
