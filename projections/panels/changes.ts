import type { CorrectionEvent } from '../../domain/calls/corrections.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { PanelChange } from '../../domain/panels/panel-index.ts'
import { queueLogRowOf, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { queueTalkEndFound, type QueueTalkEnd } from '../../domain/queues/talk-ends.ts'
import { calls } from '../calls/calls.ts'
import type { CallKey } from '../calls/types.ts'
import { callSecondOf } from '../pbx-nodes.ts'
import { callChanges } from './call-changes.ts'
import { queueLogChanges, type CallSeconds, type PanelSources } from './queue-log-changes.ts'
import newestCallSecondsSql from './sql/newest-call-seconds.sql'
import type { Restart, TouchedCall } from './touched.ts'

/** The events that documents are made of: all that calls are read from, with them the rows of queue_log, and what is found of these. */
export const panelEvents: readonly string[] = [...calls.handles, queueTalkEndFound]

interface PanelChanges {
  /**
   * What the index must hold differently after these events. The tables may hold more of the log than that: then the documents tell
   * it already, and are written once more with the events that are still to come.
   * @param through end of the page
   */
  page(events: readonly RecordedEvent[], through: Position): Promise<PanelChange[]>
}

/** @param after where in the log the pages begin */
export async function panelChanges(sources: PanelSources, after: Position): Promise<PanelChanges> {
  const seconds = await callSeconds(sources, after)
  return {
    async page(events, through) {
      const rows = events.filter(({ type }) => type === queueLogRowRecorded).map(queueLogRowOf)
      const restarts: Restart[] = rows.filter(({ event }) => event === 'QUEUESTART')
      const page = { rows, restarts, toldBesides: events.flatMap(toldBesides), through }
      return [...(await queueLogChanges(sources, page, seconds)), ...(await callChanges(sources, events, restarts))]
    },
  }
}

/** The names of a call that the event excludes from the figures, or counts again, or of whose conversation it has found the end. */
function toldBesides({ type, site = '', node = '', data, position: version }: RecordedEvent): TouchedCall[] {
  if (type === queueTalkEndFound) return [{ site, node, callId: (data as unknown as QueueTalkEnd).callid, version }]
  if (type !== 'CallExcluded' && type !== 'CallIncluded') return []
  const { keys } = data as unknown as Extract<CorrectionEvent, { type: 'CallExcluded' | 'CallIncluded' }>
  return keys.map(callId => ({ site, node, callId, version }))
}

/** In the middle of the log every callid that the tables know may have earlier rows. */
async function callSeconds({ sql }: PanelSources, after: Position): Promise<CallSeconds> {
  const newest = new Map<string, number>()
  const pbxOf = ({ site, node }: CallKey) => `${site}/${node}`
  if (after > 0) {
    const { rows } = await sql.query<{ site: string; node: string; second: number }>(newestCallSecondsSql)
    for (const { site, node, second } of rows) newest.set(`${site}/${node}`, second)
  }
  return {
    isNew: call => callSecondOf(call.callId) > (newest.get(pbxOf(call)) ?? -1),
    see(touched) {
      for (const call of touched)
        newest.set(pbxOf(call), Math.max(newest.get(pbxOf(call)) ?? -1, callSecondOf(call.callId)))
    },
  }
}
