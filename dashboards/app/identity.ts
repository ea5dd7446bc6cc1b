import { createContext, useContext } from 'react'
import type { Identity } from '../graphql/session.ts'
import type { Route } from './location.ts'

export const IdentityContext = createContext<Identity>({
  label: '',
  role: '',
  name: null,
  recordings: false,
  limited: false,
})

export const useIdentity = (): Identity => useContext(IdentityContext)

/** Pages with a place of their own in the navigation. */
export type Section = Exclude<Route, 'call'>

/** What people see who have little to see: recorded calls, or the agent that they are. */
const sectionsOf: Readonly<Record<string, readonly Section[]>> = {
  teacher: ['calls'],
  none: ['live', 'agents', 'calls'],
}

/** Others are not offered what the server would refuse. */
export const isOffered = (section: Section, identity: Identity): boolean =>
  sectionsOf[identity.role]?.includes(section) ?? (section !== 'configuration' || mayReadConfiguration(identity))

/** Who sees boards, and so what queues and agents there are to choose from. */
export const maySeeBoards = ({ role }: Identity): boolean => role !== 'teacher'

/** Raw rows and the quarantine are for these; others are not offered what the server would refuse. */
export const maySeeRaw = ({ role }: Identity): boolean => role === 'administrator' || role === 'auditor'

/** Trunks and rows that nobody understood are of the whole PBX: not for who is limited to entities. */
export const maySeeWholePbx = ({ limited }: Identity): boolean => !limited

/** Who connects a PBX, and is told how. */
export const mayConnectPbx = (identity: Identity): boolean =>
  mayChangeConfiguration(identity) && maySeeWholePbx(identity)

/** Who sees what is configured, and how it came about. */
export const mayReadConfiguration = maySeeRaw

export const mayChangeConfiguration = ({ role }: Identity): boolean => role === 'administrator'

/** Who may log agents in and out, pause them and move them; on which agents, the server decides. */
export const mayActOnAgents = ({ role }: Identity): boolean => role === 'administrator' || role === 'supervisor'

/** Who may say something about a call, and leave it out of the figures; of which calls, the server decides. */
export const mayCorrect = ({ role }: Identity): boolean => role === 'administrator' || role === 'supervisor'

/** Who may look for calls by whether they were recorded; of which calls he may know it, the server decides. */
export const mayHear = ({ recordings }: Identity): boolean => recordings

/** Who makes requests to be called back, and says what came of them; of which queues, the server decides. */
export const mayHandleCallbacks = ({ role }: Identity): boolean => role === 'administrator' || role === 'supervisor'
