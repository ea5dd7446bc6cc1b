import type { AskedCall } from '../../projections/calls/search/calls-of-keys.ts'
import type { CallKey, CallParts, CallRow } from '../../projections/calls/types.ts'
import type { QueueVisitRow } from '../../projections/queue-visits/types.ts'
import type { ApiContext } from '../context.ts'
import { batched } from '../schema/batched.ts'

/** Also what a global id carries. */
export const nameOfCall = ({ site, node, callId }: CallKey): string => JSON.stringify([site, node, callId])

type PartsOf<P extends keyof CallParts> = (context: ApiContext, call: CallRow) => Promise<readonly CallParts[P][]>

const partsOf = <P extends keyof CallParts>(part: P): PartsOf<P> =>
  batched<CallKey, readonly CallParts[P][]>(nameOfCall, async ({ reports }, calls) => {
    const ofCall = new Map(calls.map((call): [string, CallParts[P][]] => [nameOfCall(call), []]))
    for (const row of await reports.calls.parts(part, calls)) ofCall.get(nameOfCall(row))?.push(row)
    return [...ofCall.values()]
  })

/** What a call is made of, asked once for all calls of a page. */
export const loadParts = {
  parties: partsOf('parties'),
  transfers: partsOf('transfers'),
  attachedData: partsOf('attachedData'),
  recordings: partsOf('recordings'),
  missedBy: partsOf('missedBy'),
  witnesses: partsOf('witnesses'),
  notes: partsOf('notes'),
} as const

/** Its stays in queues that the asker may see. */
export const loadVisits = batched<CallKey, readonly QueueVisitRow[]>(nameOfCall, async ({ reports, may }, calls) =>
  reports.visitsOfCalls(calls, await may.queues()),
)

const loadByKey = batched<AskedCall, readonly CallRow[]>(
  ({ site, node, key }) => JSON.stringify([site, node, key]),
  async ({ reports, may }, asked) => reports.calls.byKeys(asked, await may.calls()),
)

/** Every call of the name that the asker may see, the newest first. */
export const callsNamed = loadByKey

/** The call of one channel; null when there is none, or none that the asker may see. */
export const callOf = async (context: ApiContext, { site, node, callId }: CallKey): Promise<CallRow | null> =>
  (await loadByKey(context, { site, node, key: callId }))[0] ?? null
