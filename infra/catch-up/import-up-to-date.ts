import type { Log } from '../../domain/kernel/log.ts'
import { importFiles, type ImportOptions, type ImportSummary } from '../../ingest/import-files.ts'
import type { CatchUpOptions } from '../../projections/engine/engine.ts'
import type { Opened } from '../open.ts'
import { catchUpBeside, ThreadLost, type BesideOptions, type CatchUpBeside } from './beside.ts'

export interface UpToDateOptions {
  readonly dataDirectory: string
  /** Kept up while rows are imported; the others follow when these hold everything. */
  readonly promptly: readonly string[]
  readonly log: Log
  readonly signal?: AbortSignal
  /** When a thread is worth its start, and how many events are worth a pass of it. Default: usualThread. */
  readonly thread?: ThreadUse
  /** Once all rows are in the log. */
  readonly onCatchUp?: CatchUpOptions['onProgress']
  /** The prompt ones hold everything. */
  readonly onPrompt?: () => void
}

/** A thread is begun when the files are known to have so many packed bytes, or when so many rows have come. */
export interface ThreadUse extends Pick<BesideOptions, 'file' | 'worthAPass'> {
  readonly fromBytes: number
  readonly fromRows: number
}

/** It takes a second or two until it folds, on a machine that has an import to do. */
const usualThread: ThreadUse = { fromBytes: 8 * 2 ** 20, fromRows: 50_000, worthAPass: 50_000 }

/**
 * Imports files and brings the read models up to the end of the log; those of a long import beside it.
 * @throws what importFiles throws, or what kept a projection from the end: the rows are in the log then
 */
export async function importUpToDate(
  opened: Opened,
  files: Omit<ImportOptions, 'store' | 'signal'>,
  options: UpToDateOptions,
): Promise<ImportSummary> {
  const { store, databaseUrl } = opened
  const { dataDirectory, promptly, log, signal, onCatchUp, onPrompt } = options
  const { fromBytes, fromRows, ...thread } = options.thread ?? usualThread
  const state: { beside?: CatchUpBeside; isAllWritten: boolean } = { isAllWritten: false }
  const onProgress: NonNullable<CatchUpOptions['onProgress']> = progress => {
    if (state.isAllWritten) onCatchUp?.(progress)
  }
  const begin = () => catchUpBeside({ ...thread, dataDirectory, databaseUrl, projections: promptly, log, onProgress })
  const stop = () => void state.beside?.stop()
  const stoppable = signal ? { signal } : {}
  signal?.addEventListener('abort', stop)
  try {
    const summary = await importFiles({
      ...files,
      ...stoppable,
      store,
      onProgress(progress) {
        files.onProgress?.(progress)
        const isLong = (progress.totalBytes ?? 0) >= fromBytes || progress.appended >= fromRows
        if (isLong && progress.appended > 0) state.beside ??= begin()
      },
    })
    state.isAllWritten = true
    const beside = await complete(opened, state.beside, { projections: promptly, ...stoppable, onProgress }, log)
    onPrompt?.()
    await complete(opened, beside, { ...stoppable, onProgress }, log)
    return summary
  } finally {
    signal?.removeEventListener('abort', stop)
    await state.beside?.stop()
  }
}

/**
 * By the thread; or by this one, where there is none or it was lost.
 * @returns the thread, if it can be asked for more
 */
async function complete(
  { engine }: Opened,
  beside: CatchUpBeside | undefined,
  options: CatchUpOptions,
  log: Log,
): Promise<CatchUpBeside | undefined> {
  try {
    await beside?.complete(options.projections)
    if (beside) return beside
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!(error instanceof ThreadLost)) throw error
    log('warn', `${error.message}; the read models are brought up without it`, { cause: String(error.cause) })
  }
  await engine.catchUp(options)
  return undefined
}
