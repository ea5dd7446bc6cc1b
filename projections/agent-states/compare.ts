import type { Comparison } from '../../domain/kernel/comparison.ts'
import figures from './sql/compare-figures.sql'
import states from './sql/compare-states.sql'

/** What another version changes for whoever reads about agents: figures by agent and day, and the calls and states behind them. */
export const comparison: Comparison = { figures, calls: states }
