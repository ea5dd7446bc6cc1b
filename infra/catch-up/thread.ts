import { setTimeout as delay } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../../projections/engine/errors.ts'
import { withOpened, type Opened } from '../open.ts'
import type { Complete, ThreadNews, ThreadStart } from './messages.ts'

const pauseMs = 100

const port = parentPort
if (!port) throw new Error('this file runs in a worker thread (beside.ts)')
const tell = (news: ThreadNews): void => port.postMessage(news)
const start = workerData as ThreadStart

const ended = new AbortController()
const complete = new Promise<Complete>(resolve => port.once('message', resolve))
void complete.then(() => ended.abort())

/** While the log grows: the projections that are to be kept up, pass after pass. */
async function keepUp({ engine, store }: Opened): Promise<void> {
  let reached = 0
  while (!ended.signal.aborted) {
    const end = await store.lastPosition()
    if (end - reached < start.worthAPass) {
      await delay(pauseMs, undefined, { signal: ended.signal }).catch(() => undefined)
      continue
    }
    await engine.catchUp({
      projections: start.projections,
      isFirstOfMany: true,
      onProgress: progress => tell({ kind: 'progress', ...progress }),
    })
    reached = end
  }
}

async function run(): Promise<void> {
  const { dataDirectory, databaseUrl } = start
  await withOpened(
    {
      dataDirectory,
      databaseUrl,
      log: (level, message, fields) => tell({ kind: 'log', level, message, ...(fields ? { fields } : {}) }),
    },
    async opened => {
      await keepUp(opened)
      const { projections } = await complete
      await opened.engine.catchUp({
        ...(projections ? { projections } : {}),
        onProgress: progress => tell({ kind: 'progress', ...progress }),
      })
    },
  )
}

try {
  await run()
  tell({ kind: 'done' })
} catch (error) {
  tell({ kind: 'failed', message: messageOf(error) })
}
port.close()
