import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Engine, ProjectionHealth } from '../../api/ports/engine.ts'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { PanelIndex } from '../../domain/panels/panel-index.ts'
import { documentsVersion, type PanelWriter } from '../../projections/panels/writer.ts'
import { createClient } from '../postgres/pool.ts'
import { createLeisure, loopUtilization } from './leisure.ts'

interface FollowPanelsOptions {
  readonly databaseUrl: string
  readonly index: PanelIndex
  readonly writer: PanelWriter
  readonly store: Pick<EventStore, 'lastPosition'>
  readonly log: Log
  /** How often it looks for something new. */
  readonly everyMs?: number
}

interface PanelFollower {
  /** As a read model among the others (status): a writer that stands still must be seen (contact-center L-10). */
  health(): ProjectionHealth
  stop(): Promise<void>
}

const longestPauseMs = 10_000
/** While the read models are so many events behind, they go first: panels are looked at later than boards. */
const givesWayAt = 5000

/**
 * Boards and answers come from the same process: while it has any to give, a page is done within some 30 ms, and is followed by a rest. While it
 * has none, larger pages are cheaper, and whoever comes first waits for one of them.
 */
const eventsAtOnce = { busy: 250, idle: 1000 }

/**
 * Keeps the index behind the panels up to date until it is stopped; whatever goes wrong, it tries again. One process writes at a time. That
 * is thrift: two writers would do each other no harm.
 */
export function followPanels(options: FollowPanelsOptions): PanelFollower {
  const { databaseUrl, index, writer, store, log, everyMs = 1000 } = options
  const stop = new AbortController()
  let position: Position = 0
  let end: Position = 0
  let isRebuilding = false
  let problem: string | undefined

  const isOver = () => stop.signal.aborted
  const pause = (milliseconds: number) => delay(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined)

  const leisure = createLeisure(pause, loopUtilization)

  async function writeNews(): Promise<void> {
    end = await store.lastPosition()
    const models = await writer.readModels()
    if (models.position < end - givesWayAt) {
      position = (await index.checkpoint()).position
      return
    }
    const standing = await writer.catchUp({
      signal: stop.signal,
      eventsAtOnce: () => (leisure.areOthersBusy() ? eventsAtOnce.busy : eventsAtOnce.idle),
      rest: milliseconds => leisure.rest(milliseconds),
      onProgress: progress => {
        // A million events may be to come: what went wrong before is over with the first of them.
        problem = undefined
        isRebuilding = progress.position < position
        if (!isRebuilding) position = progress.position
      },
    })
    isRebuilding = false
    position = standing.position
  }

  async function run(): Promise<void> {
    let client: Client | undefined
    for (let failures = 0; !isOver();) {
      try {
        client ??= await ownership(databaseUrl)
        if (client) await writeNews()
        else position = (await index.checkpoint()).position
        problem = undefined
        failures = 0
        await pause(everyMs)
      } catch (error) {
        if (isOver()) break
        failures++
        const message = messageOf(error)
        if (problem !== message) log('warn', `The documents of the panels could not be written: ${message}`)
        problem = message
        await client?.end().catch(() => undefined)
        client = undefined
        await pause(Math.min(longestPauseMs, everyMs * 2 ** Math.min(failures, 10)))
      }
    }
    await client?.end().catch(() => undefined)
  }

  const done = run()
  return {
    health: () => ({
      name: 'panels',
      version: documentsVersion,
      state: isRebuilding ? 'REBUILDING' : position < end ? 'CATCHING_UP' : 'UP_TO_DATE',
      position,
      deadLetters: 0,
      problem: problem ?? null,
    }),
    async stop() {
      stop.abort()
      await done
    },
  }
}

/** The read models as the API sees them, and the documents of the panels behind them. */
export const withPanels = (engine: Engine, follower: PanelFollower): Engine => ({
  ...engine,
  projections: () => [...engine.projections(), follower.health()],
})

/** @returns a connection that holds the right to write; undefined while another process has it */
async function ownership(databaseUrl: string): Promise<Client | undefined> {
  const client = createClient(databaseUrl, 'ringledger panels')
  client.on('error', () => undefined) // the next attempt reports it
  await client.connect()
  const { rows } = await client.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended('ringledger follow panels', 0)) AS locked`,
  )
  if (rows[0]?.locked === true) return client
  await client.end()
  return undefined
}
