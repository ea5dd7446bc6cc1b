import { microsOfSeconds, type Micros } from '../../domain/kernel/time.ts'
import type { PbxName } from '../../projections/live-phones/agent-phones.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import type { SourceHealth } from '../status/source-health.ts'

/** What was imported and is not followed is as old as the rest of the board; after a day it tells of nobody's telephone. */
const longestSilence = microsOfSeconds(86_400)

/** Events that the read model may be behind: some seconds of a busy PBX. */
const mostBehind = 2_000

/** The PBXs whose manager interface is heard now. Of the others, what they said last is not shown: it would look live. */
export async function heardNodes(
  { engine, store }: Pick<ApiPorts, 'engine' | 'store'>,
  sources: readonly SourceHealth[],
  now: Micros,
): Promise<readonly PbxName[]> {
  const heard = sources.filter(source => isHeard(source, now))
  if (heard.length === 0) return []
  const model = engine.projections().find(({ name }) => name === 'live_phones')
  if (!model || model.state === 'STOPPED') return []
  return (await store.lastPosition()) - model.position > mostBehind ? [] : heard
}

/** LATE without a lag: the source has begun and not connected yet. */
function isHeard({ kind, state, lagSeconds, lastEventAt }: SourceHealth, now: Micros): boolean {
  if (kind !== 'ami') return false
  if (state === 'FINISHED') return lastEventAt !== null && now - lastEventAt <= longestSilence
  return state === 'LIVE' || (state === 'LATE' && lagSeconds !== null)
}
