import type { MembershipSpell, SessionSpell } from '../../domain/agents/turn.ts'
import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import { noChanges, tableWrite } from '../queue-visits/page-writes.ts'
import type { Chain, Consequence, DayEntry } from './chain.ts'
import { isNet, put, type Change } from './netting.ts'

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

/** What a page changes in the tables that hold a row for each of the rarer things: not in those of activity.ts. */
export interface RowChanges {
  /** @param consequences of one agent, all of the page */
  take(chain: Chain, consequences: readonly Consequence[]): void
  writes(): readonly TableWrite[]
}

export function createRowChanges(): RowChanges {
  const tables = {
    session: changesOf(sessions),
    membership: changesOf(memberships),
    entry: changesOf(entries),
  }
  return {
    take(chain, consequences) {
      for (const { kind, row, by } of consequences) {
        if (kind === 'session') tables.session.put(row, by)
        else if (kind === 'membership') tables.membership.put(row, by)
        else if (kind === 'entry') tables.entry.put(row, by)
      }
      for (const table of Object.values(tables)) table.settle(chain)
    },
    writes: () => Object.values(tables).map(table => table.write()),
  }
}

function changesOf<R>({ table, columns, keyLength, cells }: Shape<R>) {
  const written = noChanges()
  const own = new Map<string, Change<readonly Cell[]>>()

  return {
    put(row: R, by: 1 | -1): void {
      const values = cells(row)
      put(own, values.slice(0, keyLength).join('\0'), values, by)
    },

    settle({ site, agent }: Chain): void {
      for (const change of own.values()) {
        if (!isNet(change)) continue
        const { before, after } = change
        if (after === null) written.remove.push([site, agent, ...(before ?? []).slice(0, keyLength)])
        else (before ? written.replace : written.insert).push([site, agent, ...after])
      }
      own.clear()
    },

    write: (): TableWrite => tableWrite(table, ['site', 'agent', ...columns], 2 + keyLength, written),
  }
}
