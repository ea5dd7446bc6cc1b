import type { Rejection } from '../../kernel/decider.ts'
import { featureCodes } from '../../routing/dialplan/feature-codes.ts'
import type { Incall } from '../../routing/incalls.ts'
import { voicemails, type Voicemail } from '../../users/voicemails.ts'
import { singleKey, type OtherObjects } from '../kind.ts'

/** pbx-configuration §6: consulted by number, a box without a password is everybody's. */
export function openBox(box: Voicemail, others: OtherObjects): readonly Rejection[] {
  const code = others.get(featureCodes, singleKey)?.voicemailConsultBox
  if (!isOpen(box) || code === null || code === undefined) return []
  const message = `it has no password: whoever dials ${code}${box.number} in context ${box.context} hears its messages; give it one`
  return [{ field: 'password', rule: 'open', message }]
}

/** Worse: from outside. */
export function openBoxesReached({ destination }: Incall, others: OtherObjects): readonly Rejection[] {
  if (!('voicemailMain' in destination)) return []
  const { context } = destination.voicemailMain
  const open = others.all(voicemails).filter(({ value }) => value.context === context && isOpen(value))
  if (open.length === 0) return []
  const message = `mailboxes of context ${context} can be consulted from outside, and ${open.length} of them have no password; give them one`
  return [{ field: 'destination.voicemailMain.context', rule: 'open', message }]
}

const isOpen = ({ password, enabled }: Voicemail): boolean => enabled && password === null
