import type { Log } from '../../domain/kernel/log.ts'
import type { FollowerHealth } from './running-source.ts'

/** Of a problem that stays, numbers change: how far a clock is off, how many of how many rows. That is no news. */
const gist = (problem: string): string => problem.replaceAll(/\d+/g, '0')

/** Writes into the log what is new of how a source stands: a problem once, and its end. */
export function logProblems(log: Log, source: string): (health: FollowerHealth) => void {
  let told: string | null = null
  return ({ state, problem }) => {
    // LATE tells of a wait, as for another server, in which a fault of before may be still there.
    if (state === 'LATE') return
    if (problem !== null && (told === null || gist(problem) !== gist(told))) log('warn', `Source ${source}: ${problem}`)
    if (told !== null && problem === null && state === 'LIVE') log('info', `Source ${source} goes on`)
    told = problem
  }
}
