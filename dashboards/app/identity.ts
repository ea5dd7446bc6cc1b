import { createContext, useContext } from 'react'
import type { Identity } from '../graphql/session.ts'

export const IdentityContext = createContext<Identity>({ label: '', role: '' })

export const useIdentity = (): Identity => useContext(IdentityContext)

/** Raw rows and the quarantine are for these; others are not offered what the server would refuse. */
export const maySeeRaw = ({ role }: Identity): boolean => role === 'administrator' || role === 'auditor'

/** Who may say something about a call, and leave it out of the figures; of which calls, the server decides. */
export const mayCorrect = ({ role }: Identity): boolean => role === 'administrator' || role === 'supervisor'
