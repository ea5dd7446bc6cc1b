import { refusalOf } from './log-in.ts'
import { ManagerProblem, type Manager } from './manager.ts'

/** What is not known where the user may not ask. */
const unknownWithout = {
  QueueStatus: 'calls that were there before are not known',
  CoreShowChannels: 'calls that were there before are not known',
  PJSIPShowContacts: 'whether trunks are reachable is not known until that changes',
  PJSIPShowRegistrationsOutbound: 'whether trunks are registered is not known until that changes',
} as const

/** How queues, channels and trunks stand: the answers come as events. QueueStatus needs no right, the others `reporting`. */
const actions = Object.keys(unknownWithout) as (keyof typeof unknownWithout)[]

/** An Asterisk without PJSIP has no such actions, and one without contacts says so by an error: nothing is amiss then. */
const isNoRefusal = (message: string): boolean =>
  /no (?:contacts|outbound|registrations)|unknown command/i.test(message)

/**
 * Asks the PBX how things stand.
 * @returns a sentence for each action that was refused
 */
export async function askHowThingsStand(manager: Manager): Promise<string[]> {
  const refusals = await Promise.all(
    actions.map(async action => {
      const refusal = await manager.ask(action).then(refusalOf, unlessEnded)
      return refusal === undefined || isNoRefusal(refusal)
        ? []
        : [`${action} is refused (${refusal}): ${unknownWithout[action]}`]
    }),
  )
  const sentences = refusals.flat()
  return sentences.length > 0 ? [...sentences, 'give the user write = reporting in manager.conf'] : []
}

/** Why a connection ended is told elsewhere. */
function unlessEnded(error: unknown): undefined {
  if (!(error instanceof ManagerProblem)) throw error
  return undefined
}
