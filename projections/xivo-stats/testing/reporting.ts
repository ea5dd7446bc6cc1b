import { celRowsFrom } from '../../../domain/calls/testing/cel-table.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { silent } from '../../../domain/kernel/log.ts'
import { amiCallIds } from '../../../domain/pbx/ami-fact.ts'
import {
  amiEventRecorded,
  callTag,
  celRowRecorded,
  factData,
  factStream,
  queueLogRowRecorded,
  type AmiFact,
  type CelFact,
  type FactKind,
} from '../../../domain/pbx/facts.ts'
import { rowsFrom } from '../../../domain/queues/testing/queue-log-table.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import { migrate } from '../../../infra/postgres/migrations.ts'
import { projections } from '../../../infra/projections.ts'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import { createProjectionEngine, type ProjectionEngine } from '../../engine/engine.ts'
import { reportStatements } from '../../report/statements.ts'

type Store = ReturnType<typeof createMemoryEventStore>

/** A database whose read models are folded from a log, with the views for people who report with SQL. */
export interface Reporting {
  readonly database: TestDatabase
  readonly store: Store
  readonly engine: ProjectionEngine
  /** Rows, in the order and with the names of the query's columns; what is written as text in SQL comes back as text. */
  query(sql: string): Promise<readonly Record<string, unknown>[]>
  drop(): Promise<void>
}

export async function reporting(append: (store: Store) => Promise<void>): Promise<Reporting> {
  const database = await freshDatabase()
  await migrate(database.pool, silent)
  const store = createMemoryEventStore()
  const afterSwitch = reportStatements
  const engine = createProjectionEngine({ pool: database.pool, store, projections, log: silent, afterSwitch })
  await append(store)
  await engine.catchUp()
  return {
    database,
    store,
    engine,
    query: async sql => (await database.pool.query<Record<string, unknown>>(sql)).rows,
    drop: () => database.drop(),
  }
}

/** What a PBX wrote, as pasted tables; times in seconds count from the instant. */
interface Written {
  readonly site?: string
  readonly from?: string
  readonly timeZone?: string
  /** A source is configured: what is open goes on up to now, instead of up to the newest row. */
  readonly followed?: boolean
  readonly cel?: string
  readonly queueLog?: string
  /** [seconds, name, fields] */
  readonly ami?: readonly (readonly [number, string, Readonly<Record<string, string>>])[]
}

const node = 'pbx1'

export async function append(store: Store, written: Written): Promise<void> {
  const { site = 'paris', from = '1970-01-01T00:00:00Z', timeZone = 'UTC' } = written
  const { followed = false, cel = '', queueLog = '', ami = [] } = written
  const zero = Date.parse(from) * 1000
  const tagsOf = (ids: readonly string[]) => [...new Set(ids)].filter(Boolean).map(id => callTag(site, node, id))
  const event = (type: string, at: number, data: NewEvent['data'], ids: readonly string[]): NewEvent => ({
    type,
    data,
    occurredAt: zero + at,
    site,
    node,
    tags: tagsOf(ids),
  })
  const facts: Record<FactKind, readonly NewEvent[]> = {
    cel: celRowsFrom(cel).map(({ at, position, ...row }) => {
      const fact: CelFact = { ...blankCel, ...row, raw: `${position}` }
      return event(celRowRecorded, at, factData(fact), [row.uniqueid, row.linkedid])
    }),
    queue_log: rowsFrom(queueLog).map(({ at, raw, form, callid, queue, agent, event: name, data }) =>
      event(queueLogRowRecorded, at, factData({ raw, form, callid, queue, agent, event: name, data }), [callid]),
    ),
    ami: ami.map(([seconds, name, fields]) => {
      const fact: AmiFact = { raw: '', event: name, fields }
      return event(amiEventRecorded, seconds * 1_000_000, factData(fact), amiCallIds(fact))
    }),
  }
  const registered = { type: 'SiteRegistered', site, siteId: site, displayName: site, timeZone }
  const source = { name: 'queue-log', kind: 'queue_log_file', path: '/var/log/asterisk/queue_log' }
  const configured = { type: 'SourceConfigured', site, node, source }
  const appended = await store.append([
    {
      stream: `site/${site}`,
      expected: 'any',
      events: [registered, ...(followed ? [configured] : [])].map(data => ({
        type: data.type,
        data,
        occurredAt: zero,
        site,
      })),
    },
    ...(['queue_log', 'cel', 'ami'] as const)
      .filter(kind => facts[kind].length > 0)
      .map(kind => ({ stream: factStream(site, node, kind), expected: 'any' as const, events: facts[kind] })),
  ])
  if (!appended.ok) throw new Error('the log refused the rows')
}

const blankCel = {
  cid_ani: '',
  cid_rdnis: '',
  amaflags: '',
  peeraccount: '',
  userfield: '',
}

/** Times of pasted rows in minutes, as the worked flows of the original have them. */
export const inMinutes = (table: string): string =>
  table.replace(
    /^(\s*)(\d+(?:\.\d+)?)(?=\s*\|)/gm,
    (_, space: string, time: string) => `${space}${Math.round(Number(time) * 60)}`,
  )
