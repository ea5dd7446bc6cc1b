import type { AgentBoard, QueueBoard } from './board.ts'
import type { BoardHealth } from './health/board-health.ts'

/** What the page and the wallboard are given alike. */
export interface BoardLayoutProps {
  readonly health: BoardHealth
  readonly problem: string | undefined
  readonly queues: QueueBoard | undefined
  readonly agents: AgentBoard | undefined
}
