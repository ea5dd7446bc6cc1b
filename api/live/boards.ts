import type { Scope } from '../../projections/scope.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { agentBoard, type AgentBoard } from './agent-board.ts'
import { createBoardHub, type BoardHub } from './board-hub.ts'
import { queueBoard, type QueueBoard } from './queue-board.ts'
import { trunkBoard, type TrunkBoard, type TrunkBoardPorts } from './trunk-board.ts'

/**
 * What somebody looks at. Asked for anew with each computation: a queue that is new at a site belongs to whoever may see the
 * whole site.
 */
interface BoardRequest {
  /** Of the grant and of what was asked for: who shares both shares the board. */
  readonly key: string
  readonly scope: () => Promise<Scope>
}

interface QueueBoardRequest extends BoardRequest {
  readonly thresholdSeconds: readonly number[]
}

interface TrunkBoardRequest {
  readonly key: string
  readonly sites: () => Promise<readonly string[]>
}

/** The live boards: whoever sees the same queues or agents shares one computation. */
export interface Boards {
  readonly queues: BoardHub<QueueBoardRequest, QueueBoard>
  readonly agents: BoardHub<BoardRequest, AgentBoard>
  readonly trunks: BoardHub<TrunkBoardRequest, TrunkBoard>
}

export function createBoards(ports: TrunkBoardPorts & Pick<ApiPorts, 'log'>): Boards {
  const shared = {
    keyOf: ({ key }: Pick<BoardRequest, 'key'>) => key,
    onCommit: (listener: () => void) => ports.engine.onCommit(listener),
    onFailure: (error: unknown) => ports.log('warn', 'A live board could not be computed', { error: String(error) }),
  }
  return {
    queues: createBoardHub({
      ...shared,
      compute: async ({ scope, thresholdSeconds }: QueueBoardRequest) =>
        queueBoard(ports, await scope(), thresholdSeconds),
    }),
    agents: createBoardHub({
      ...shared,
      compute: async ({ scope }: BoardRequest) => agentBoard(ports, await scope()),
    }),
    trunks: createBoardHub({
      ...shared,
      compute: async ({ sites }: TrunkBoardRequest) => trunkBoard(ports, await sites()),
    }),
  }
}
