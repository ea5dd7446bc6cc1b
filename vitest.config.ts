import { defineConfig } from 'vitest/config'
import { sqlAsText } from './tools/sql-as-text.ts'

export default defineConfig({
  plugins: [sqlAsText()],
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['node_modules/**', 'dist/**', 'data/**'],
    globalSetup: ['./infra/testing/postgres-for-tests.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
