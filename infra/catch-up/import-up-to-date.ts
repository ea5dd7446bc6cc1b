import type { Log } from '../../domain/kernel/log.ts'
import { importFiles, type ImportOptions, type ImportSummary } from '../../ingest/import-files.ts'
import type { CatchUpOptions } from '../../projections/engine/engine.ts'
import type { Opened } from '../open.ts'
import { catchUpBeside, ThreadLost, type BesideOptions, type CatchUpBeside } from './beside.ts'

export interface UpToDateOptions {
  readonly dataDirectory: string
  /** Kept up while rows are imported; the others follow behind the last row. */
  readonly promptly: readonly string[]
  /** That are to hold everything at the end; default: all. */
  readonly projections?: readonly string[]
  readonly log: Log
  readonly signal?: AbortSignal
  /** Rows from which on a thread is worth its start, and events that are worth a pass of it. Default: usualThread. */
  readonly thread?: ThreadUse
  /** Once all rows are in the log. */
  readonly onCatchUp?: CatchUpOptions['onProgress']
}

export interface ThreadUse extends Pick<BesideOptions, 'file' | 'worthAPass'> {
  readonly fromRows: number
}

/** A thread takes as long to start as it takes to fold some thousand events. */
const usualThread: ThreadUse = { fromRows: 50_000, worthAPass: 50_000 }

/**
 * Imports files and brings the read models up to the end of the log; those of a long import beside it.
 * @throws what importFiles throws, or what kept a projection from the end: the rows are in the log then
 */
export async function importUpToDate(
  { engine, store, databaseUrl }: Opened,
  files: Omit<ImportOptions, 'store' | 'signal'>,
  options: UpToDateOptions,
): Promise<ImportSummary> {
  const {
    dataDirectory,
    promptly,
    projections,
    log,
    signal,
    thread: { fromRows, ...thread } = usualThread,
    onCatchUp,
  } = options
  const state: { beside?: CatchUpBeside; isAllWritten: boolean } = { isAllWritten: false }
  const onProgress: CatchUpOptions['onProgress'] = progress => {
    if (state.isAllWritten) onCatchUp?.(progress)
  }
  const stop = () => void state.beside?.stop()
  signal?.addEventListener('abort', stop)
  try {
    const summary = await importFiles({
      ...files,
      store,
      ...(signal ? { signal } : {}),
      onProgress(progress) {
        files.onProgress?.(progress)
        if (progress.appended >= fromRows)
          state.beside ??= catchUpBeside({
            ...thread,
            dataDirectory,
            databaseUrl,
            projections: promptly,
            log,
            onProgress,
          })
      },
    })
    state.isAllWritten = true
    if (state.beside && (await hasCompleted(state.beside, projections, log, signal))) return summary
    await engine.catchUp({ ...(projections ? { projections } : {}), ...(signal ? { signal } : {}), onProgress })
    return summary
  } finally {
    signal?.removeEventListener('abort', stop)
    await state.beside?.stop()
  }
}

/** @returns false when the thread was lost: the rest is for this one */
async function hasCompleted(
  beside: CatchUpBeside,
  projections: readonly string[] | undefined,
  log: Log,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await beside.complete(projections)
    return true
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof ThreadLost)) throw error
    log('warn', `${error.message}; the read models are brought up without it`, { cause: String(error.cause) })
    return false
  }
}
