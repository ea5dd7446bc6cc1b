import agents from './agents.sql'
import calls from './calls.sql'
import queues from './queues.sql'
import rights from './rights.sql'

/**
 * Schema `wazo_stats`: Wazo's statistics tables as views of the read models (platform-services 3.3), without what its batch gets wrong
 * (peer-semantics 5). They run behind xivoStats, which makes the parts that both have in common.
 */
export const wazoStats: readonly string[] = [calls, queues, agents, rights]
