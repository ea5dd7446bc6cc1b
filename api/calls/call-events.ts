import type { CallStep } from '../../domain/calls/call.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { eventsOfCall, pathOfCall } from '../../projections/calls/search/call-events.ts'
import type { CallOrigin } from '../../projections/calls/search/call-by-id.ts'
import type { CallRow } from '../../projections/calls/types.ts'
import type { ApiContext } from '../context.ts'

interface Told {
  readonly events: readonly RecordedEvent[]
  readonly origin: CallOrigin
}

/** By the row, which lives as long as its answer: path and events of a call are read from the log once. */
const told = new WeakMap<CallRow, Promise<Told>>()

const toldOf = (context: ApiContext, call: CallRow): Promise<Told> => {
  const known = told.get(call) ?? read(context, call)
  told.set(call, known)
  return known
}

async function read({ reports, store }: ApiContext, call: CallRow): Promise<Told> {
  const origin = await reports.calls.origin(call)
  return { events: await eventsOfCall(store, call, origin), origin }
}

/** Everything that the log holds of the call, in position order. */
export const eventsOf = async (context: ApiContext, call: CallRow): Promise<readonly RecordedEvent[]> =>
  (await toldOf(context, call)).events

/** What happened, one step after the other. */
export async function pathOf(context: ApiContext, call: CallRow): Promise<readonly CallStep[]> {
  const { events, origin } = await toldOf(context, call)
  return pathOfCall(events, origin)
}
