import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { entityView } from '../../domain/configuration/entity-view.ts'
import type { ChangeSetResult } from '../../domain/configuration/handle-change-set.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { warningsOf, type Warning } from '../../domain/configuration/warnings/warnings.ts'
import { weakSecrets } from '../../domain/configuration/warnings/weak-secrets.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'

export const WarningType = builder.objectRef<Warning>('Warning').implement({
  description: 'What was accepted, and may not be what was meant. It is told once: when a command makes it so.',
  fields: t => ({
    kind: t.exposeString('kind', { description: 'Kind of the object that it is about.' }),
    key: t.exposeString('key', { description: 'Key of the object.' }),
    field: t.exposeString('field', { description: 'Field of the object; empty: the object as a whole.' }),
    rule: t.exposeString('rule', { description: 'Stable name, e.g. `sharedWeight`.' }),
    message: t.exposeString('message', { description: 'What may be wrong and what to do, for a person.' }),
  }),
})

export const warningsDescription = 'What was accepted, and may not be what was meant. Empty when it was refused.'

/** Of what the asker may see. */
export function warningsIn(
  { may }: Pick<ApiContext, 'may'>,
  site: string,
  result: ChangeSetResult,
  commands: readonly ConfigurationCommand[],
): readonly Warning[] {
  if (!result.accepted) return []
  const entities = may.entities(site)
  const [before, after] = [result.before, result.after].map(whole =>
    entities === 'all' ? whole : entityView(whole, entities, 'known', kinds),
  ) as [typeof result.before, typeof result.after]
  return [...warningsOf(result.events, before, after, kinds), ...weakSecrets(commands, result.events, kinds)]
}
