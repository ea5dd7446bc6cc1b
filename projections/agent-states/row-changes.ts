import type { MembershipSpell, SessionSpell } from '../../domain/agents/turn.ts'
import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import { noChanges, tableWrite } from '../table-writes.ts'
import type { Chain, DayEntry } from './chain.ts'
import type { Change, NetChanges } from './netting.ts'

interface Shape<R> {
  readonly table: string
  /** Behind site and agent. */
  readonly columns: readonly string[]
  /** How many of these columns, from the first, identify a row of the agent. */
  readonly keyLength: 1 | 2
  readonly cells: (row: R) => readonly Cell[]
}

const sessions: Shape<SessionSpell> = {
  table: 'session',
  columns: ['from_us', 'to_us', 'line'],
  keyLength: 1,
  cells: row => [row.from, row.to, row.line],
}

const memberships: Shape<MembershipSpell> = {
  table: 'membership',
  columns: ['queue', 'from_us', 'to_us', 'penalty'],
  keyLength: 2,
  cells: row => [row.queue, row.from, row.to, row.penalty],
}

const entries: Shape<DayEntry> = {
  table: 'day_entry',
  columns: ['day_us', 'agent_state', 'implied'],
  keyLength: 1,
  cells: row => [row.day, row.state, row.implied],
}

/** What a page changes in the tables that hold a row for each of the rarer things: not in those of figures.ts. */
interface RowChanges {
  take(chain: Chain, changes: NetChanges): void
  writes(): readonly TableWrite[]
}

export function createRowChanges(): RowChanges {
  const tables = {
    session: changesOf(sessions),
    membership: changesOf(memberships),
    entry: changesOf(entries),
  }
  return {
    take(chain, changes) {
      for (const change of changes.sessions) tables.session.put(chain, change)
      for (const change of changes.memberships) tables.membership.put(chain, change)
      for (const change of changes.entries) tables.entry.put(chain, change)
    },
    writes: () => Object.values(tables).map(table => table.write()),
  }
}

function changesOf<R>({ table, columns, keyLength, cells }: Shape<R>) {
  const written = noChanges()
  return {
    put({ site, agent }: Chain, { before, after }: Change<R>): void {
      if (after) (before ? written.replace : written.insert).push([site, agent, ...cells(after)])
      else if (before) written.remove.push([site, agent, ...cells(before).slice(0, keyLength)])
    },
    write: (): TableWrite => tableWrite(table, ['site', 'agent', ...columns], 2 + keyLength, written),
  }
}
