import type { Moment, ConfigurationAt } from '../../../../domain/configuration/history.ts'
import { microsOfIso } from '../../../../domain/kernel/time.ts'
import type { ConfigurationPort } from '../../../../api/ports/configuration.ts'
import { sitesAndNodes } from '../../../../projections/directory/queries.ts'
import { withOpened, type Opened } from '../../../open.ts'
import { apiConfiguration } from '../../../server/api-configuration.ts'
import { textOption, type Invocation } from '../../command.ts'
import { troubleOnly } from '../../quiet-log.ts'
import { siteChosen } from '../../site-chosen.ts'
import { UsageError } from '../../usage-error.ts'

const waitMs = 60_000

export interface OpenedConfiguration extends ConfigurationPort {
  readonly opened: Opened
  readonly site: string
}

/**
 * Opens the log and the configuration of the site that the options mean: `--site`, else that of the document, else the only one.
 * @throws UsageError when there is none of the name, or several and none was named
 */
export async function withConfiguration<T>(
  { dataDirectory, terminal, options, signal }: Invocation,
  named: string | undefined,
  work: (configuration: OpenedConfiguration) => Promise<T>,
): Promise<T> {
  return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async opened => {
    await opened.engine.catchUp({ signal, projections: ['directory', 'agent_states'] })
    // One whose new version waits to be switched stands still.
    await opened.engine.waitUntilProcessed(await opened.store.lastPosition(), {
      projections: ['directory'],
      timeoutMs: waitMs,
    })
    const site = siteChosen(await sitesAndNodes(opened.pool), textOption(options, 'site') ?? named)
    return work({ opened, site, ...(await apiConfiguration(opened, dataDirectory)) })
  })
}

/** An instant or a position of the log. */
function momentOption(text: string, name: string): Moment {
  if (/^\d+$/.test(text)) return { position: Number(text) }
  const at = microsOfIso(text)
  if (at === undefined)
    throw new UsageError(
      `--${name} ${text}: an instant such as 2026-11-29T08:00:00Z is needed, or a position of the log`,
    )
  return { at }
}

export const configurationAtOption = (
  { reader, site }: OpenedConfiguration,
  text: string | undefined,
  name: string,
): Promise<ConfigurationAt> => (text === undefined ? reader.now(site) : reader.asOf(site, momentOption(text, name)))
