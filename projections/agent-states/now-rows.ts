import { textOfState, type AgentState } from '../../domain/agents/state.ts'
import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import { noChanges, tableWrite } from '../table-writes.ts'
import type { Chain } from './chain.ts'

const nowColumns = [
  'site',
  'agent',
  'state',
  'since_us',
  'reason',
  'queue',
  'call_id',
  'logged_in',
  'wrap_up_until_us',
  'line',
  'login_us',
  'first_sign_us',
  'last_sign_us',
  'queues',
  'paused_queues',
  'agent_state',
]

/** Where agents stand, and what is known of names that are none yet: of what pages have changed only the last word is written. */
interface NowRows {
  /** @param changed the agents whose state is another since the page, with the one before it */
  see(changed: ReadonlyMap<Chain, AgentState>): void
  /** What has changed since this was asked for the last time. */
  take(): readonly TableWrite[]
}

/** As the tables have it, and as it is now. */
interface Move {
  readonly before: AgentState
  readonly after: AgentState
}

export function createNowRows(): NowRows {
  let moves = new Map<Chain, Move>()
  return {
    see(changed) {
      for (const [chain, before] of changed)
        moves.set(chain, { before: moves.get(chain)?.before ?? before, after: chain.state })
    },

    take() {
      const seen = noChanges()
      const unseen = noChanges()
      for (const [{ site, agent }, { before, after }] of moves) {
        const row = nowCells(after)
        if (row) (before.open ? seen.replace : seen.insert).push([site, agent, ...row])
        else if (before.open) seen.remove.push([site, agent])
        if (isUnseen(after)) unseen.replace.push([site, agent, textOfState(after)])
        else if (isUnseen(before)) unseen.remove.push([site, agent])
      }
      moves = new Map()
      return [
        tableWrite('agent_now', nowColumns, 2, seen),
        tableWrite('unseen_agent', ['site', 'agent', 'agent_state'], 2, unseen),
      ]
    },
  }
}

const isUnseen = ({ open, newest }: AgentState): boolean => open === null && newest !== null

function nowCells(state: AgentState): readonly Cell[] | undefined {
  const { open, firstSign, lastSign, session, wrapUp, queues, pausedQueues } = state
  if (!open) return undefined
  return [
    open.state,
    open.from,
    open.reason,
    open.queue,
    open.callId,
    open.loggedIn,
    wrapUp?.until ?? null,
    session?.line ?? null,
    session?.since ?? null,
    firstSign,
    lastSign,
    JSON.stringify(queues.map(({ queue, penalty }) => ({ queue, penalty }))),
    pausedQueues.map(({ queue }) => queue),
    textOfState(state),
  ]
}
