import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Log } from '../../domain/kernel/log.ts'
import { sleep, realTimers } from '../../ingest/ami/timers.ts'
import { collect, type Collected } from '../../ingest/transport/collect.ts'
import type { Delivery } from '../../ingest/transport/delivery.ts'
import { httpsCourier, type HttpsCourier } from '../../ingest/transport/https-courier.ts'
import { CourierFailed } from '../../ingest/transport/ship.ts'
import { openSpool } from '../../ingest/transport/spool.ts'
import type { Cursors } from '../../ingest/transport/spool-state.ts'
import { createMemoryLeases } from '../leases/memory.ts'
import { claimDirectory } from '../server/claim-directory.ts'

interface CollectorOptions {
  readonly server: string
  readonly token: () => Promise<string>
  readonly place: Pick<Delivery, 'site' | 'node' | 'timeZone'>
  readonly collected: Collected
  readonly directory: string
  readonly mostBytes: number | undefined
  readonly log: Log
  readonly signal: AbortSignal
}

/** A server that is away when a new spool is made is asked again after this. */
const askAgainMs = 5_000

/**
 * Collects until the signal aborts.
 * @returns exit code
 * @throws what says why it cannot begin: another collector has the spool, the spool is damaged, the server refuses the token
 */
export async function runCollector(options: CollectorOptions): Promise<number> {
  const { server, token, place, directory, log, signal } = options
  mkdirSync(directory, { recursive: true })
  const release = claimDirectory(directory, '--spool')
  try {
    const courier = httpsCourier(server, token, signal)
    const begin = () => beginning(courier, options)
    const most = options.mostBytes === undefined ? {} : { mostBytes: options.mostBytes }
    const spool = await openSpool({ directory: path.join(directory, 'records'), log, begin, ...most })
    log('info', `Collecting for ${place.site}/${place.node}, to ${server}`, spool.waiting())
    try {
      const { collected } = options
      await collect({ place, collected, spool, courier, leases: createMemoryLeases(), log, signal, timers: realTimers })
    } finally {
      await spool.close()
    }
    return 0
  } catch (error) {
    if (error instanceof Stopped) return 0
    throw error
  } finally {
    release()
  }
}

class Stopped extends Error {}

/** A new spool goes on where the server was brought by whoever followed the node before: it has to be asked once. */
async function beginning(courier: HttpsCourier, { place, log, signal }: CollectorOptions): Promise<Cursors> {
  for (let told = false; ; told = true) {
    try {
      return await courier.cursors(place.site, place.node)
    } catch (error) {
      if (!(error instanceof CourierFailed) || error.isRefusal) throw error
      if (!told) log('warn', `${error.message} It has to be asked once where to begin; trying again`)
    }
    await sleep(realTimers, askAgainMs, signal)
    if (signal.aborted) throw new Stopped('stopped before the server was reached')
  }
}
