import type { AgentCall, StateInterval } from '../../domain/agents/state.ts'
import type { MembershipSpell, SessionSpell } from '../../domain/agents/turn.ts'
import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import { noChanges, tableWrite, type TableChanges } from '../queue-visits/page-writes.ts'
import type { Chain, Consequence, DayEntry } from './chain.ts'

interface Shape<R> {
  readonly table: string
  readonly columns: readonly string[]
  readonly keyLength: number
  /** Behind site and agent, in the order of the columns. */
  readonly cells: (row: R) => readonly Cell[]
}

const intervals: Shape<StateInterval> = {
  table: 'interval',
  columns: ['site', 'agent', 'from_us', 'to_us', 'state', 'reason', 'queue', 'call_id', 'logged_in'],
  keyLength: 3,
  cells: row => [row.from, row.to, row.state, row.reason, row.queue, row.callId, row.loggedIn],
}

const calls: Shape<AgentCall> = {
  table: 'agent_call',
  columns: [
    ...['site', 'agent', 'position', 'at_us', 'queue', 'call_id', 'outcome'],
    ...['ring_us', 'talk_us', 'hold_us', 'wrap_up_us', 'transfer'],
  ],
  keyLength: 3,
  cells: row => [
    ...[row.position, row.at, row.queue, row.callId, row.outcome],
    ...[row.ring, row.talk, row.hold, row.wrapUp, row.transfer],
  ],
}

const sessions: Shape<SessionSpell> = {
  table: 'session',
  columns: ['site', 'agent', 'from_us', 'to_us', 'line'],
  keyLength: 3,
  cells: row => [row.from, row.to, row.line],
}

const memberships: Shape<MembershipSpell> = {
  table: 'membership',
  columns: ['site', 'agent', 'queue', 'from_us', 'to_us', 'penalty'],
  keyLength: 4,
  cells: row => [row.queue, row.from, row.to, row.penalty],
}

const entries: Shape<DayEntry> = {
  table: 'day_entry',
  columns: ['site', 'agent', 'day_us', 'agent_state', 'implied'],
  keyLength: 3,
  cells: row => [row.day, row.state, row.implied],
}

/** What a page changes in the tables that hold a row for each thing that happened. */
export interface RowChanges {
  /** @param consequences of one agent, all of the page */
  take(chain: Chain, consequences: readonly Consequence[]): void
  writes(): readonly TableWrite[]
}

export function createRowChanges(): RowChanges {
  const tables = {
    interval: changesOf(intervals),
    call: changesOf(calls),
    session: changesOf(sessions),
    membership: changesOf(memberships),
    entry: changesOf(entries),
  }
  return {
    take(chain, consequences) {
      for (const consequence of consequences)
        switch (consequence.kind) {
          case 'interval':
            tables.interval.put(consequence.row, consequence.by)
            break
          case 'call':
            tables.call.put(consequence.row, consequence.by)
            break
          case 'session':
            tables.session.put(consequence.row, consequence.by)
            break
          case 'membership':
            tables.membership.put(consequence.row, consequence.by)
            break
          case 'entry':
            tables.entry.put(consequence.row, consequence.by)
        }
      for (const table of Object.values(tables)) table.settle(chain)
    },
    writes: () => Object.values(tables).map(table => table.write()),
  }
}

/** A row of one key: what the table has, and what it is to have. */
interface Change {
  readonly before: readonly Cell[] | null
  after: readonly Cell[] | null
}

function changesOf<R>({ table, columns, keyLength, cells }: Shape<R>) {
  const changes: TableChanges = noChanges()
  const own = new Map<Cell, Change>()

  return {
    put(row: R, by: 1 | -1): void {
      const values = cells(row)
      const key = keyLength === 3 ? (values[0] ?? null) : JSON.stringify(values.slice(0, keyLength - 2))
      const change = own.get(key)
      if (change) change.after = by === 1 ? values : null
      else own.set(key, by === 1 ? { before: null, after: values } : { before: values, after: null })
    },

    settle({ site, agent }: Chain): void {
      for (const { before, after } of own.values()) {
        if (after === null) {
          if (before) changes.remove.push([site, agent, ...before.slice(0, keyLength - 2)])
        } else if (!before) changes.insert.push([site, agent, ...after])
        else if (before.some((cell, index) => cell !== after[index])) changes.replace.push([site, agent, ...after])
      }
      own.clear()
    },

    write: (): TableWrite => tableWrite(table, columns, keyLength, changes),
  }
}
