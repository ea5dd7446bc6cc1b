import { corrections, correctionStream, type Correcting } from '../../domain/calls/corrections.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import { handleCommand, type CommandResult } from '../../domain/kernel/handle-command.ts'
import { callTag } from '../../domain/pbx/facts.ts'
import type { CallKey, CallRow } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { callKeyOf, CallType } from '../calls/call-type.ts'
import type { ApiContext } from '../context.ts'
import { originOf, payloadRef, settled, type Payload } from './payload.ts'

/** A payload with the call as it is now. */
type CorrectedCall = Payload & { readonly call: CallRow | null }

export function correctedCallRef(name: string, description: string) {
  const ref = payloadRef<CorrectedCall>(name, description)
  builder.objectFields(ref, t => ({
    call: t.expose('call', {
      type: CallType,
      nullable: true,
      description: 'The call as it is now; null when there is none of that id that you may see.',
    }),
  }))
  return ref
}

/**
 * Finds the call, as far as the asker may see it, and decides what he asks for.
 * @param id global id, decoded
 * @param correct gets every name that the call goes by
 * @param allowed throws FORBIDDEN where the call is not his to correct
 */
export async function correctCall(
  context: ApiContext,
  id: { readonly typename: string; readonly id: string },
  correct: (keys: readonly string[]) => Correcting,
  allowed: (call: CallRow) => void = () => undefined,
): Promise<CorrectedCall> {
  const call = id.typename === 'Call' ? await visibleCall(context, callKeyOf(id.id)) : undefined
  if (!call) return { position: await context.store.lastPosition(), rejections: [unknownCall], call: null }
  allowed(call)
  const result = await decide(context, call, correct, originOf(context))
  return { ...(await settled(context, result, 'CALLS')), call: (await visibleCall(context, call)) ?? call }
}

const unknownCall: Rejection = {
  field: 'id',
  rule: 'exists',
  message: 'there is no such call, or it is not yours to see; take the id of a Call from an answer',
}

async function visibleCall({ reports, may }: ApiContext, { site, node, callId: key }: CallKey) {
  const [found] = await reports.calls.byKeys([{ site, node, key }], await may.calls())
  return found?.[0]
}

/** What was said about it when it was several calls still stands in the streams of each. */
export async function decide(
  { store, reports }: Pick<ApiContext, 'store' | 'reports'>,
  { site, node, callId }: CallKey,
  correct: (keys: readonly string[]) => Correcting,
  origin: ReturnType<typeof originOf>,
): Promise<CommandResult<unknown>> {
  const call = { site, node, callId }
  const [{ keys } = { keys: [] }] = await reports.calls.origins([call])
  const others = keys.filter(key => key !== callId)
  const envelope = {
    stream: correctionStream(call),
    alsoReads: others.map(key => correctionStream({ ...call, callId: key })),
    tags: [callTag(site, node, callId)],
  }
  return handleCommand(store, corrections, { ...call, ...correct(keys) }, { ...envelope, site, node, ...origin })
}
