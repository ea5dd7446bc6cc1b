import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { handleChangeSet, type ChangeSetResult } from '../../domain/configuration/handle-change-set.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { ApiContext } from '../context.ts'
import { processed } from '../mutations/payload.ts'

export interface ChangeSetRequest {
  readonly site: string
  readonly commands: readonly ConfigurationCommand[]
  readonly comment: string | null
  readonly dryRun: boolean
  readonly expectedPosition?: Position
}

/** Sends a change set as the asker, and waits until the read models have it. */
export async function sendChangeSet(context: ApiContext, request: ChangeSetRequest): Promise<ChangeSetResult> {
  const { commands, ...rest } = request
  const entities = context.may.entities(request.site)
  const result = await handleChangeSet(
    context.store,
    context.configuration.reader,
    { commands },
    context.configuration.rules,
    {
      ...rest,
      changeSetId: crypto.randomUUID(),
      actor: context.identity.label,
      occurredAt: context.clock(),
      ...(entities === 'all' ? {} : { entities }),
    },
  )
  if (result.accepted && !request.dryRun && result.events.length > 0) await processed(context, result.position)
  return result
}
