import { entityView } from '../../domain/configuration/entity-view.ts'
import type { ConfigurationAt, Moment } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from '../schema/errors.ts'

export const AsOfInput = builder.inputType('AsOf', {
  description: 'A moment: exactly one of `at` and `position`.',
  isOneOf: true,
  fields: t => ({
    at: t.field({ type: 'DateTime', description: 'What had been decided by this instant.' }),
    position: t.field({ type: 'Position', description: 'What the log held up to this position.' }),
  }),
})

type AsOf = typeof AsOfInput.$inferInput

/**
 * The configuration of a moment as the asker may see it: who is limited to entities gets theirs, and nothing else.
 * @throws BAD_USER_INPUT for a position that the log has not reached
 */
export async function configurationAt(
  context: Pick<ApiContext, 'configuration' | 'store' | 'may'>,
  site: string,
  asOf: AsOf | null | undefined,
): Promise<ConfigurationAt> {
  const at = await wholeAt(context, site, asOf)
  const entities = context.may.entities(site)
  if (entities === 'all') return at
  return { ...at, configuration: entityView(at.configuration, entities, 'own', kinds) }
}

/** What is configured now, with what belongs to all entities: as much as the asker may refer to. */
export async function knownNow(
  { configuration: { reader }, may }: Pick<ApiContext, 'configuration' | 'may'>,
  site: string,
): Promise<ConfigurationAt> {
  const at = await reader.now(site)
  const entities = may.entities(site)
  return entities === 'all' ? at : { ...at, configuration: entityView(at.configuration, entities, 'known', kinds) }
}

async function wholeAt(
  { configuration, store }: Pick<ApiContext, 'configuration' | 'store'>,
  site: string,
  asOf: AsOf | null | undefined,
): Promise<ConfigurationAt> {
  const moment = momentOf(asOf)
  if (!moment) return configuration.reader.now(site)
  if (moment.position !== undefined) {
    const end = await store.lastPosition()
    if (moment.position > end) throw badInput('asOf.position', `the log ends at ${end}; ask for that or an earlier one`)
  }
  return configuration.reader.asOf(site, moment)
}

const momentOf = (asOf: AsOf | null | undefined): Moment | undefined => {
  if (!asOf) return undefined
  return asOf.at === undefined ? { position: asOf.position } : { at: asOf.at }
}
