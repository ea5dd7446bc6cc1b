import type { Position } from '../kernel/event.ts'
import { isoOf } from '../kernel/time.ts'
import type { Visit } from '../queues/visit.ts'
import { attributesOf, isoOrNull, panelKey, panelKeyOrNull, secondsOrNull, type PanelDocument } from './document.ts'
import type { PanelNames } from './names.ts'

/** What of a visit its document tells, and where it was. */
export interface VisitOfPanel extends Pick<
  Visit,
  | 'queue'
  | 'visitNumber'
  | 'outcome'
  | 'enteredAt'
  | 'leftAt'
  | 'answeredAt'
  | 'endedAt'
  | 'wait'
  | 'ring'
  | 'talk'
  | 'wrapUp'
  | 'missedRings'
  | 'agent'
  | 'callerNumber'
  | 'calledNumber'
  | 'entryPosition'
  | 'exitPosition'
  | 'hungUpBy'
  | 'transfer'
> {
  readonly site: string
  readonly node: string
  readonly callId: string
  readonly flags: readonly string[]
  /** Its call was excluded from the figures. */
  readonly excluded: boolean
}

export const visitDocumentId = ({
  site,
  node,
  callId,
  visitNumber,
}: Pick<VisitOfPanel, 'site' | 'node' | 'callId' | 'visitNumber'>): string => `${site}/${node}/${callId}/${visitNumber}`

/** A stay of a call in a queue for the panels: it counts where the caller entered. */
export function visitDocument(visit: VisitOfPanel, version: Position, names: PanelNames): PanelDocument {
  const { site, queue, agent, enteredAt, wait, talk, transfer } = visit
  const queueName = names.queueDisplayName(site, queue, enteredAt)
  const known = agent === null ? {} : names.agent(site, agent, visit.answeredAt ?? enteredAt)
  return {
    kind: 'VISIT',
    id: visitDocumentId(visit),
    version,
    at: enteredAt,
    site,
    queues: [panelKey(site, queue)],
    queueNames: [panelKey(site, queueName)],
    agents: agent === null ? [] : [panelKey(site, agent)],
    groups: agent === null ? [] : [panelKeyOrNull(site, known.group)],
    event: null,
    outcome: visit.outcome,
    direction: null,
    wait,
    talk,
    excluded: visit.excluded,
    attributes: attributesOf({
      site,
      node: visit.node,
      callid: visit.callId,
      visitnumber: visit.visitNumber,
      queue,
      queuedisplayname: queueName,
      outcome: visit.outcome,
      enteredat: isoOf(enteredAt),
      leftat: isoOrNull(visit.leftAt),
      answeredat: isoOrNull(visit.answeredAt),
      endedat: isoOrNull(visit.endedAt),
      waitseconds: secondsOrNull(wait),
      ringseconds: secondsOrNull(visit.ring),
      talkseconds: secondsOrNull(talk),
      wrapupseconds: secondsOrNull(visit.wrapUp),
      missedrings: visit.missedRings,
      agent,
      agentnumber: known.number,
      agentname: known.name,
      groupname: known.group,
      groupdisplayname: known.groupDisplayName,
      callernumber: visit.callerNumber,
      callednumber: visit.calledNumber,
      entryposition: visit.entryPosition,
      exitposition: visit.exitPosition,
      hungupby: visit.hungUpBy,
      transferkind: transfer?.kind,
      transferto: transfer?.to,
      flags: visit.flags,
    }),
  }
}
