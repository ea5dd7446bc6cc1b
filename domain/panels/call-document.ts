import type { Call } from '../calls/call.ts'
import type { Position } from '../kernel/event.ts'
import { isoOf } from '../kernel/time.ts'
import { attributesOf, isoOrNull, panelKey, panelKeyOrNull, secondsOrNull, type PanelDocument } from './document.ts'
import type { PanelNames } from './names.ts'

/** What of a call its document tells, and where it was. */
export interface CallOfPanel extends Pick<
  Call,
  | 'linkedIds'
  | 'direction'
  | 'outcome'
  | 'startedAt'
  | 'answeredAt'
  | 'endedAt'
  | 'ring'
  | 'talk'
  | 'hold'
  | 'wait'
  | 'hungUpBy'
  | 'callerNumber'
  | 'callerName'
  | 'calledNumber'
  | 'queues'
  | 'agents'
  | 'hasVoicemail'
> {
  readonly site: string
  readonly node: string
  readonly callId: string
  readonly hasRecording: boolean
  readonly transferred: boolean
  readonly flags: readonly string[]
  readonly tags: readonly string[]
  /** Why its figures do not count; null: they do. */
  readonly exclusionReason: string | null
}

export const callDocumentId = ({ site, node, callId }: Pick<CallOfPanel, 'site' | 'node' | 'callId'>): string =>
  `${site}/${node}/${callId}`

/** A call for the panels: it counts where it began, and with each of its queues and agents. */
export function callDocument(call: CallOfPanel, version: Position, names: PanelNames): PanelDocument {
  const { site, startedAt, wait, talk } = call
  const queues = [...new Set(call.queues)]
  const queueNames = queues.map(queue => names.queueDisplayName(site, queue, startedAt))
  const agents = [...new Set(call.agents)]
  const known = agents.map(agent => names.agent(site, agent, startedAt))
  return {
    kind: 'CALL',
    id: callDocumentId(call),
    version,
    at: startedAt,
    site,
    queues: queues.map(queue => panelKey(site, queue)),
    queueNames: queueNames.map(name => panelKey(site, name)),
    agents: agents.map(agent => panelKey(site, agent)),
    groups: known.map(({ group }) => panelKeyOrNull(site, group)),
    event: null,
    outcome: call.outcome,
    direction: call.direction,
    wait,
    talk,
    excluded: call.exclusionReason !== null,
    attributes: attributesOf({
      site,
      node: call.node,
      callid: call.callId,
      linkedids: call.linkedIds,
      direction: call.direction,
      outcome: call.outcome,
      startedat: isoOf(startedAt),
      answeredat: isoOrNull(call.answeredAt),
      endedat: isoOrNull(call.endedAt),
      ringseconds: secondsOrNull(call.ring),
      waitseconds: secondsOrNull(wait),
      talkseconds: secondsOrNull(talk),
      holdseconds: secondsOrNull(call.hold),
      hungupby: call.hungUpBy,
      callernumber: call.callerNumber,
      callername: call.callerName,
      callednumber: call.calledNumber,
      queues: call.queues,
      queuedisplaynames: queueNames,
      agents: call.agents,
      agentnumbers: known.flatMap(({ number }) => number ?? []),
      agentnames: known.flatMap(({ name }) => name ?? []),
      groupnames: distinct(known.map(({ group }) => group)),
      groupdisplaynames: distinct(known.map(({ groupDisplayName }) => groupDisplayName)),
      recorded: call.hasRecording,
      voicemail: call.hasVoicemail,
      transferred: call.transferred,
      flags: call.flags,
      tags: call.tags,
      exclusionreason: call.exclusionReason,
    }),
  }
}

const distinct = (names: readonly (string | undefined)[]): string[] => [...new Set(names.flatMap(name => name ?? []))]
