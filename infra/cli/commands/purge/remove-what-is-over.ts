import { isoOf } from '../../../../domain/kernel/time.ts'
import { retainedData, type RetentionBounds } from '../../../../domain/retention/retention-bounds.ts'
import { sitesAndNodes } from '../../../../projections/directory/queries.ts'
import { withOpened } from '../../../open.ts'
import { openPanels } from '../../../panel-index/open-panels.ts'
import { runningServer } from '../../../server/address-file.ts'
import { apiConfiguration } from '../../../server/api-configuration.ts'
import { openRollOuts } from '../../../server/roll-outs.ts'
import { textOption, type Invocation } from '../../command.ts'
import { troubleOnly } from '../../quiet-log.ts'
import { siteChosen } from '../../site-chosen.ts'

const patienceMs = 3_600_000

const names: Readonly<Record<(typeof retainedData)[number], string>> = {
  callDetails: 'what identifies people in calls',
  panelDocuments: 'documents behind the panels',
  recordings: 'what leads to recordings',
  statistics: 'figures, and the calls behind them',
}

/** @returns 1 when it is refused */
export async function removeWhatIsOver({ options, terminal, dataDirectory, signal }: Invocation): Promise<number> {
  const log = troubleOnly(terminal)
  return withOpened({ dataDirectory, log }, async opened => {
    const { engine, pool, store } = opened
    const server = await runningServer(dataDirectory)
    if (server === undefined) await engine.catchUp({ signal })
    const site = siteChosen(await sitesAndNodes(pool), textOption(options, 'site'))
    const configuration = await apiConfiguration(opened, dataDirectory)
    const services = await openRollOuts(opened, { configuration, dataDirectory, log })
    try {
      const dryRun = options['dry-run'] === true
      const result = await services.retention.purge({ site, dryRun, actor: 'command line' })
      for (const { message } of result.rejections) terminal.print(message)
      if (result.rejections.length === 0) {
        if (!dryRun) {
          if (server === undefined) {
            await engine.catchUp({ signal })
            await openPanels({ pool, store }).writer.catchUp()
          } else await engine.waitUntilProcessed(result.position, { timeoutMs: patienceMs })
        }
        for (const line of linesOf(site, result, dryRun)) terminal.print(line)
      }
      terminal.document({ site, dryRun, ...result, before: asText(result.before) })
      return result.rejections.length === 0 ? 0 : 1
    } finally {
      await services.close()
    }
  })
}

interface Purged {
  readonly before: RetentionBounds
  readonly rows: Readonly<Record<string, number>>
}

function linesOf(site: string, { before, rows }: Purged, dryRun: boolean): readonly string[] {
  const bounds = retainedData.flatMap(data => {
    const bound = before[data]
    return bound === undefined ? [] : [`  before ${isoOf(bound).slice(0, 10)}: ${names[data]}`]
  })
  if (bounds.length === 0) return [`Nothing is over at ${site}.`]
  const tables = Object.entries(rows).map(([table, count]) => `  ${table}: ${count.toLocaleString('en')} rows`)
  return [dryRun ? `Would be removed at ${site}:` : `Removed at ${site}:`, ...bounds, ...tables]
}

const asText = (bounds: RetentionBounds): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(bounds).map(([data, at]) => [data, isoOf(at)]))
