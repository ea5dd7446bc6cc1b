import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { namesOfThePbx, type AgentNames, type NamesInLog } from '../../domain/panels/names.ts'
import { applyConfigured, configuredTables, namingTypes } from '../directory/configured.ts'
import { configuredHistory, type ConfiguredHistory, type WasConfigured } from './configured-history.ts'

/** The names that the configuration gave to queues and members of queues, read from the log: as of any instant and any position. */
interface ConfiguredNames extends NamesInLog {
  /** Reads on, as far as names will be asked for. */
  readUpTo(position: Position): Promise<void>
}

type Table = 'configured_queue' | 'configured_agent' | 'configured_agent_group' | 'configured_user' | 'configured_line'

/** What finds an object besides its key: users by their lines, lines by their channels. */
const foundBy: Readonly<Record<Table, string | undefined>> = {
  configured_queue: undefined,
  configured_agent: undefined,
  configured_agent_group: undefined,
  configured_user: 'lines',
  configured_line: 'interfaces',
}

/**
 * Folded in memory from the events that the directory is folded from, by the same rules (projections/directory/configured.ts). The tables of
 * the directory will not do: they stand elsewhere in the log than the page that is written.
 */
export function configuredNames(store: Pick<EventStore, 'readAll'>): ConfiguredNames {
  let read: Position = 0
  let reading: Promise<void> = Promise.resolve()
  const held = new Map<string, ConfiguredHistory>()
  for (const { table, columns } of configuredTables)
    if (table in foundBy)
      held.set(
        table,
        configuredHistory(columns, foundBy[table as Table], () => read),
      )
  const of = (table: Table): ConfiguredHistory => {
    const history = held.get(table)
    if (!history) throw new Error(`the directory has no table ${table}`)
    return history
  }

  async function readOn(end: Position): Promise<void> {
    if (end <= read) return
    for await (const { events, through } of store.readAll({ after: read, upTo: end, types: namingTypes })) {
      for (const event of events) {
        read = event.position
        try {
          applyConfigured(event, held)
        } catch {
          // The directory records it as a dead letter and goes on without it: so do documents.
        }
      }
      read = through
    }
    read = end
  }

  return {
    readUpTo: end => (reading = reading.catch(() => undefined).then(() => readOn(end))),

    upTo: position => ({
      queueDisplayName: (site, queue, at) =>
        textOf(of('configured_queue').at(site, queue, at, position), 'display_name') ?? queue,
      agent: (site, agent, at) => ({
        ...namesOfThePbx.agent(site, agent, at),
        ...(agentNames(of, site, agent, at, position) ?? userNames(of, site, agent, at, position)),
      }),
    }),
  }
}

type Histories = (table: Table) => ConfiguredHistory

function agentNames(
  of: Histories,
  site: string,
  agent: string,
  at: Micros,
  position: Position,
): AgentNames | undefined {
  const configured = of('configured_agent').at(site, agent, at, position)
  if (!configured) return undefined
  const group = textOf(configured, 'agent_group')
  const team = group === undefined ? undefined : of('configured_agent_group').at(site, group, at, position)
  const groupDisplayName = textOf(team, 'display_name')
  return {
    name: fullName(configured),
    ...(group === undefined ? {} : { group }),
    ...(groupDisplayName === undefined ? {} : { groupDisplayName }),
  }
}

/** A member of a queue may be a user, by his short name or by his line: of several the one whose main line it is. */
function userNames(
  of: Histories,
  site: string,
  member: string,
  at: Micros,
  position: Position,
): AgentNames | undefined {
  const own = of('configured_user').at(site, member, at, position)
  if (own) return { name: fullName(own) }
  const line = first(of('configured_line').having(site, member, at, position), () => 0)
  if (!line) return undefined
  const isMain = ({ row }: WasConfigured) => Number((row['lines'] as readonly string[])[0] === line.key)
  const holder = first(of('configured_user').having(site, line.key, at, position), isMain)
  return holder && { name: fullName(holder) }
}

/** The one of the highest rank; of equals who was configured so first. */
function first(found: readonly WasConfigured[], rank: (one: WasConfigured) => number): WasConfigured | undefined {
  return [...found].sort((a, b) => rank(b) - rank(a) || a.from - b.from || (a.key < b.key ? -1 : 1))[0]
}

const fullName = (configured: WasConfigured): string =>
  ['first_name', 'last_name'].flatMap(column => textOf(configured, column) ?? []).join(' ')

function textOf(configured: WasConfigured | undefined, column: string): string | undefined {
  const cell: Cell | undefined = configured?.row[column]
  return typeof cell === 'string' ? cell : undefined
}
