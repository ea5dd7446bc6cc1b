import type { IconName } from './icons.tsx'

export type AgentStateName = 'LOGGED_OUT' | 'READY' | 'PAUSED' | 'WRAP_UP' | 'RINGING' | 'TALKING' | 'UNCERTAIN'

export type SourceState = 'LIVE' | 'LATE' | 'DOWN' | 'FINISHED'

/** In the order in which a supervisor looks for trouble and for help. */
export const agentStates: readonly AgentStateName[] = [
  'TALKING',
  'RINGING',
  'WRAP_UP',
  'READY',
  'PAUSED',
  'UNCERTAIN',
  'LOGGED_OUT',
]

/** Name of a state in style sheets, charts and among the icons. */
export const lookOf = {
  LOGGED_OUT: 'loggedOut',
  READY: 'ready',
  PAUSED: 'paused',
  WRAP_UP: 'wrapUp',
  RINGING: 'ringing',
  TALKING: 'talking',
  UNCERTAIN: 'uncertain',
} as const satisfies Readonly<Record<AgentStateName, IconName>>
