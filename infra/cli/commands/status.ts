import { isoOf, microsOfDate, secondsOf } from '../../../domain/kernel/time.ts'
import { newestRows, type NewestRows } from '../../../projections/report/newest-rows.ts'
import { withOpened } from '../../open.ts'
import { purgedAtSites } from '../../retention/purged-at-sites.ts'
import { runningServer } from '../../server/address-file.ts'
import { healthOfSources } from '../../server/health-of-sources.ts'
import type { Command } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import { progressBar } from '../terminal.ts'

const waitMs = 24 * 3600 * 1000

/** Sources, log, projections, their lag. */
export const statusCommand: Command = {
  name: 'status',
  summary:
    'sources, log and read models with their lag; --wait returns when every read model has reached the log’s end',
  usage: '[--wait]',
  mostWords: 0,
  options: { wait: { type: 'boolean' } },
  async run({ options, terminal, dataDirectory, signal }) {
    return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async ({ pool, store, engine }) => {
      if (options['wait'] === true) {
        await engine.catchUp({
          signal,
          onProgress: ({ projection, position, end }) =>
            terminal.progress(`${progressBar(position, end, 'events')} in ${projection}`),
        })
        await engine.waitUntilProcessed(await store.lastPosition(), { timeoutMs: waitMs })
      }
      const server = await runningServer(dataDirectory)
      const position = await store.lastPosition()
      const projections = await engine.status()
      const isReadable = projections.some(({ name, build }) => name === 'directory' && build > 0)
      const now = microsOfDate(new Date())
      const sources = (isReadable ? await healthOfSources(pool, dataDirectory, server) : []).map(source => ({
        ...source,
        lagSeconds: source.lastEventAt === null ? null : secondsOf(now - source.lastEventAt),
      }))
      terminal.print(server === undefined ? 'No server runs on this data directory.' : `Server: ${server}`)
      terminal.print(`Log: ${position.toLocaleString('en')} events`)
      for (const source of sources) {
        const last = source.lastEventAt === null ? 'no row understood yet' : `last row of ${isoOf(source.lastEventAt)}`
        terminal.print(
          `Source ${source.site}/${source.node} ${source.kind}: ${source.state}, ${source.rows.toLocaleString('en')} rows, ${last}, ` +
            `${source.quarantined} quarantined, ${source.unknownEvents} of unknown events`,
        )
        if (source.problem !== null) terminal.print(`  ${source.problem}`)
      }
      const newest = await newestRows(pool, [...new Set(sources.map(({ site }) => site))])
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
      terminal.document({ server: server ?? null, position, sources, newest, purged, projections })
      return projections.some(({ state }) => state === 'stopped') ? 1 : 0
    })
  },
}

function newestLine(newest: NewestRows): string {
  const at = (instant: number | null): string => (instant === null ? 'none' : isoOf(instant))
  return (
    `Statistics of ${newest.site}: ${newest.queues} queues, ${newest.agents} agents; newest visit ${at(newest.queueVisitAt)}, ` +
    `newest quarter of an hour of a queue ${at(newest.queueQuarter)}, of an agent ${at(newest.agentQuarter)}`
  )
}
