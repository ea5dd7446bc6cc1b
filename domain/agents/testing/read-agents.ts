import { ringAttempts } from '../../calls/path/ring-attempts.ts'
import { microsOfSeconds, secondsOf, type Micros } from '../../kernel/time.ts'
import type { AmiRow } from '../../pbx/ami-fact.ts'
import type { QueueLogRow } from '../../pbx/facts.ts'
import { queueTalkEndFound } from '../../queues/talk-ends.ts'
import { rowsFrom } from '../../queues/testing/queue-log-table.ts'
import { agentOf, claimsOf, withClaims, type Aliases } from '../aliases.ts'
import { foldAgentDay, statesUntil, type AgentDay } from '../day.ts'
import { besideHeard, signsOfRing, type Silence } from '../heard-rings.ts'
import { restartSign, type Restart } from '../restarts.ts'
import { compareSigns, longestRing, signsOf, type Sign } from '../signs.ts'
import { unseen, type AgentCall, type StateInterval } from '../state.ts'
import type { Effect, EffectKind, EffectRows } from '../turn.ts'

/** What the manager interfaces told, node by node. */
export interface Heard {
  readonly events: readonly (AmiRow & { readonly node: string })[]
  readonly gaps?: readonly (Silence & { readonly node: string })[]
}

const heardNothing: Heard = { events: [] }

/** The plain reading of any rows: every agent's whole life at once. What cleverer folds must come to as well. */
export function readAgents(
  rows: readonly QueueLogRow[],
  assigned: Aliases = new Map(),
  heard: Heard = heardNothing,
): Map<string, AgentDay> {
  const aliasesOf = new Map(
    rows.map(({ node }) => [node, withClaims(new Map(), rows.filter(row => row.node === node).flatMap(claimsOf))]),
  )
  const signs = new Map<string, Sign[]>()
  for (const row of rows)
    for (const sign of signsOf(row)) {
      const agent = agentOf(row, [assigned, aliasesOf.get(row.node) ?? new Map()])
      signs.set(agent, [...(signs.get(agent) ?? []), sign])
    }
  const restarts = restartsOf(rows).map(restartSign)
  const rings = ringsHeard(heard)
  return new Map(
    [...signs].map(([agent, own]) => {
      const ofRings = rings.get(agent) ?? []
      const besides = besideHeard(
        own,
        ofRings.filter(({ kind }) => kind === 'HEARD'),
      )
      return [agent, foldAgentDay(unseen, [...besides, ...ofRings, ...restarts].sort(compareSigns), -Infinity)]
    }),
  )
}

function ringsHeard({ events, gaps = [] }: Heard): ReadonlyMap<string, readonly Sign[]> {
  const signs = new Map<string, Sign[]>()
  const placeOf = ({ node, fields }: Heard['events'][number]) => JSON.stringify([node, fields['Uniqueid']])
  for (const place of new Set(events.map(placeOf))) {
    const own = events
      .filter(event => placeOf(event) === place)
      .toSorted((a, b) => a.at - b.at || a.position - b.position)
    const node = own[0]?.node ?? ''
    const ownGaps = gaps.filter(gap => gap.node === node)
    for (const attempt of ringAttempts(own, [], longestRing))
      signs.set(attempt.agent, [...(signs.get(attempt.agent) ?? []), ...signsOfRing(attempt, node, ownGaps)])
  }
  return signs
}

export function restartsOf(rows: readonly QueueLogRow[]): Restart[] {
  const own = rows.filter(({ event }) => event !== queueTalkEndFound) // CEL tells that, not queue_log
  const sorted = own.toSorted((a, b) => a.at - b.at || a.position - b.position)
  return sorted.flatMap(({ event, node, at, position }, index) => {
    if (event !== 'QUEUESTART') return []
    const before = sorted.slice(0, index).findLast(row => row.node === node)
    return [{ node, at, position, since: before?.at ?? at }]
  })
}

/** The rows that stand after every adding and taking back. */
export function rowsOf<K extends EffectKind>(effects: readonly Effect[], kind: K): EffectRows[K][] {
  const counts = new Map<string, number>()
  for (const effect of effects)
    if (effect.kind === kind) {
      const text = JSON.stringify(effect.row)
      counts.set(text, (counts.get(text) ?? 0) + effect.by)
    }
  return [...counts].flatMap(([text, count]) => {
    if (count !== 0 && count !== 1) throw new Error(`${text} stands ${count} times`)
    return count === 1 ? [JSON.parse(text) as EffectRows[K]] : []
  })
}

/** An agent's states up to the instant, without the seams between equal ones. */
export function statesOf({ exit, effects }: AgentDay, until: Micros): StateInterval[] {
  const all = [...rowsOf(effects, 'interval'), ...statesUntil(exit, until)].sort((a, b) => a.from - b.from)
  const joined: StateInterval[] = []
  for (const next of all) {
    const last = joined.at(-1)
    const same =
      last?.to === next.from &&
      JSON.stringify({ ...last, from: 0, to: 0 }) === JSON.stringify({ ...next, from: 0, to: 0 })
    if (same) joined[joined.length - 1] = { ...last, to: next.to }
    else joined.push(next)
  }
  return joined
}

/** `8 TALKING sales c1`: the second a state begins at, the state, and what there is of reason, queue, call; `(out)` when logged off. */
export function printed({ from, state, reason, queue, callId, loggedIn }: StateInterval): string {
  const out = !loggedIn && (state === 'TALKING' || state === 'RINGING') ? '(out)' : null
  return [secondsOf(from), state, reason, queue, callId, out].filter(word => word !== null).join(' ')
}

export const agentFrom = (table: string, agent = 'Agent/8001', heard = heardNothing): AgentDay => {
  const day = readAgents(rowsFrom(table), new Map(), heard).get(agent)
  if (!day) throw new Error(`no row of the table names ${agent}`)
  return day
}

/** What a pasted table makes of an agent, up to `until` (seconds). */
export const statesFrom = (table: string, until: number, agent = 'Agent/8001', heard = heardNothing): string[] =>
  statesOf(agentFrom(table, agent, heard), microsOfSeconds(until)).map(printed)

/** Calls in seconds, by the answer or the miss. */
export const callsFrom = (table: string, agent = 'Agent/8001') =>
  rowsOf(agentFrom(table, agent).effects, 'call')
    .sort((a, b) => a.at - b.at || a.position - b.position)
    .map(inSeconds)

const inSeconds = ({ at, outcome, queue, ring, talk, hold, wrapUp, transfer }: AgentCall) => ({
  at: secondsOf(at),
  outcome,
  queue,
  ring: secondsOf(ring),
  talk: talk === null ? null : secondsOf(talk),
  hold: secondsOf(hold),
  wrapUp: secondsOf(wrapUp),
  transfer,
})

/** Seconds of login, and of each state. */
export function sums(states: readonly StateInterval[]): Record<string, number> {
  const total: Record<string, number> = { login: 0 }
  for (const { from, to, state, loggedIn } of states) {
    total[state] = (total[state] ?? 0) + secondsOf(to - from)
    if (loggedIn) total['login'] = (total['login'] ?? 0) + secondsOf(to - from)
  }
  return total
}
