import { namesFor } from '../../domain/access/operations.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { handleChangeSet, recordRefusal, type ChangeSetResult } from '../../domain/configuration/handle-change-set.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { ApiContext } from '../context.ts'
import { processed } from '../mutations/payload.ts'
import { ofOwnEntities } from '../rights/rights.ts'
import { accessBeyondOwn } from './access-beyond-own.ts'
import { entitiesInUse } from './entities-in-use.ts'

export interface ChangeSetRequest {
  readonly site: string
  readonly commands: readonly ConfigurationCommand[]
  readonly comment: string | null
  readonly dryRun: boolean
  readonly expectedPosition?: Position
  /** @see ChangeSet.restores */
  readonly restores?: boolean
  /**
   * The field that sends it has a right of its own. `field`: with it the asker may change what it changes. `supervised`: supervisors have it
   * for what is their own. Left out: the right to change the configuration is asked for, command by command.
   */
  readonly rightOf?: 'field' | 'supervised'
  /** When it shall be made; now when left out. */
  readonly effectiveAt?: Micros
}

type SentChangeSet = ChangeSetResult & { readonly changeSetId: string }

/**
 * Sends a change set as the asker, and waits until the read models have it. One for later is scheduled.
 * @throws FORBIDDEN for a command that his access list does not open
 */
export async function sendChangeSet(context: ApiContext, request: ChangeSetRequest): Promise<SentChangeSet> {
  const { commands, effectiveAt, rightOf, restores = false, ...rest } = request
  const { identity } = context
  if (rightOf === undefined)
    for (const name of new Set(commands.flatMap(command => Object.keys(command))))
      context.may.do('changeConfiguration', { ...ofOwnEntities(), names: namesFor(name) ?? [] })
  const entities = context.may.entities(request.site)
  const { store } = context
  const { reader, rules } = context.configuration
  const changeSetId = crypto.randomUUID()
  const decided = {
    ...rest,
    changeSetId,
    actor: identity.label,
    occurredAt: context.clock(),
    ...(entities === 'all' ? {} : { entities }),
    ...(identity.scope.acl && { acl: identity.scope.acl }),
    ...(rightOf === 'supervised' && identity.role === 'supervisor'
      ? { supervisor: { site: request.site, scope: identity.scope } }
      : {}),
  }
  const rejections = [
    ...(await entitiesInUse(context, request.site, commands)),
    ...(await accessBeyondOwn(context, request.site, commands)),
  ]
  if (rejections.length > 0) {
    await recordRefusal(store, decided, rejections)
    return { accepted: false, rejections, position: (await reader.now(request.site)).position, changeSetId }
  }
  if (effectiveAt !== undefined)
    return { ...(await context.scheduledChanges.schedule({ commands }, { ...decided, effectiveAt })), changeSetId }
  const result = await handleChangeSet(store, reader, { commands, restores }, rules, decided)
  if (result.accepted && !request.dryRun && result.events.length > 0) await processed(context, result.position)
  return { ...result, changeSetId }
}
