import path from 'node:path'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { sampleSite } from '../../domain/sites/site-meant.ts'
import { importFiles, type ImportSummary } from '../../ingest/import-files.ts'
import { packageRoot } from '../package-root.ts'
import { registerPlace } from '../registration.ts'

const folder = path.join(packageRoot, 'replay-tests', 'corpus', 'asterisk-20')

/**
 * Imports the recording of a real Asterisk that comes with Ringledger, as site `lab`. Its PBX ran on UTC wall clock, as the epoch
 * seconds in its own call ids show.
 */
export async function importSample(store: EventStore, actor: string): Promise<ImportSummary> {
  const place = { site: sampleSite.site, node: 'asterisk-20' }
  await registerPlace(store, { ...place, timeZone: 'UTC', actor, siteName: sampleSite.displayName })
  const queueLog = [path.join(folder, 'queue_log')]
  const cel = [path.join(folder, 'cel.csv')]
  return importFiles({ store, ...place, clockZone: 'UTC', queueLog, cel })
}
