import { accept, nothingToDo, reject, type Decider } from '../kernel/decider.ts'
import type { Micros } from '../kernel/time.ts'
import type { QueueLogRow } from '../pbx/facts.ts'
import { meaningOf } from '../pbx/queue-log-meaning.ts'
import { interfaceOfChannel } from './signs.ts'

/**
 * An agent is known by his member name (`Agent/8001`). PENALTY and RINGINUSE always name the interface instead, ADDMEMBER and
 * REMOVEMEMBER do without log_membername_as_agent (products-and-metrics 4.4). Whose interface it was is told by the line he logged
 * in on, the channel he logged in with, or, where neither names it (`Local/id-8@agentcallback`), an administrator.
 */
export interface AliasClaim {
  /** As aliasKey gives it. */
  readonly key: string
  readonly agent: string
  readonly at: Micros
  readonly position: number
}

/** Claims of each key, ascending by instant and position: the last one at an instant counts, until another agent's. */
export type Aliases = ReadonlyMap<string, readonly AliasClaim[]>

/**
 * What the names of one phone share: `1001` for the line `1001@default`, `PJSIP/1001` and `Local/1001@default/n`.
 * @returns undefined for a name that is no interface or line: a member name.
 */
export function aliasKey(name: string): string | undefined {
  const [, technology, resource] = /^(?:([A-Za-z0-9]+)\/)?(.+)$/.exec(name) ?? []
  if (resource === undefined || technology === 'Agent') return undefined
  if (technology === 'Local') {
    const [local = ''] = resource.split('/')
    return /^\d+@/.test(local) ? local.slice(0, local.indexOf('@')) : `Local/${local}`
  }
  if (technology === undefined && !resource.includes('@')) return undefined
  return /^[^@/]+/.exec(resource)?.[0]
}

const writtenByInterface: ReadonlySet<string> = new Set([
  'PENALTY',
  'RINGINUSE',
  'ADDMEMBER',
  'ADDMEMBER2',
  'REMOVEMEMBER',
])

/** Rows that may name their agent by his interface. */
export const mayNameInterface = (row: Pick<QueueLogRow, 'event' | 'agent'>): boolean =>
  writtenByInterface.has(row.event) && aliasKey(row.agent) !== undefined

/**
 * The agent that the row is about; a name that nobody has claimed is an agent's own.
 * @param known in the order of trust
 */
export function agentOf(
  row: Pick<QueueLogRow, 'event' | 'agent' | 'at' | 'position'>,
  known: readonly Aliases[],
): string {
  const name = memberNameOf(row)
  if (!writtenByInterface.has(row.event)) return name
  const key = aliasKey(name)
  if (key === undefined) return name
  for (const aliases of known) {
    const holder = holderOf(aliases, key, row)
    if (holder !== undefined) return holder
  }
  return name
}

/** app_agent_pool writes the agent's number alone. */
export const memberNameOf = ({ event, agent }: Pick<QueueLogRow, 'event' | 'agent'>): string =>
  (event === 'AGENTLOGIN' || event === 'AGENTLOGOFF') && !agent.includes('/') ? `Agent/${agent}` : agent

/** Whose name it was at the instant. */
function holderOf(aliases: Aliases, key: string, { at, position }: PointInLog): string | undefined {
  return aliases.get(key)?.findLast(claim => isBefore(claim, { at, position }))?.agent
}

type PointInLog = Pick<AliasClaim, 'at' | 'position'>

const isBefore = (a: PointInLog, b: PointInLog): boolean => a.at < b.at || (a.at === b.at && a.position <= b.position)

const none: readonly AliasClaim[] = []

/** What a login row tells about names. */
export function claimsOf(row: QueueLogRow): readonly AliasClaim[] {
  if (row.event !== 'AGENTCALLBACKLOGIN' && row.event !== 'AGENTLOGIN' && row.event !== 'HOTDESK') return none
  const meaning = meaningOf(row)
  const name =
    meaning.event === 'AGENTLOGIN'
      ? interfaceOfChannel(meaning.channel)
      : meaning.event === 'AGENTCALLBACKLOGIN' || meaning.event === 'HOTDESK'
        ? meaning.line
        : undefined
  const key = name === undefined ? undefined : aliasKey(name)
  return key === undefined ? none : [{ key, agent: memberNameOf(row), at: row.at, position: row.position }]
}

/** Adds claims. All are kept: which ones say nothing new is not known before the last late row. */
export function withClaims(aliases: Aliases, claims: readonly AliasClaim[]): Aliases {
  if (claims.length === 0) return aliases
  const changed = new Map(aliases)
  for (const claim of claims) {
    const known = changed.get(claim.key) ?? none
    const index = known.findLastIndex(other => isBefore(other, claim))
    changed.set(claim.key, [...known.slice(0, index + 1), claim, ...known.slice(index + 1)])
  }
  return changed
}

type AliasCommand = {
  type: 'AssignAgentAlias'
  site: string
  agent: string
  alias: string
  effectiveFrom: Micros
}

export type AliasEvent = {
  type: 'AgentAliasAssigned'
  site: string
  agent: string
  alias: string
  effectiveFrom: Micros
}

/** One stream a site (`agent-aliases/<site>`): what an administrator knows and no row says. */
export const agentAliases: Decider<AliasCommand, AliasEvent, Aliases> = {
  initial: new Map(),

  decide(command, aliases) {
    if (!command.agent.trim()) return reject('agent', 'present', 'name the agent as the queue does, e.g. Agent/8001')
    const key = aliasKey(command.alias)
    if (key === undefined)
      return reject(
        'alias',
        'interface',
        `${command.alias} is no interface or line; write e.g. Local/id-8@agentcallback`,
      )
    const held = holderOf(aliases, key, { at: command.effectiveFrom, position: Infinity })
    return held === command.agent ? nothingToDo : accept({ ...command, type: 'AgentAliasAssigned' })
  },

  evolve: (aliases, event) => withClaims(aliases, assignedClaims(event, 0)),
}

export function assignedClaims(event: AliasEvent, position: number): readonly AliasClaim[] {
  const key = aliasKey(event.alias)
  return key === undefined ? none : [{ key, agent: event.agent, at: event.effectiveFrom, position }]
}
