import type { LoggedInAgents } from '../../domain/configuration/outside.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import type { SourceSettings } from '../../domain/sites/sites.ts'
import { agentBoard } from '../../projections/agent-states/queries/agent-board.ts'
import { demoState, sitesAndNodes, sourceProgress } from '../../projections/directory/queries.ts'

/**
 * Who is logged in, from the states of agents. They stand behind the log a little. Nobody is held to be logged in of whom nothing is known
 * since his PBX died, or since the last row of a queue_log that was imported once: no row would ever log him out.
 */
export const loggedInAgents =
  (db: Queryable, clock: () => Micros): LoggedInAgents =>
  async (site, numbers) => {
    const now = clock()
    if (!(await isHeard(db, site, now))) return new Set()
    const scope = numbers.map(number => ({ site, name: `Agent/${number}` }))
    const rows = await agentBoard(db, scope, now)
    const names = new Set(rows.flatMap(({ agent, loggedInSince }) => (loggedInSince === null ? [] : [agent])))
    return new Set(numbers.filter(number => names.has(`Agent/${number}`)))
  }

/** Whoever imports a queue_log that goes on does so more often. */
const believedFor: Micros = 86_400 * microsPerSecond

/** Whether somebody reads the queue_log of a site as it is written, or has read it lately. */
async function isHeard(db: Queryable, site: string, now: Micros): Promise<boolean> {
  const known = (await sitesAndNodes(db)).find(each => each.site === site)
  if (known?.nodes.some(({ sources }) => sources.some(({ settings }) => hasQueueLog(settings)))) return true
  if ((await demoState(db)).some(demo => demo.site === site && demo.running)) return true
  const progress = await sourceProgress(db)
  return progress.some(
    row =>
      row.site === site && row.kind === 'queue_log' && row.lastEventAt !== null && now - row.lastEventAt <= believedFor,
  )
}

const hasQueueLog = (source: SourceSettings): boolean =>
  source.kind === 'queue_log_file' ||
  (source.kind === 'database' && source.tables.includes('queue_log')) ||
  (source.kind === 'collector' && source.kinds.includes('queue_log'))
