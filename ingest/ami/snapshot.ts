import { refusalOf } from './log-in.ts'
import { ManagerProblem, type Manager } from './manager.ts'

/** How queues and channels stand: the answers come as events. QueueStatus needs no right, CoreShowChannels `reporting`. */
const actions = ['QueueStatus', 'CoreShowChannels'] as const

/**
 * Asks the PBX how things stand.
 * @returns a sentence for each action that was refused
 */
export async function askHowThingsStand(manager: Manager): Promise<string[]> {
  const refusals = await Promise.all(
    actions.map(async action => {
      const refusal = await manager.ask(action).then(refusalOf, unlessEnded)
      return refusal === undefined
        ? []
        : [`${action} is refused (${refusal}): calls that were there before are not known`]
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
