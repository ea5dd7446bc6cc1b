import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Log } from '../../domain/kernel/log.ts'
import type { CatchUpOptions } from '../../projections/engine/engine.ts'
import { packageRoot } from '../package-root.ts'
import type { Complete, ThreadNews, ThreadStart } from './messages.ts'

export interface CatchUpBeside {
  /**
   * All is written: resolves when the projections (default: all) hold everything that the log holds now. One call at a time.
   * @throws ThreadLost; or what kept a projection from it
   */
  complete(projections?: readonly string[]): Promise<void>
  /** Ends at once, wherever it is: the next catch-up goes on from the last commit. */
  stop(): Promise<void>
}

export interface BesideOptions extends ThreadStart {
  /** The bundle of thread.ts. */
  readonly file?: string
  readonly log: Log
  readonly onProgress?: CatchUpOptions['onProgress']
}

/** The thread itself has ended, by no fault of a projection: what it has committed stands, somebody else can go on. */
export class ThreadLost extends Error {
  override readonly name = 'ThreadLost'
}

const builtFile = path.join(packageRoot, 'dist', 'catch-up.js')

/** With a limit V8 collects early, instead of letting garbage grow to a multiple of what lives: some 60 MB do (docs/adr/0013). */
const resourceLimits = { maxOldGenerationSizeMb: 512 }

/**
 * Brings read models up in a thread of its own while this one fills the log: an import and its read models take the time of the
 * slower of the two, where there is a core for each (docs/adr/0013).
 */
export function catchUpBeside({ file = builtFile, log, onProgress, ...start }: BesideOptions): CatchUpBeside {
  const worker = new Worker(file, { workerData: start satisfies ThreadStart, resourceLimits })
  let completed = (): void => undefined
  const failed = new Promise<never>((_, reject) => {
    worker.on('message', (news: ThreadNews) => {
      if (news.kind === 'progress') onProgress?.(news)
      else if (news.kind === 'log') log(news.level, news.message, news.fields)
      else if (news.kind === 'completed') completed()
      else reject(new Error(news.message))
    })
    worker.once('error', cause =>
      reject(new ThreadLost('the thread that brings the read models up has broken', { cause })),
    )
    worker.once('exit', () => reject(new ThreadLost('the thread that brings the read models up has ended early')))
  })
  // Whoever completes gets it; until then it is not unhandled.
  failed.catch(() => undefined)

  return {
    async complete(projections) {
      const done = new Promise<void>(resolve => (completed = resolve))
      worker.postMessage({ projections } satisfies Complete)
      await Promise.race([done, failed])
    },
    async stop() {
      await worker.terminate()
    },
  }
}
