import type { OtherObjects } from '../configuration/kind.ts'
import type { Rejection } from '../kernel/decider.ts'
import { contexts } from '../routing/dialplan/contexts.ts'

/** The entity of a context. @returns null: that of all of them */
export const entityOfContext = (context: string | null, others: OtherObjects): string | null =>
  (context === null ? undefined : others.get(contexts, context)?.entity) ?? null

/** What says that it belongs to one entity cannot be in a context of another. */
export function entityElsewhere(
  entity: string | null,
  context: string | null,
  field: string,
  others: OtherObjects,
): readonly Rejection[] {
  const there = entityOfContext(context, others)
  if (entity === null || there === null || there === entity) return []
  const message = `context ${String(context)} is of entity ${there}, not of ${entity}; take a context of ${entity}, or leave the entity out`
  return [{ field, rule: 'entity', message }]
}
