import { refusalOf } from './log-in.ts'
import { ManagerProblem, type Manager } from './manager.ts'

/** What is not known where the user may not ask. */
const unknownWithout = {
  QueueStatus: 'calls that were there before are not known',
  CoreShowChannels: 'calls that were there before are not known',
  PJSIPShowContacts: 'what has registered at the PBX is not known until that changes',
  PJSIPShowAors: 'which trunks have an address is not known until they answer, or no more',
  PJSIPShowEndpoints: 'whether trunks are reachable is not known until that changes',
  PJSIPShowRegistrationsOutbound: 'whether trunks are registered is not known until that changes',
} as const

type Action = keyof typeof unknownWithout

/**
 * Lists of PJSIP need `system` (Asterisk 22.10.1), QueueStatus needs no right, the others `reporting`. PJSIPShowContacts leaves out what
 * stands in the file (Asterisk 22.10.1), so addresses of record are asked for, and after them, for it says no more, whether calls can go there.
 */
const ofTrunks = ['PJSIPShowContacts', 'PJSIPShowAors', 'PJSIPShowEndpoints', 'PJSIPShowRegistrationsOutbound'] as const
const ofCalls = ['QueueStatus', 'CoreShowChannels'] as const

const rightFor = (action: Action): string =>
  action.startsWith('PJSIP') && action !== 'PJSIPShowRegistrationsOutbound' ? 'system' : 'reporting'

/** An Asterisk without PJSIP has no such actions, and one that has none of what is asked for says so by an error: nothing is amiss then. */
const isNoRefusal = (message: string): boolean =>
  /no (?:contacts|aors|endpoints|outbound|registrations)|unknown command/i.test(message)

/**
 * Asks the PBX how queues, channels and trunks stand: the answers come as events.
 * @returns a sentence for each action that was refused
 */
export const askForSnapshot = (manager: Manager): Promise<string[]> => ask(manager, [...ofCalls, ...ofTrunks])

/** Asks for trunks alone: those that a reload has brought are told by no event while they stay as they are. */
export async function askHowTrunksStand(manager: Manager): Promise<void> {
  await ask(manager, ofTrunks)
}

async function ask(manager: Manager, actions: readonly Action[]): Promise<string[]> {
  const rights = new Set<string>()
  const refusals = await Promise.all(
    actions.map(async action => {
      const refusal = await manager.ask(action).then(refusalOf, unlessEnded)
      if (refusal === undefined || isNoRefusal(refusal)) return []
      rights.add(rightFor(action))
      return [`${action} is refused (${refusal}): ${unknownWithout[action]}`]
    }),
  )
  const sentences = refusals.flat()
  return sentences.length > 0
    ? [...sentences, `give the user write = ${[...rights].sort().join(',')} in manager.conf`]
    : []
}

/** Why a connection ended is told elsewhere. */
function unlessEnded(error: unknown): undefined {
  if (!(error instanceof ManagerProblem)) throw error
  return undefined
}
