import type { Position } from '../kernel/event.ts'
import { isoOf, microsOfSeconds } from '../kernel/time.ts'
import type { QueueLogRow } from '../pbx/facts.ts'
import { isCallId, namedOrNone } from '../pbx/queue-log-events.ts'
import { meaningOf } from '../pbx/queue-log-meaning.ts'
import { attributesOf, indexable, panelKey, panelKeyOrNull, type PanelDocument } from './document.ts'
import type { PanelNames } from './names.ts'

/** Position is unique in the whole log; site and node say at a glance where it comes from. */
const rowDocumentId = ({ site, node, position }: Pick<QueueLogRow, 'site' | 'node' | 'position'>): string =>
  `${site}/${node}/${position}`

/** What is known of a row besides itself. */
interface RowContext {
  /** Id of the document of the visit that was read from the row. */
  readonly visit: string | undefined
  /** Its call was excluded from the figures. */
  readonly excluded: boolean
}

/**
 * One row of queue_log for the panels (contact-center 8.5): attribute names as the original index has them, and ours beside them.
 * Wait and talk are what the row itself states, in whole seconds; those of the visit are exact.
 */
export function rowDocument(
  row: QueueLogRow,
  version: Position,
  names: PanelNames,
  { visit, excluded }: RowContext,
): PanelDocument {
  const { site, node, at, callid, event, data } = row
  const queue = named(row.queue)
  const agent = named(row.agent)
  const queueName = queue === undefined ? undefined : names.queueDisplayName(site, queue, at)
  const known = agent === undefined ? {} : names.agent(site, agent, at)
  const { wait, talk } = statedBy(row)
  return {
    kind: 'ROW',
    id: rowDocumentId(row),
    version,
    at,
    site,
    queues: queue === undefined ? [] : [panelKey(site, queue)],
    queueNames: queueName === undefined ? [] : [panelKey(site, queueName)],
    agents: agent === undefined ? [] : [panelKey(site, agent)],
    groups: agent === undefined ? [] : [panelKeyOrNull(site, known.group)],
    event: indexable(event),
    outcome: null,
    direction: null,
    wait: wait === undefined ? null : microsOfSeconds(wait),
    talk: talk === undefined ? null : microsOfSeconds(talk),
    excluded,
    attributes: attributesOf({
      site,
      node,
      queuetime: isoOf(at),
      callid: isCallId(callid) ? callid : undefined,
      queue,
      queuedisplayname: queueName,
      event,
      agent,
      agentnumber: known.number,
      agentname: known.name,
      groupname: known.group,
      groupdisplayname: known.groupDisplayName,
      data1: data[0],
      data2: data[1],
      data3: data[2],
      data4: data[3],
      // As a table has it: what a file writes behind the fifth field is part of it.
      data5: data.slice(4).join('|'),
      queuecallid: visit,
      waitseconds: wait,
      talkseconds: talk,
    }),
  }
}

const named = (column: string): string | undefined => {
  const name = namedOrNone(column)
  return name === undefined ? undefined : indexable(name)
}

function statedBy(row: QueueLogRow): { readonly wait?: number | undefined; readonly talk?: number | undefined } {
  const meaning = meaningOf(row)
  switch (meaning.event) {
    case 'CONNECT':
      return { wait: meaning.holdSeconds }
    case 'COMPLETEAGENT':
    case 'COMPLETECALLER':
    case 'TRANSFER':
    case 'BLINDTRANSFER':
    case 'ATTENDEDTRANSFER':
      return { wait: meaning.holdSeconds, talk: meaning.talkSeconds }
    case 'ABANDON':
    case 'EXITWITHTIMEOUT':
    case 'EXITWITHKEY':
    case 'EXITEMPTY':
    case 'LEAVEEMPTY':
    case 'WITHDRAW':
      return { wait: meaning.waitSeconds }
    case 'OUTCALL':
      return { talk: meaning.talkSeconds }
    default: // no caller waited or talked
      return {}
  }
}
