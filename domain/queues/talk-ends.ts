import type { NewEvent, RecordedEvent } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import { callTag, factStream, type QueueLogRow } from '../pbx/facts.ts'

/**
 * CEL tells that the phone of an agent has hung up and its call is over, of a conversation of which queue_log has no end. Asterisk 22 writes none where
 * an agent consults a queue and the caller hangs up before the transfer is completed. What says it lies apart from queue_log, so that the figures need
 * not be read from all of CEL (docs/adr/0020-ends-that-cel-tells.md).
 */
export const queueTalkEndFound = 'QueueTalkEndFound'

export interface QueueTalkEnd {
  /** Of the stay, as queue_log names it. */
  readonly callid: string
  readonly queue: string
  readonly agent: string
  /** Of the CONNECT. */
  readonly answeredAt: Micros
  /** Of the phone that hung up: its rows of CEL are found under it. */
  readonly uniqueid: string
}

/** When the phone hung up: the end of the conversation, if queue_log never tells one. */
export const talkEndEvent = (site: string, node: string, end: QueueTalkEnd, endedAt: Micros): NewEvent => ({
  type: queueTalkEndFound,
  data: { ...end },
  occurredAt: endedAt,
  site,
  node,
  tags: [callTag(site, node, end.callid)],
})

export const talkEndStream = (site: string, node: string): string => factStream(site, node, 'talk_ends')

/** It reads like a row of queue_log, of an event that Asterisk does not have: whole, with the answer in microseconds as its data. */
export function talkEndRowOf({ data, occurredAt: at, position, site = '', node = '' }: RecordedEvent): QueueLogRow {
  const { callid, queue, agent, answeredAt } = data as unknown as QueueTalkEnd
  const said = { callid, queue, agent, event: queueTalkEndFound, data: [String(answeredAt)] }
  return { raw: '', form: 'table', ...said, at, position, site, node }
}

/** The instant of the answer that such a row names; undefined: it is another row, or names none. */
export function answerOfTalkEnd({ event, data }: Pick<QueueLogRow, 'event' | 'data'>): Micros | undefined {
  if (event !== queueTalkEndFound) return undefined
  const answeredAt = Number(data[0])
  return Number.isSafeInteger(answeredAt) ? answeredAt : undefined
}
