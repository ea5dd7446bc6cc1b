import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { emptyReports, fakePorts, tokenBook } from '../../../api/testing/fakes.ts'
import { serve, type Served } from '../../../api/testing/serve.ts'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import { silent, type Log } from '../../../domain/kernel/log.ts'
import { microsOfDate } from '../../../domain/kernel/time.ts'
import { place } from '../../../ingest/testing/rows.ts'
import { factIntake } from '../../server/fact-intake.ts'

const sessionKey = new Uint8Array(32).fill(7)
const clock = () => microsOfDate(new Date())

/** A server that takes what collectors send into a store, and tokens for it. */
export async function startServer(store: EventStore, log: Log = silent) {
  const book = tokenBook()
  const start = (): Promise<Served> =>
    serve({
      ...fakePorts(store, { reports: { ...emptyReports, ...book.reports }, facts: factIntake({ store, clock, log }) }),
      clock,
      sessionKey,
    })
  const served = await start()
  return {
    url: served.url,
    book,
    token: book.issue('collector', { scope: { nodes: [`${place.site}/${place.node}`] } }),
    stop: () => served.stop(),
  }
}

/** A directory for a spool, and its end. */
export function temporary(): { readonly directory: string; readonly remove: () => void } {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'collector-'))
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}
