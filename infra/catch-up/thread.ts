import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { CatchUpOptions } from '../../projections/engine/engine.ts'
import { messageOf } from '../../projections/engine/errors.ts'
import { withOpened, type Opened } from '../open.ts'
import type { Complete, ThreadNews, ThreadStart } from './messages.ts'

const pauseMs = 100

if (!parentPort) throw new Error('this file runs in a worker thread (beside.ts)')
const port = parentPort
const nextRequest = async (): Promise<Complete> => ((await once(port, 'message')) as [Complete])[0]
const tell = (news: ThreadNews): void => port.postMessage(news)
const start = workerData as ThreadStart
const onProgress: NonNullable<CatchUpOptions['onProgress']> = progress => tell({ kind: 'progress', ...progress })

/** While the log grows, the projections that are to be kept up, pass after pass. */
async function keepUp({ engine, store }: Opened, allWritten: AbortSignal): Promise<void> {
  let reached = 0
  while (!allWritten.aborted) {
    const end = await store.lastPosition()
    if (end - reached < start.worthAPass) {
      await delay(pauseMs, undefined, { signal: allWritten }).catch(() => undefined)
      continue
    }
    await engine.catchUp({ projections: start.projections, isFirstOfMany: true, onProgress })
    reached = end
  }
}

/** Until the other thread ends this one. */
async function run(opened: Opened): Promise<never> {
  const allWritten = new AbortController()
  let request = nextRequest()
  void request.then(() => allWritten.abort())
  await keepUp(opened, allWritten.signal)
  for (;;) {
    const { projections } = await request
    request = nextRequest()
    await opened.engine.catchUp({ ...(projections ? { projections } : {}), onProgress })
    tell({ kind: 'completed' })
  }
}

try {
  const { dataDirectory, databaseUrl } = start
  await withOpened(
    {
      dataDirectory,
      databaseUrl,
      log: (level, message, fields) => tell({ kind: 'log', level, message, ...(fields ? { fields } : {}) }),
    },
    run,
  )
} catch (error) {
  tell({ kind: 'failed', message: messageOf(error) })
  port.close()
}
