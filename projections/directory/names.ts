import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { BoardLimits } from '../../domain/queues/board-limits.ts'
import agentGroupsSql from './agent-groups.sql'
import agentNamesSql from './agent-names.sql'
import callerNamesSql from './caller-names.sql'
import groupNamesSql from './group-names.sql'
import lineHoldersSql from './line-holders.sql'
import pauseLabelsSql from './pause-labels.sql'
import queueNamesSql from './queue-names.sql'

/** EVENT: as things were called when it happened. TODAY: as the same ones are called now, or were called last. */
export type NamesAsOf = 'EVENT' | 'TODAY'

/** What is meant, and when: how it was called at `from`, else how it was first called before `to`. */
export interface NameAsked {
  readonly site: string
  /** Technical name: `sales`, `Agent/8001`, `PJSIP/alice`. */
  readonly name: string
  readonly from: Micros
  readonly to: Micros
}

export interface QueueName {
  readonly displayName: string
  /** Number that it is dialled under. */
  readonly number: string | null
  /** From where on the board warns; null: the usual limits. */
  readonly boardLimits: BoardLimits | null
  /** Of the queues that share agents the heavier one is served first. */
  readonly weight: number
}

export interface AgentName {
  readonly name: string
  /** Short name of his group; null for users who are members of queues themselves. */
  readonly group: string | null
  readonly groupDisplayName: string | null
}

export interface LineAsked extends NameAsked {
  /** A line that has this number is meant where none has the interface. */
  readonly number: string | null
}

export interface LineHolder {
  readonly line: string
  readonly number: string | null
  /** Short name of the user whose line it is; null: nobody's. */
  readonly user: string | null
  readonly name: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  /** Member name of the agent that he is. */
  readonly agent: string | null
  /** Free text about him, for call logs: departments, cities (platform-services CL-05). */
  readonly userField: string | null
}

/** In the order of what is asked; undefined: nothing of that name was configured then. */
export async function queueNames(
  db: Queryable,
  asked: readonly NameAsked[],
  asOf: NamesAsOf,
): Promise<readonly (QueueName | undefined)[]> {
  type Stored = Omit<QueueName, 'boardLimits'> & { readonly boardLimits: string | null }
  const found = await answers<Stored>(db, queueNamesSql, asked, [...spans(asked), asOf === 'TODAY'])
  return found.map(
    queue =>
      queue && {
        ...queue,
        boardLimits: queue.boardLimits === null ? null : (JSON.parse(queue.boardLimits) as BoardLimits),
      },
  )
}

/** Members of queues: agents by their number, users by their short name or their line. */
export async function agentNames(
  db: Queryable,
  asked: readonly NameAsked[],
  asOf: NamesAsOf,
): Promise<readonly (AgentName | undefined)[]> {
  const agents = await answers<AgentName>(db, agentNamesSql, asked, [...spans(asked), asOf === 'TODAY'])
  const others = asked.flatMap((one, index) => (agents[index] ? [] : [{ ...one, number: null, index }]))
  const holders = await lineHolders(db, others, asOf)
  const users = new Map(others.map(({ index }, place) => [index, ofHolder(holders[place])]))
  return agents.map((agent, index) => agent ?? users.get(index))
}

const ofHolder = (holder: LineHolder | undefined): AgentName | undefined =>
  holder?.name === null || holder === undefined ? undefined : { name: holder.name, group: null, groupDisplayName: null }

/** Names of groups of agents for people. */
export async function groupNames(
  db: Queryable,
  asked: readonly NameAsked[],
  asOf: NamesAsOf,
): Promise<readonly (string | undefined)[]> {
  const found = await answers<{ readonly displayName: string }>(db, groupNamesSql, asked, [
    ...spans(asked),
    asOf === 'TODAY',
  ])
  return found.map(group => group?.displayName)
}

/** What people call the reasons of pauses, by the token that PAUSE carries. */
export async function pauseLabels(
  db: Queryable,
  asked: readonly NameAsked[],
  asOf: NamesAsOf,
): Promise<readonly (string | undefined)[]> {
  const found = await answers<{ readonly label: string }>(db, pauseLabelsSql, asked, [
    ...spans(asked),
    asOf === 'TODAY',
  ])
  return found.map(reason => reason?.label)
}

/** Who is known under numbers outside, which are given as they are compared (calls/search/numbers.ts). */
export async function callerNames(
  db: Queryable,
  asked: readonly NameAsked[],
): Promise<readonly (string | undefined)[]> {
  const found = await answers<{ readonly name: string }>(db, callerNamesSql, asked, spans(asked))
  return found.map(caller => caller?.name)
}

export interface AgentGroup {
  readonly site: string
  /** Short name. */
  readonly name: string
  readonly displayName: string
  /** Member names of who is in it now. */
  readonly agents: readonly string[]
}

/** The groups that there are now, by site and short name. */
export async function agentGroups(db: Queryable): Promise<readonly AgentGroup[]> {
  return rowsIfBuilt<AgentGroup>(db, agentGroupsSql)
}

/** Whose line an interface is. */
export async function lineHolders(
  db: Queryable,
  asked: readonly LineAsked[],
  asOf: NamesAsOf,
): Promise<readonly (LineHolder | undefined)[]> {
  const [sites, names, froms, tos] = spans(asked)
  const numbers = asked.map(({ number }) => number)
  const found = await answers<LineHolder>(db, lineHoldersSql, asked, [
    sites,
    names,
    numbers,
    froms,
    tos,
    asOf === 'TODAY',
  ])
  return found.map(holder => holder && { ...holder, name: holder.user === null ? null : holder.name })
}

const spans = (asked: readonly NameAsked[]) =>
  [
    asked.map(({ site }) => site),
    asked.map(({ name }) => name),
    asked.map(({ from }) => from),
    asked.map(({ to }) => to),
  ] as const

async function answers<A>(
  db: Queryable,
  sql: string,
  asked: readonly NameAsked[],
  values: readonly unknown[],
): Promise<readonly (A | undefined)[]> {
  if (asked.length === 0) return []
  const rows = await rowsIfBuilt<A & { readonly n: number }>(db, sql, values)
  const byNumber = new Map(rows.map(({ n, ...answer }) => [n, answer as unknown as A]))
  return asked.map((_, index) => byNumber.get(index + 1))
}

/** Of PostgreSQL: no such table, no such column. */
const notBuilt: readonly unknown[] = ['42P01', '42703']

/**
 * After an upgrade the directory of the version before is read until the new one is built, and that one knows no names. Boards and
 * figures do not wait for it: until then nothing is configured.
 */
export async function rowsIfBuilt<R extends object>(
  db: Queryable,
  sql: string,
  values?: readonly unknown[],
): Promise<readonly R[]> {
  try {
    return (await db.query<R>(sql, values)).rows
  } catch (error) {
    if (notBuilt.includes((error as { readonly code?: string }).code)) return []
    throw error
  }
}
