import { randomBytes } from 'node:crypto'
import os from 'node:os'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { createProgress, type CommitListener, type EngineContext, type EngineOptions } from './context.ts'
import { createFeed, type Feed } from './feed.ts'
import { prepare } from './prepare.ts'
import { discardKept, rebuildProjection, type RebuildOptions, type RebuildResult } from './rebuild.ts'
import { dropRetired } from './retired.ts'
import { follow } from './runner.ts'
import { readStatus, waitUntilProcessed, type ProjectionStatus } from './status.ts'

export interface ProjectionEngine {
  /** Makes what is missing, then follows the log in the background until stop(). Resolves when readers have their tables. */
  start(): Promise<void>
  /** Ends after the pages in hand. */
  stop(): Promise<void>
  /**
   * Brings the projections to where the log ends now, and returns; when another process follows one, waits for it.
   * @throws ProjectionStopped when one cannot go on; the others have reached the end all the same
   */
  catchUp(options?: CatchUpOptions): Promise<readonly ProjectionStatus[]>
  /**
   * New tables beside the old ones, then a switch that readers do not notice; or none: `end`. To be compared only, or to be kept, a build
   * that waits already is brought up to date instead.
   */
  rebuild(name: string, options?: RebuildOptions): Promise<RebuildResult>
  /**
   * Gives readers the build that waits, brought up to date.
   * @throws when none waits
   */
  switchKept(name: string, options?: Omit<RebuildOptions, 'end'>): Promise<RebuildResult>
  /** @returns false when none waits */
  discardKept(name: string): Promise<boolean>
  status(): Promise<readonly ProjectionStatus[]>
  /**
   * Gives a command its own effects to read: resolves when the projections (default: all) hold the position.
   * @throws NotProcessedInTime, ProjectionStopped
   */
  waitUntilProcessed(position: Position, options?: WaitOptions): Promise<void>
  /** @returns how to stop listening */
  onCommit(listener: CommitListener): () => void
}

interface CatchUpOptions {
  readonly signal?: AbortSignal
  /** Of which projections; default: all. */
  readonly projections?: readonly string[]
  readonly onProgress?: (progress: {
    readonly projection: string
    readonly position: Position
    readonly end: Position
  }) => void
}

interface WaitOptions {
  readonly projections?: readonly string[]
  readonly timeoutMs?: number
}

/**
 * A page of the log. What is folded dies young when there is little of it at once, and what is being written meanwhile is heard of between
 * two pages: with 2,000 events a rebuild of agent_states waited 3 of 16 s for writes that were done, with 1,000 one. How much is written at
 * once is another number (advance.ts).
 */
const defaultPageSize = 1000
const defaultWaitMs = 10_000
const cleanUpMs = 5000
const speakableName = /^[a-z][a-z0-9_]{0,40}$/

/** Runs read models: pages, checkpoints, one owner each, errors, rebuilds. The schema `engine` must be there (migrations). */
export function createProjectionEngine(options: EngineOptions): ProjectionEngine {
  const listeners = new Set<CommitListener>(options.onCommit ? [options.onCommit] : [])
  const ctx: EngineContext = {
    ...options,
    listenUrl: options.listenUrl,
    pageSize: options.pageSize ?? defaultPageSize,
    afterSwitch: options.afterSwitch ?? [],
    newVersions: options.newVersions ?? 'switch',
    holder: `${os.hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`,
    progress: createProgress(),
    toldAboutViews: new Set(),
  }
  checkNames(ctx.projections)
  let running: { readonly stop: AbortController; readonly done: Promise<unknown> } | undefined

  /** One for those that read at the same pace: the log is fetched and decoded once for all of them. */
  const feedOf = (projections: readonly Projection[]): Feed => {
    const types = new Set(projections.flatMap(({ handles }) => handles))
    return createFeed(ctx.store, [...types], ctx.pageSize)
  }

  const find = (name: string): Projection => {
    const found = ctx.projections.find(projection => projection.name === name)
    if (found) return found
    const names = ctx.projections.map(projection => projection.name).join(', ')
    throw new Error(`There is no projection ${name}; there are: ${names}`)
  }

  const followAll = (
    signal: AbortSignal,
    until?: Position,
    { projections: names, onProgress }: CatchUpOptions = {},
  ): Promise<PromiseSettledResult<void>[]> => {
    const followed = names ? names.map(find) : ctx.projections
    const prompt = feedOf(followed.filter(({ givesWay }) => !givesWay))
    const patient = feedOf(followed.filter(({ givesWay }) => givesWay))
    return Promise.allSettled(
      followed.map(projection =>
        follow(ctx, {
          projection,
          feed: projection.givesWay ? patient : prompt,
          signal,
          ...(until === undefined ? {} : { until }),
          committed(position, events) {
            ctx.progress.moved(projection.name, position)
            if (until !== undefined) onProgress?.({ projection: projection.name, position, end: until })
            tell(projection.name, position, events)
          },
        }),
      ),
    )
  }

  const tell: CommitListener = (projection, position, events) => {
    for (const listener of listeners) {
      try {
        listener(projection, position, events)
      } catch (error) {
        ctx.log('error', `A listener to projection ${projection} failed`, { error: messageOf(error) })
      }
    }
  }

  return {
    async start() {
      if (running) return
      const stop = new AbortController()
      await prepare(ctx)
      const cleaning = setInterval(() => void dropRetired(ctx).catch(() => undefined), cleanUpMs)
      stop.signal.addEventListener('abort', () => clearInterval(cleaning))
      running = { stop, done: followAll(stop.signal) }
    },

    async stop() {
      running?.stop.abort()
      await running?.done
      running = undefined
    },

    async catchUp(options = {}) {
      const { signal = new AbortController().signal } = options
      await prepare(ctx)
      const outcomes = await followAll(signal, await ctx.store.lastPosition(), options)
      const failed = outcomes.find(outcome => outcome.status === 'rejected')
      if (failed) throw failed.reason
      signal.throwIfAborted()
      await dropRetired(ctx)
      return readStatus(ctx)
    },

    async rebuild(name, rebuildOptions = {}) {
      const projection = find(name)
      await prepare(ctx)
      const { end = 'switch' } = rebuildOptions
      return rebuildProjection(ctx, projection, rebuildOptions, end === 'switch' ? 'log' : 'any')
    },

    async switchKept(name, rebuildOptions = {}) {
      const projection = find(name)
      await prepare(ctx)
      return rebuildProjection(ctx, projection, { ...rebuildOptions, end: 'switch' }, 'kept')
    },

    async discardKept(name) {
      const projection = find(name)
      await prepare(ctx)
      return discardKept(ctx, projection)
    },

    status: () => readStatus(ctx),

    waitUntilProcessed: (position, { projections, timeoutMs = defaultWaitMs } = {}) => {
      const names = (projections ?? ctx.projections.map(({ name }) => name)).map(name => find(name).name)
      return waitUntilProcessed(ctx, position, names, timeoutMs)
    },

    onCommit(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function checkNames(projections: readonly Projection[]): void {
  const seen = new Set<string>()
  for (const { name } of projections) {
    if (!speakableName.test(name) || /^pg_/.test(name))
      throw new Error(`A projection cannot be named ${JSON.stringify(name)}: lower-case letters, digits and _`)
    if (seen.has(name)) throw new Error(`Two projections are named ${name}`)
    seen.add(name)
  }
}
