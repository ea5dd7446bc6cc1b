import { silent } from '../../domain/kernel/log.ts'
import { freshDatabase } from '../testing/database.ts'
import { leasesContract } from './contract.ts'
import { createPostgresLeases, type PostgresLeases } from './postgres.ts'

leasesContract('leases in PostgreSQL', async () => {
  const database = await freshDatabase()
  const all = new Set<PostgresLeases>()
  return {
    process() {
      // A machine for each, so that they can be told apart: they are all of this process.
      const ownName = `ringledger ${process.pid}@test-${all.size}`
      const leases = createPostgresLeases({
        databaseUrl: database.url,
        log: silent,
        lookMs: 20,
        repeatMs: 100,
        ownName,
      })
      all.add(leases)
      return {
        ...leases,
        async crash() {
          await database.pool.query(
            'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
            [ownName],
          )
        },
      }
    },
    async close() {
      for (const leases of all) await leases.close()
      await database.drop()
    },
  }
})
