import { createContext, useContext } from 'react'
import type { Identity } from '../graphql/session.ts'

export const IdentityContext = createContext<Identity>({ label: '', role: '' })

export const useIdentity = (): Identity => useContext(IdentityContext)

/** Raw rows and the quarantine are for these; others are not offered what the server would refuse. */
export const maySeeRaw = ({ role }: Identity): boolean => role === 'administrator' || role === 'auditor'

/** Who sees what is configured, and how it came about. */
export const mayReadConfiguration = maySeeRaw

export const mayChangeConfiguration = ({ role }: Identity): boolean => role === 'administrator'

/** Who may log agents in and out, pause them and move them; on which agents, the server decides. */
export const mayActOnAgents = ({ role }: Identity): boolean => role === 'administrator' || role === 'supervisor'

/** Who may say something about a call, and leave it out of the figures; of which calls, the server decides. */
export const mayCorrect = ({ role }: Identity): boolean => role === 'administrator' || role === 'supervisor'
