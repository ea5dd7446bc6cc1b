import type { Scope } from '../../projections/scope.ts'
import type { ApiPorts } from '../ports.ts'
import { agentBoard, type AgentBoard } from './agent-board.ts'
import { createBoardHub, type BoardHub } from './board-hub.ts'
import { queueBoard, type QueueBoard } from './queue-board.ts'

/** The live boards: whoever sees the same queues or agents shares one computation. */
export interface Boards {
  readonly queues: BoardHub<Scope, QueueBoard>
  readonly agents: BoardHub<Scope, AgentBoard>
}

export function createBoards(ports: Pick<ApiPorts, 'reports' | 'engine' | 'sources' | 'clock' | 'log'>): Boards {
  const shared = {
    keyOf: (scope: Scope) => JSON.stringify(scope),
    onCommit: (listener: () => void) => ports.engine.onCommit(listener),
    onFailure: (error: unknown) => ports.log('warn', 'A live board could not be computed', { error: String(error) }),
  }
  return {
    queues: createBoardHub({ ...shared, compute: (scope: Scope) => queueBoard(ports, scope) }),
    agents: createBoardHub({ ...shared, compute: (scope: Scope) => agentBoard(ports, scope) }),
  }
}
