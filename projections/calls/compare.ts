import type { Comparison } from '../../domain/kernel/comparison.ts'
import callsSql from './sql/compare-calls.sql'
import figures from './sql/compare-figures.sql'

/** What another version changes for whoever reads the history of calls: counts and lengths by day, and the calls behind them. */
export const comparison: Comparison = { figures, calls: callsSql }
