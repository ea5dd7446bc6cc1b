import type { Identity } from '../../domain/access/identity.ts'
import { may } from '../../domain/access/rights.ts'
import { described } from '../schema/enums.ts'

export const RightProfileType = described('RightProfile', 'What a person is here (contact-center 17, C-28).', {
  ADMINISTRATOR: 'Sees and does everything.',
  SUPERVISOR: 'Sees own queues, agents and numbers, and acts on them.',
  TEACHER: 'Sees recorded calls of own queues and numbers in a period.',
  NONE: 'Sees the agent that he is, and nothing else.',
})

export const ProfileRightType = described('ProfileRight', 'What not every supervisor may.', {
  RECORDING: 'See what was recorded of calls.',
  DISSUASION: 'Close queues exceptionally.',
})

type RightProfile = typeof RightProfileType.$inferType

const profiles: Readonly<Partial<Record<Identity['role'], RightProfile>>> = {
  administrator: 'ADMINISTRATOR',
  supervisor: 'SUPERVISOR',
  teacher: 'TEACHER',
  none: 'NONE',
}

/** @returns null for a role that is no profile of people */
export const profileOf = ({ role }: Pick<Identity, 'role'>): RightProfile | null => profiles[role] ?? null

/** What somebody may besides what his profile or role lets him. */
export const rightsOf = (identity: Identity): (typeof ProfileRightType.$inferType)[] => [
  ...(may(identity, 'readRecordings') ? (['RECORDING'] as const) : []),
  ...(identity.role === 'administrator' || identity.scope.dissuasion ? (['DISSUASION'] as const) : []),
]
