import type {
  AgentName,
  LineAsked,
  LineHolder,
  NameAsked,
  NamesAsOf,
  QueueName,
} from '../../projections/directory/names.ts'

/** How what read models know by technical names was called. In the order of what is asked; undefined: nothing was configured. */
export interface NameReports {
  queues(asked: readonly NameAsked[], asOf: NamesAsOf): Promise<readonly (QueueName | undefined)[]>
  /** Members of queues: agents, and users by their lines. */
  agents(asked: readonly NameAsked[], asOf: NamesAsOf): Promise<readonly (AgentName | undefined)[]>
  /** Groups of agents, by their short names. */
  groups(asked: readonly NameAsked[], asOf: NamesAsOf): Promise<readonly (string | undefined)[]>
  /** Whose line a channel is of. */
  lines(asked: readonly LineAsked[], asOf: NamesAsOf): Promise<readonly (LineHolder | undefined)[]>
  /** Who is known under numbers outside: as of the call, else as of the first time after it. */
  callers(asked: readonly NameAsked[]): Promise<readonly (string | undefined)[]>
  /** Reasons of pauses, by the token that PAUSE carries. */
  pauseReasons(asked: readonly NameAsked[], asOf: NamesAsOf): Promise<readonly (string | undefined)[]>
}
