import { accept, nothingToDo, reject, type Decider } from '../kernel/decider.ts'
import type { Position } from '../kernel/event.ts'
import type {
  ConfigurationApplied,
  ConfigurationRollOutStarted,
  ConfigurationRollOutStepEnded,
  RollOutEvent,
  RollOutProgress,
} from './events.ts'
import type { FileDigest } from './pbx.ts'

export type RollOutCommand =
  | {
      readonly type: 'StartRollOut'
      readonly rollOutId: string
      readonly position: Position
      readonly files: readonly FileDigest[]
      /** Of all files together: part of the directory's name. */
      readonly digest: string
      readonly overwriteDrift: boolean
    }
  | { readonly type: 'RecordRollOut'; readonly event: RollOutProgress }

/** What a node has, as far as the log knows. */
export interface NodeRollOuts {
  readonly started: number
  /** Not ended yet. */
  readonly running: RunningRollOut | undefined
  /** What the node has unless somebody touched it. */
  readonly applied: ConfigurationApplied | undefined
  /** The one that ended last. */
  readonly ended: string | undefined
}

interface RunningRollOut extends ConfigurationRollOutStarted {
  readonly driftFound: boolean
  readonly stepsEnded: readonly ConfigurationRollOutStepEnded[]
}

/** One roll-out of a node at a time: the stream decides it, whoever asks. What ended once stays ended. */
export const rollOuts: Decider<RollOutCommand, RollOutEvent, NodeRollOuts> = {
  initial: { started: 0, running: undefined, applied: undefined, ended: undefined },

  decide(command, { running, started }) {
    if (command.type === 'StartRollOut') {
      const { digest, type, ...asked } = command
      if (running?.rollOutId === command.rollOutId) return nothingToDo
      if (running)
        return reject(
          'nodes',
          'running',
          `the roll-out ${running.rollOutId} of this node has not ended yet; wait for it, then ask again`,
        )
      const generation = `${started + 1}-${digest.slice(0, 12)}`
      return accept({ type: 'ConfigurationRollOutStarted', generation, ...asked })
    }
    const { event } = command
    if (running?.rollOutId !== event.rollOutId) return nothingToDo
    if (event.type === 'ConfigurationDriftFound' && running.driftFound) return nothingToDo
    if (event.type === 'ConfigurationRollOutStepEnded' && running.stepsEnded.some(one => isSameEnd(one, event)))
      return nothingToDo
    return accept(event)
  },

  evolve(state, event) {
    switch (event.type) {
      case 'ConfigurationRollOutStarted':
        return { ...state, started: state.started + 1, running: { ...event, driftFound: false, stepsEnded: [] } }
      case 'ConfigurationDriftFound':
        return state.running ? { ...state, running: { ...state.running, driftFound: true } } : state
      case 'ConfigurationRollOutStepEnded':
        return state.running
          ? { ...state, running: { ...state.running, stepsEnded: [...state.running.stepsEnded, event] } }
          : state
      case 'ConfigurationApplied':
        return { ...state, running: undefined, applied: event, ended: event.rollOutId }
      case 'ConfigurationRejected':
        return { ...state, running: undefined, ended: event.rollOutId }
    }
  },
}

/** After a crash a step may be run again whose end was told, but not remembered. */
const isSameEnd = (a: ConfigurationRollOutStepEnded, b: ConfigurationRollOutStepEnded): boolean =>
  a.step === b.step && a.module === b.module && (a.problem === null) === (b.problem === null)
