import type { Pool, PoolClient } from 'pg'
import PgBoss from 'pg-boss'
import type { Json } from '../../domain/kernel/json.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Steps, Workflow, Worker, Workflows } from '../../domain/kernel/workflows.ts'
import abandonedJobs from './sql/abandoned-jobs.sql'
import endRun from './sql/end-run.sql'
import insertRun from './sql/insert-run.sql'
import insertStep from './sql/insert-step.sql'
import runOfJob from './sql/run-of-job.sql'
import stepsOfRun from './sql/steps-of-run.sql'

export interface PostgresWorkflows extends Workflows {
  close(): Promise<void>
}

interface PostgresWorkflowsOptions {
  readonly pool: Pool
  readonly log: Log
  /** How often a worker looks for work and for what a crashed one left. */
  readonly lookMs?: number
  /** Until a workflow that threw is begun again. */
  readonly retrySeconds?: number
}

const queue = 'workflows'
/** Any number will do as long as every version of the program uses the same. */
const lockClass = 7_215_302
/** pg-boss gives a job away again after this time even if it is still worked on; the lock keeps the second one out. */
const expireInSeconds = 82_800
/** How long pg-boss keeps a job that is not done. */
const retentionDays = 365
const tireless = 1_000_000
/** Workflows that a process runs at once. */
const width = 4

/**
 * Durable work on PostgreSQL. pg-boss says what is to be done next and when to try again; which worker has a run is decided by a session
 * lock: it is gone the moment its process is, so that another one takes over at once, and nobody ever works beside him. Results of steps
 * are written over the connection that holds the lock: who lost it can remember nothing any more.
 */
export async function createPostgresWorkflows(options: PostgresWorkflowsOptions): Promise<PostgresWorkflows> {
  const { pool, log, lookMs = 1000, retrySeconds = 5 } = options
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schedule: false,
    application_name: 'ringledger',
  })
  boss.on('error', error => log('warn', `The queue of workflows: ${error.message}`))
  await boss.start()
  await boss.createQueue(queue, { name: queue })
  const wakes = new Set<() => void>()

  return {
    async start(name, id, input, notBefore) {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        const job = crypto.randomUUID()
        const { rowCount } = await client.query(insertRun, [id, name, JSON.stringify(input), job])
        if (rowCount === 1)
          await boss.send(
            queue,
            { run: id },
            {
              id: job,
              ...(notBefore === undefined ? {} : { startAfter: new Date(notBefore / 1000) }),
              retryLimit: tireless,
              retryDelay: retrySeconds,
              expireInSeconds,
              retentionDays,
              db: { executeSql: (text, values) => client.query(text, values) },
            },
          )
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined)
        throw error
      } finally {
        client.release()
      }
      for (const wake of wakes) wake()
    },

    work(workflows) {
      const worker = createWorker({ pool, boss, log, lookMs, workflows })
      wakes.add(worker.wake)
      return Promise.resolve({
        async stop() {
          wakes.delete(worker.wake)
          await worker.stop()
        },
      })
    },

    close: () => boss.stop({ graceful: false, close: false, wait: true }),
  }
}

interface WorkerTools {
  readonly pool: Pool
  readonly boss: PgBoss
  readonly log: Log
  readonly lookMs: number
  readonly workflows: Readonly<Record<string, Workflow>>
}

function createWorker(tools: WorkerTools): Worker & { readonly wake: () => void } {
  const { boss, log, lookMs } = tools
  const active = new Set<Promise<void>>()
  const stopping = new AbortController()
  let wake: () => void = () => undefined
  let isWoken = false

  async function look(): Promise<void> {
    const abandoned = await tools.pool.query<{ id: string }>(abandonedJobs, [lockClass])
    for (const { id } of abandoned.rows) await boss.fail(queue, id, { reason: 'its worker is gone' })
    if (active.size >= width) return
    for (const { id, data } of await boss.fetch<{ run: string }>(queue, { batchSize: width - active.size })) {
      const done = execute(id, data.run, tools, stopping.signal)
        .catch((error: unknown) => log('warn', `The workflow ${data.run} stands still for a moment: ${String(error)}`))
        .finally(() => {
          active.delete(done)
          wake()
        })
      active.add(done)
    }
  }

  /** Asked anew each time: both change while the worker looks. */
  const mayRest = (): boolean => !isWoken && !stopping.signal.aborted

  /** Once, and not at every look for as long as the database is away. */
  let problem: string | undefined
  const tell = (error: unknown): void => {
    if (problem !== String(error)) log('warn', `Work cannot be looked for: ${String(error)}`)
    problem = String(error)
  }

  const looking = (async () => {
    while (!stopping.signal.aborted) {
      isWoken = false
      await look().then(() => (problem = undefined), tell)
      if (mayRest()) await untilWoken(lookMs, resolve => (wake = resolve))
    }
  })()

  const wakeUp = (): void => {
    isWoken = true
    wake()
  }
  return {
    wake: wakeUp,
    async stop() {
      stopping.abort()
      wakeUp()
      await looking
      await Promise.all(active)
    },
  }
}

const untilWoken = (ms: number, wakeBy: (wake: () => void) => void): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    wakeBy(() => {
      clearTimeout(timer)
      resolve()
    })
  })

interface RunRow {
  readonly id: string
  readonly name: string
  readonly input: Json
  readonly ended: boolean
}

/** Not an accident: the process ends, and another one goes on after the last finished step. */
class Stopped extends Error {
  override readonly name = 'Stopped'
}

async function execute(job: string, run: string, { pool, boss, workflows, log }: WorkerTools, stopping: AbortSignal) {
  const client = await pool.connect()
  try {
    const { rows: locks } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked',
      [lockClass, run],
    )
    const [row] = locks[0]?.locked ? (await client.query<RunRow>(runOfJob, [run])).rows : []
    const workflow = row && workflows[row.name]
    if (row && !row.ended) {
      if (!workflow) throw new Error(`there is no workflow ${row.name}`)
      await workflow(await stepsOf(client, run, stopping), row.input)
      await client.query(endRun, [run])
    }
    if (row) await boss.complete(queue, job)
    else await boss.fail(queue, job, { reason: 'another worker has it' })
  } catch (error) {
    if (!(error instanceof Stopped)) log('warn', `The workflow ${run} failed, and is begun again: ${String(error)}`)
    await boss.fail(queue, job, { reason: String(error) })
  } finally {
    // Closing the connection gives the lock back, whatever happened on it.
    client.release(true)
  }
}

async function stepsOf(client: PoolClient, run: string, stopping: AbortSignal): Promise<Steps> {
  const { rows } = await client.query<{ name: string; result: Json }>(stepsOfRun, [run])
  const results = new Map(rows.map(({ name, result }) => [name, result]))
  return {
    async run<T extends Json>(name: string, work: () => Promise<T>): Promise<T> {
      const known = results.get(name)
      if (known !== undefined) return known as T
      if (stopping.aborted) throw new Stopped('the process ends')
      const result = await work()
      await client.query(insertStep, [run, name, JSON.stringify(result)])
      results.set(name, result)
      return result
    },
  }
}
