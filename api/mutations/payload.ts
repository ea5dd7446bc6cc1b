import type { Rejection } from '../../domain/kernel/decider.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { CommandResult } from '../../domain/kernel/handle-command.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import type { ShownIn } from '../ports/engine.ts'

/** What every mutation answers; the changed object comes beside it. */
export interface Payload {
  readonly position: Position
  readonly rejections: readonly Rejection[]
}

const RejectionType = builder.objectRef<Rejection>('Rejection').implement({
  description: 'Why a command was refused. It changed nothing.',
  fields: t => ({
    field: t.exposeString('field', { description: 'Field of the input that is wrong, e.g. `thresholds.t2Seconds`.' }),
    rule: t.exposeString('rule', { description: 'Stable name of the rule that it breaks, e.g. `order`.' }),
    message: t.exposeString('message', { description: 'What is wrong and what to do, for a person.' }),
  }),
})

/** A payload type: `position` and `rejections`, and what the caller adds. */
export function payloadRef<P extends Payload>(name: string, description: string) {
  const ref = builder.objectRef<P>(name)
  builder.objectType(ref, {
    description,
    fields: t => ({
      position: t.field({
        type: 'Position',
        description:
          'End of the log after the command: a read that answers with this position or a later one shows its effect.',
        resolve: ({ position }) => position,
      }),
      rejections: t.field({
        type: [RejectionType],
        description: 'Why it was refused; empty when it was accepted.',
        resolve: ({ rejections }) => [...rejections],
      }),
    }),
  })
  return ref
}

const mostWaitMs = 5000

/** Gives the caller his own writes to read. A projection that stands still delays the tables, never the answer. */
export async function settled(
  context: SettleContext,
  result: CommandResult<unknown>,
  shownIn: ShownIn = 'FIGURES',
): Promise<Payload> {
  if (!result.accepted) return { position: await context.store.lastPosition(), rejections: result.rejections }
  if (result.events.length > 0) await processed(context, result.position, shownIn)
  return { position: result.position, rejections: [] }
}

type SettleContext = Pick<ApiContext, 'engine' | 'store' | 'log'>

export async function processed(
  { engine, log }: Pick<SettleContext, 'engine' | 'log'>,
  position: Position,
  shownIn: ShownIn = 'FIGURES',
): Promise<void> {
  try {
    await engine.waitUntilProcessed(position, mostWaitMs, shownIn)
  } catch (error) {
    log('warn', 'A command was stored, but the read models do not follow', { error: String(error) })
  }
}

/** What a decided event says of its origin. */
export const originOf = ({ identity, clock }: Pick<ApiContext, 'identity' | 'clock'>) => ({
  actor: identity.label,
  occurredAt: clock(),
  correlationId: crypto.randomUUID(),
})
