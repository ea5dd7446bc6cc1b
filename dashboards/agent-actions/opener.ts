import { createContext, useContext } from 'react'

/** Opens the actions on an agent, by his id on the board. undefined: who looks may not act on agents. */
type OpenActions = ((agentId: string) => void) | undefined

export const OpenActionsContext = createContext<OpenActions>(undefined)

export const useOpenActions = (): OpenActions => useContext(OpenActionsContext)
