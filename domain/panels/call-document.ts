import type { Call } from '../calls/call.ts'
import type { Position } from '../kernel/event.ts'
import { isoOf } from '../kernel/time.ts'
import { attributesOf, isoOrNull, panelKey, secondsOrNull, type PanelDocument } from './document.ts'
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
  const { site, queues, agents, startedAt, wait, talk } = call
  const known = agents.map(agent => names.agent(site, agent, startedAt))
  const groups = [...new Set(known.flatMap(({ group }) => group ?? []))]
  return {
    kind: 'CALL',
    id: callDocumentId(call),
    version,
    at: startedAt,
    site,
    queues: [...new Set(queues)].map(queue => panelKey(site, queue)),
    agents: [...new Set(agents)].map(agent => panelKey(site, agent)),
    groups: groups.map(group => panelKey(site, group)),
    event: null,
    outcome: call.outcome,
    direction: call.direction,
    wait,
    talk,
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
      queues,
      queuedisplaynames: queues.map(queue => names.queueDisplayName(site, queue, startedAt)),
      agents,
      agentnumbers: known.flatMap(({ number }) => number ?? []),
      agentnames: known.flatMap(({ name }) => name ?? []),
      groupnames: groups,
      recorded: call.hasRecording,
      voicemail: call.hasVoicemail,
      transferred: call.transferred,
      flags: call.flags,
      tags: call.tags,
      exclusionreason: call.exclusionReason,
    }),
  }
}
