import type { AgentStateName } from '../../ui/states.ts'

export type PhoneStateName = 'NOT_IN_USE' | 'RINGING' | 'IN_USE' | 'ON_HOLD' | 'UNREACHABLE'

/** What is worth a sign beside the state of an agent. */
export type PhoneSign = 'held' | 'otherCall' | 'otherRing' | 'unreachable'

export interface AgentPhone {
  readonly state: PhoneStateName
  readonly otherCall: boolean
}

/** @param phone null: no manager interface tells of it. What the telephone of somebody does who is logged out concerns nobody. */
export function phoneSignOf(state: AgentStateName, phone: AgentPhone | null): PhoneSign | null {
  if (!phone || state === 'LOGGED_OUT') return null
  if (phone.state === 'UNREACHABLE') return 'unreachable'
  if (phone.otherCall) return phone.state === 'RINGING' ? 'otherRing' : 'otherCall'
  return phone.state === 'ON_HOLD' ? 'held' : null
}
