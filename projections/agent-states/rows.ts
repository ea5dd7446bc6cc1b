import { aliasKey, claimsOf, memberNameOf, type AliasClaim } from '../../domain/agents/aliases.ts'
import { signsOf, type Sign } from '../../domain/agents/signs.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { ClosedBefore } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { QueueLogFact, QueueLogRow } from '../../domain/pbx/facts.ts'
import { readAt } from '../../domain/pbx/set-back.ts'
import { queueTalkEndFound, talkEndRowOf } from '../../domain/queues/talk-ends.ts'
import { nameKept, recurringNameKept } from '../queue-visits/names.ts'
import { signFrom } from './closing.ts'

/** What is kept of a row that names an agent: where it stands, the name as written, and what it tells about him. */
export interface AgentRow {
  readonly site: string
  readonly node: string
  readonly at: Micros
  readonly position: number
  readonly event: string
  readonly agent: string
  readonly signs: readonly Sign[]
  /** What it tells about names. */
  readonly claims: readonly AliasClaim[]
}

const noClaims: readonly AliasClaim[] = []

/** The event's row; undefined when it says nothing about an agent. */
export function agentRowOf(event: RecordedEvent, closedBefore: ClosedBefore): AgentRow | undefined {
  const fact = event.data as unknown as QueueLogFact
  if (fact.agent === 'NONE' || fact.agent === '') return undefined
  const row = keptRowOf(event)
  const signs = signsOf(row)
  if (signs.length === 0) return undefined
  const { site, node, at, position } = row
  const mayClaim = signs[0]?.kind === 'LOGIN' || signs[0]?.kind === 'LINE'
  const claims = mayClaim ? claimsOf(row) : noClaims
  const reaching = signsFrom(closedBefore(site, position), signsKept(signs))
  return { site, node, at, position, event: row.event, agent: memberNameOf(row), signs: reaching, claims }
}

/** What tells of a conversation that is over, as a row about its agent. */
export function agentRowOfTalkEnd(event: RecordedEvent, closedBefore: ClosedBefore): AgentRow {
  const { callid, queue, agent, ...row } = talkEndRowOf(event)
  const kept = { ...row, callid: nameKept(callid), queue: recurringNameKept(queue), agent: recurringNameKept(agent) }
  const { site, node, at, position } = kept
  const signs = signsFrom(closedBefore(site, position), signsOf(kept))
  return { site, node, at, position, event: queueTalkEndFound, agent: kept.agent, signs, claims: noClaims }
}

function keptRowOf({ occurredAt, position, site = '', node = '', data }: RecordedEvent): QueueLogRow {
  const fact = data as unknown as QueueLogFact
  return {
    raw: '',
    form: fact.form,
    callid: nameKept(fact.callid),
    queue: recurringNameKept(fact.queue),
    agent: recurringNameKept(fact.agent),
    event: fact.event,
    data: fact.data,
    at: readAt(occurredAt, fact),
    position,
    site,
    node,
  }
}

const signsFrom = (from: Micros, signs: readonly Sign[]): readonly Sign[] =>
  signs.some(({ at }) => at < from) ? signs.map(sign => signFrom(from, sign)) : signs

/** Few have text, and of those all but hostile ones are as they should be. */
const signsKept = (signs: readonly Sign[]): readonly Sign[] =>
  signs.some(({ text }) => text !== null && nameKept(text) !== text) ? signs.map(textKept) : signs

const textKept = (sign: Sign): Sign => (sign.text === null ? sign : { ...sign, text: nameKept(sign.text) })

export const isInterface = (name: string): boolean => aliasKey(name) !== undefined
