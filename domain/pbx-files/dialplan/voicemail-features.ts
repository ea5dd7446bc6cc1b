import { voicemails } from '../../users/voicemails.ts'
import { beginning, dialled, followed } from './dialled-features.ts'
import { at, code, run, when, type Extension, type Step } from './dialplan.ts'
import type { Scope } from './scope.ts'

/** Leaving a message in a box and listening to one. */
export const voicemailFeatures = (scope: Scope): readonly Extension[] => {
  const { codes } = scope
  const leaveMessage = (dialledCode: string | null) =>
    followed(dialledCode, rest => [run`VoiceMail(${rest}@\${CONTEXT},u)`, run`Hangup()`])
  return [
    ...leaveMessage(codes.voicemailToUser),
    ...leaveMessage(codes.voicemailToBox),
    ...dialled(codes.voicemailConsult, ...consultOwn),
    ...followed(codes.voicemailConsultBox, rest => [run`VoiceMailMain(${rest}@\${CONTEXT})`, run`Hangup()`]),
    ...openBoxes(codes.voicemailConsultBox, scope),
  ]
}

/** The box of the user who calls; who has none is asked for one. */
const consultOwn: readonly Step[] = [
  when(code`\${DIALPLAN_EXISTS(user~\${XIVO_USERID},mailbox,1)} = 0`, code`any`),
  run`Goto(user~\${XIVO_USERID},mailbox,1)`,
  at('any', run`VoiceMailMain(@\${CONTEXT})`),
  run`Hangup()`,
]

/** Boxes whose password is not asked for in internal contexts (§6). */
const openBoxes = (dialledCode: string | null, scope: Scope): readonly Extension[] =>
  dialledCode === null
    ? []
    : scope
        .all(voicemails)
        .filter(({ value }) => value.enabled && !value.askPassword)
        .map(({ value }) => ({
          number: `${dialledCode}${value.number}`,
          steps: [
            beginning,
            when(code`"\${CONTEXT}" != "${value.context}"`, code`asked`),
            run`VoiceMailMain(${value.number}@${value.context},s)`,
            run`Hangup()`,
            at('asked', run`VoiceMailMain(${value.number}@\${CONTEXT})`),
            run`Hangup()`,
          ],
        }))
