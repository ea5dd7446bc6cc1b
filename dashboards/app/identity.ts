import { createContext, useContext } from 'react'
import type { Identity } from '../graphql/session.ts'

export const IdentityContext = createContext<Identity>({ label: '', role: '' })

export const useIdentity = (): Identity => useContext(IdentityContext)

/** Raw rows and the quarantine are for these; others are not offered what the server would refuse. */
export const maySeeRaw = ({ role }: Identity): boolean => role === 'administrator' || role === 'auditor'
