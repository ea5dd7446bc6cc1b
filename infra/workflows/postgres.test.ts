import type { Pool } from 'pg'
import { silent } from '../../domain/kernel/log.ts'
import { createPool } from '../postgres/pool.ts'
import { freshDatabase } from '../testing/database.ts'
import { workflowsContract } from './contract.ts'
import { createPostgresWorkflows } from './postgres.ts'

const quick = { log: silent, lookMs: 50, retrySeconds: 1 }

workflowsContract('workflows on PostgreSQL', async () => {
  const database = await freshDatabase('workflows')
  const workflows = await createPostgresWorkflows({ pool: database.pool, ...quick })
  const pools = new Set<Pool>()
  let processes = 0
  return {
    workflows,
    async worker(of) {
      const applicationName = `worker ${processes++}`
      const pool = createPool(database.url, { applicationName, max: 6 })
      pools.add(pool)
      const own = await createPostgresWorkflows({ pool, ...quick })
      const worker = await own.work(of)
      const stop = async () => {
        await worker.stop()
        await own.close()
      }
      return {
        stop,
        /** All its connections end, as if the process had. What still runs in it can reach the database no more. */
        async crash() {
          // It is never ended: what hangs in it never gives its connection back.
          pools.delete(pool)
          const unreachable = () => Promise.reject(new Error('the process is gone'))
          Object.assign(pool, { connect: unreachable, query: unreachable })
          await database.pool.query(
            'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
            [applicationName],
          )
          await own.close()
        },
      }
    },
    async close() {
      await workflows.close()
      for (const pool of pools) await pool.end()
      await database.drop()
    },
  }
})
