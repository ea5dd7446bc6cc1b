import { configuredPasswords, passwordsIn } from '../../domain/phone-states/mailbox-passwords.ts'
import type { RenderedFile } from '../../domain/pbx-files/rendered-file.ts'
import type { Pbx } from '../../domain/roll-out/pbx.ts'
import { watchPasswords, type PasswordFound, type PasswordTools, type RolledOut } from './mailbox-passwords.ts'

/** Takes in the PINs on a node that are others than those that were rolled out. */
export const takeInPins = (
  tools: PasswordTools,
  node: RolledOut,
  pbx: Pick<Pbx, 'contents'>,
): Promise<readonly PasswordFound[]> => watchPasswords(tools, node).look(pbx)

/**
 * PINs that were changed by phone and would be lost by a roll-out: because the files were made before they were taken in, or because
 * they could not be.
 * @param found what was found on the node and taken in
 * @param rendered the voicemail.conf that is to be rolled out
 * @returns a sentence for each
 */
export async function unsettledPins(
  { reader, open }: Pick<PasswordTools, 'reader' | 'open'>,
  site: string,
  found: readonly PasswordFound[],
  rendered: RenderedFile['content'],
): Promise<readonly string[]> {
  const configured = configuredPasswords((await reader.now(site)).configuration, open)
  const toBe = passwordsIn(rendered)
  return found.flatMap(({ box, password, outcome }) => {
    if (!toBe.has(box) || !configured.has(box)) return []
    if (configured.get(box) !== toBe.get(box))
      return [`the PIN of mailbox ${box} was changed since this roll-out was asked for: ask for it again`]
    const isRefused = outcome === 'refused' || outcome === 'known'
    return isRefused && configured.get(box) !== password
      ? [
          `the PIN that mailbox ${box} was given by phone could not be taken in (see who was refused what): set it with changeVoicemail, or roll out with overwriteDrift`,
        ]
      : []
  })
}
