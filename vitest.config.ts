import { defineConfig } from 'vitest/config'
import { moreCases } from './tools/more-cases.ts'
import { sqlAsText } from './tools/sql-as-text.ts'

export default defineConfig({
  plugins: [sqlAsText(), ...('RINGLEDGER_TEST_FACTOR' in process.env ? [moreCases()] : [])],
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['node_modules/**', 'dist/**', 'data/**'],
    globalSetup: ['./infra/testing/postgres-for-tests.ts'],
    setupFiles: ['./infra/testing/property-seed.ts'],
    pool: 'forks',
    // Loading modules anew for each file took longer than most tests. A test puts back what it changes in its process.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
