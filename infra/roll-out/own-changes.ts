import type { RenderedFile } from '../../domain/pbx-files/rendered-file.ts'
import { differOnlyInPasswords } from '../../domain/phone-states/mailbox-passwords.ts'
import type { DriftedFile } from '../../domain/roll-out/events.ts'
import { PbxProblem, type Pbx } from '../../domain/roll-out/pbx.ts'

/** The file into which Asterisk itself writes: the PINs of mailboxes that people change by phone (pbx-configuration §6). */
export const pinsFile = 'voicemail.conf'

interface Applied {
  /** The files as they were applied: made again, since the log has their digests only. */
  readonly files: () => Promise<readonly RenderedFile[]>
  readonly pbx: Pick<Pbx, 'contents'>
  /** The directory in force. */
  readonly generation: string | null
}

/** What somebody changed by hand: PINs that people changed by phone are no drift. */
export async function foreignDrift(drift: readonly DriftedFile[], applied: Applied): Promise<readonly DriftedFile[]> {
  const isPins = ({ path, change }: DriftedFile) => path === pinsFile && change === 'edited'
  if (!drift.some(isPins) || !(await onlyPinsDiffer(applied))) return drift
  return drift.filter(file => !isPins(file))
}

async function onlyPinsDiffer({ files, pbx, generation }: Applied): Promise<boolean> {
  const [found] = await pbx.contents(generation, [pinsFile])
  const rolledOut = contentOf(pinsFile, await files().catch(nothingIfUnknown))
  return found !== undefined && rolledOut !== undefined && differOnlyInPasswords(rolledOut, found.content)
}

export const contentOf = (path: string, files: readonly RenderedFile[]): string | undefined =>
  files.find(file => file.path === path)?.content

/** What cannot be made again, since the node was no media server then for instance, is compared with nothing: it stays drift. */
function nothingIfUnknown(error: unknown): readonly RenderedFile[] {
  if (error instanceof PbxProblem) return []
  throw error
}
