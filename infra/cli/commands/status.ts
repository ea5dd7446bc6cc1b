import { messageOf } from '../../../domain/kernel/error-message.ts'
import { isoOf, microsOfDate, secondsOf } from '../../../domain/kernel/time.ts'
import type { ProjectionStatus } from '../../../projections/engine/status.ts'
import type { NewestRows } from '../../../projections/report/newest-rows.ts'
import { withOpened } from '../../open.ts'
import { purgedAtSites } from '../../retention/purged-at-sites.ts'
import { createPool } from '../../postgres/pool.ts'
import { serverFound, type ServerFound } from '../../server/address-file.ts'
import { toldByLeases } from '../../server/told-by-leases.ts'
import { toldByTables, type ToldByTables } from '../../server/told-by-tables.ts'
import { toldByServer, withTold, type ToldByServer } from '../../server/told-by-server.ts'
import type { Command } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import { progressBar } from '../terminal.ts'

const waitMs = 24 * 3600 * 1000
/** For each thing that the tables are asked. */
const tablesMs = 10_000
const nothingTold: ToldByTables = { sources: [], newest: [], unread: [] }

/** Sources, log, projections, their lag. */
export const statusCommand: Command = {
  name: 'status',
  summary:
    'sources, log and read models with their lag; --wait returns when every read model has reached the log’s end',
  usage: '[--wait]',
  mostWords: 0,
  options: { wait: { type: 'boolean' } },
  async run({ options, terminal, dataDirectory, signal }) {
    return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async ({ databaseUrl, store, engine }) => {
      if (options['wait'] === true) {
        await engine.catchUp({
          signal,
          onProgress: ({ projection, position, end }) =>
            terminal.progress(`${progressBar(position, end, 'events')} in ${projection}`),
        })
        await engine.waitUntilProcessed(await store.lastPosition(), { timeoutMs: waitMs })
      }
      const server = await serverFound(dataDirectory)
      const { told, problem: silence } = await askedOf(server, dataDirectory)
      const position = await store.lastPosition()
      const projections = withProblems(await engine.status(), told)
      const isReadable = projections.some(({ name, build }) => name === 'directory' && build > 0)
      const now = microsOfDate(new Date())
      const tables = isReadable ? await readTables(databaseUrl, told) : nothingTold
      const sources = withTold(tables.sources, told).map(source => ({
        ...source,
        lagSeconds: source.lastEventAt === null ? null : secondsOf(now - source.lastEventAt),
      }))
      terminal.print(serverLine(server))
      if (silence !== undefined) terminal.print(`  ${silence}`)
      terminal.print(`Log: ${position.toLocaleString('en')} events`)
      for (const source of sources) {
        const last = source.lastEventAt === null ? 'no row understood yet' : `last row of ${isoOf(source.lastEventAt)}`
        terminal.print(
          `Source ${source.site}/${source.node} ${source.kind}: ${source.state}, ${source.rows.toLocaleString('en')} rows, ${last}, ` +
            `${source.quarantined} quarantined, ${source.unknownEvents} of unknown events`,
        )
        if (source.problem !== null) terminal.print(`  ${source.problem}`)
      }
      const { newest, unread } = tables
      for (const line of unread) terminal.print(line)
      for (const site of newest) terminal.print(newestLine(site))
      const purged = await purgedAtSites(store)
      for (const { site, data, before } of purged)
        terminal.print(`Purged at ${site}: ${data} before ${isoOf(before).slice(0, 10)}`)
      for (const { name, version, state, lag, deadLetters, error, kept } of projections) {
        terminal.print(
          `Read model ${name} v${version}: ${state}, ${lag.toLocaleString('en')} behind, ${deadLetters} dead letters${error === undefined ? '' : `: ${error}`}`,
        )
        if (kept)
          terminal.print(
            `  v${kept.version} is built up to position ${kept.position.toLocaleString('en')} and waits: rebuild ${name} --compare, --switch or --discard`,
          )
      }
      terminal.document({
        server: server?.address ?? null,
        serverProblem: silence ?? null,
        position,
        sources,
        newest,
        unread,
        purged,
        projections,
      })
      return projections.some(({ state }) => state === 'stopped') ? 1 : 0
    })
  },
}

/** Where no server tells of the sources, whoever follows them does. */
async function readTables(databaseUrl: string, told: ToldByServer | undefined): Promise<ToldByTables> {
  const pool = createPool(databaseUrl, { max: 1, statementTimeoutMs: tablesMs })
  try {
    return await toldByTables(pool, async sites => (told ? [] : toldByLeases(databaseUrl, sites)))
  } finally {
    await pool.end()
  }
}

const serverLine = (server: ServerFound | undefined): string =>
  server === undefined ? 'No server runs on this data directory.' : `Server: ${server.address}`

/** What the server says of itself, or why it says nothing. */
async function askedOf(
  server: ServerFound | undefined,
  dataDirectory: string,
): Promise<{ told?: ToldByServer; problem?: string }> {
  if (server === undefined) return {}
  const lives = `process ${server.pid} lives, but`
  if (!server.answers)
    return {
      problem: `${lives} ${server.address} does not answer: it hangs, was stopped, or the machine is overloaded`,
    }
  try {
    return { told: await toldByServer(server.address, dataDirectory) }
  } catch (error) {
    return { problem: `${lives} does not say how it is: ${messageOf(error)}` }
  }
}

/** What a read model is trying to get over only the process that follows it knows. */
const withProblems = (
  projections: readonly ProjectionStatus[],
  told: ToldByServer | undefined,
): readonly ProjectionStatus[] =>
  projections.map(projection => {
    const problem = told?.projections.find(({ name }) => name === projection.name)?.problem ?? undefined
    const error = projection.error ?? problem
    return error === undefined ? projection : { ...projection, error }
  })

function newestLine(newest: NewestRows): string {
  const at = (instant: number | null): string => (instant === null ? 'none' : isoOf(instant))
  return (
    `Statistics of ${newest.site}: ${newest.queues} queues, ${newest.agents} agents; newest visit ${at(newest.queueVisitAt)}, ` +
    `newest quarter of an hour of a queue ${at(newest.queueQuarter)}, of an agent ${at(newest.agentQuarter)}`
  )
}
