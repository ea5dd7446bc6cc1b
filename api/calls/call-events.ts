import type { CallStep } from '../../domain/calls/call.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { eventsOfCalls, pathOfCall } from '../../projections/calls/search/call-events.ts'
import type { CallOrigin } from '../../projections/calls/search/call-by-id.ts'
import type { CallKey, CallRow } from '../../projections/calls/types.ts'
import type { ApiContext } from '../context.ts'
import { batched } from '../schema/batched.ts'
import { nameOfCall } from './load-calls.ts'

interface Told {
  readonly events: readonly RecordedEvent[]
  readonly origin: CallOrigin
}

const nowhere: CallOrigin = { keys: [], restarts: [] }

/** Read from the log once for all calls of a page. */
const read = batched<CallKey, Told>(nameOfCall, async ({ reports, store }, calls) => {
  const origins = await reports.calls.origins(calls)
  const events = await eventsOfCalls(
    store,
    calls.map((call, index) => ({ ...call, ...(origins[index] ?? nowhere) })),
  )
  return calls.map((_, index) => ({ events: events[index] ?? [], origin: origins[index] ?? nowhere }))
})

/** By the row, which lives as long as its answer: path and events of a call are read from the log once. */
const told = new WeakMap<CallRow, Promise<Told>>()

const toldOf = (context: ApiContext, call: CallRow): Promise<Told> => {
  const known = told.get(call) ?? read(context, call)
  told.set(call, known)
  return known
}

/** Everything that the log holds of the call, in position order. */
export const eventsOf = async (context: ApiContext, call: CallRow): Promise<readonly RecordedEvent[]> =>
  (await toldOf(context, call)).events

/** What happened, one step after the other. */
export async function pathOf(context: ApiContext, call: CallRow): Promise<readonly CallStep[]> {
  const { events, origin } = await toldOf(context, call)
  return pathOfCall(events, origin)
}
