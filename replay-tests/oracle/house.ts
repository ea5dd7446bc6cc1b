import { Readable } from 'node:stream'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { silent } from '../../domain/kernel/log.ts'
import { sites as sourcesOfSites } from '../../domain/sites/sites.ts'
import { createReports } from '../../api/reports/reports.ts'
import { asker } from '../../api/testing/ask.ts'
import { fakePorts } from '../../api/testing/fakes.ts'
import { migrate } from '../../infra/postgres/migrations.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { projections } from '../../infra/projections.ts'
import { registerPlace } from '../../infra/registration.ts'
import { freshDatabase } from '../../infra/testing/database.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { reportStatements } from '../../projections/report/statements.ts'

/** A site and the queue_log file of its PBX; and where the recording of its manager interface lies, events as JSON lines, if there is one. */
export interface Site {
  readonly name: string
  readonly zone: string
  readonly file: string
  readonly ami?: string
}

/** What is held against the oracle: the answers of the API and of the views, from files that were imported as anybody imports them. */
export interface House {
  /** Every row of every page. `{ page }` stands where the connection's arguments go on. */
  rows<Row>(field: string, query: string): Promise<readonly Row[]>
  ask<Data>(query: string): Promise<Data>
  sql<Row extends object>(query: string): Promise<readonly Row[]>
  drop(): Promise<void>
}

/** @param now the clock of the server */
export async function houseOf(sites: readonly Site[], now: number): Promise<House> {
  const database = await freshDatabase()
  await migrate(database.pool, silent)
  const store = createMemoryEventStore()
  for (const { name: site, zone, file, ami } of sites) {
    const place = { site, node: 'pbx1' }
    await registerPlace(store, { ...place, timeZone: zone, actor: 'test' })
    // Followed: what is open goes on up to now.
    const source = { name: 'queue-log', kind: 'queue_log_file', path: '/var/log/asterisk/queue_log' } as const
    const settings = { stream: `site/${site}`, occurredAt: now, actor: 'test', site }
    await handleCommand(store, sourcesOfSites, { type: 'ConfigureSource', ...place, source }, settings)
    const { quarantined } = await importFiles({
      store,
      ...place,
      clockZone: zone,
      queueLog: ['-'],
      cel: [],
      ami: ami === undefined ? [] : [ami],
      stdin: Readable.from([file]),
    })
    if (quarantined > 0) throw new Error(`${quarantined} rows of ${site} cannot be read`)
  }
  await createProjectionEngine({
    pool: database.pool,
    store,
    projections,
    log: silent,
    afterSwitch: reportStatements,
  }).catchUp()
  const limits = { depth: 30, cost: Infinity, tokens: 100_000 }
  const ports = fakePorts(store, { reports: createReports(database.pool) })
  const asks = asker({ ...ports, clock: () => now }, limits)

  async function ask<Data>(query: string): Promise<Data> {
    const { data, errors } = await asks(query)
    if (errors) throw new Error(`${JSON.stringify(errors)} for ${query}`)
    return data as Data
  }

  return {
    ask,
    async rows<Row>(field: string, query: string) {
      const rows: Row[] = []
      for (let after: string | null = null; ;) {
        const page = `first: 1000${after === null ? '' : `, after: ${JSON.stringify(after)}`}`
        const data: Record<string, Connection<Row>> = await ask(query.replace('{ page }', page))
        const { edges, pageInfo } = data[field] ?? { edges: [], pageInfo: { hasNextPage: false, endCursor: null } }
        rows.push(...edges.map(({ node }) => node))
        if (!pageInfo.hasNextPage) return rows
        after = pageInfo.endCursor
      }
    },
    sql: async <Row extends object>(query: string) => (await database.pool.query<Row>(query)).rows,
    drop: () => database.drop(),
  }
}

interface Connection<Row> {
  readonly edges: readonly { readonly node: Row }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}
