import type { ConfigurationCommand } from './commands.ts'
import type { Outside } from './kind.ts'

export const nothingOutside: Outside = { loggedInAgents: new Set() }

/** Which of these agents of a site are logged in, as far as the PBX has told. */
export type LoggedInAgents = (site: string, numbers: readonly string[]) => Promise<ReadonlySet<string>>

/** What the rules of these commands ask; of nobody but those who would be removed. */
export async function outsideOf(
  commands: readonly ConfigurationCommand[],
  site: string,
  loggedIn: LoggedInAgents,
): Promise<Outside> {
  const removed = commands.flatMap(command => {
    const number = command['removeAgent']?.['number']
    return typeof number === 'string' ? [number] : []
  })
  return removed.length === 0 ? nothingOutside : { loggedInAgents: await loggedIn(site, removed) }
}
