import type { FeatureCodes } from '../../routing/dialplan/feature-codes.ts'
import { keyName } from '../../routing/dialplan/key-names.ts'
import { users } from '../../users/configured-users.ts'
import { voicemails } from '../../users/voicemails.ts'
import { beginning, beepAndHangUp } from './dialled-features.ts'
import { at, code, run, set, subroutine, when, type Code, type Extension, type Step } from './dialplan.ts'
import { linesOf } from './interfaces.ts'
import { presentState, switchState } from './phone-state.ts'
import type { Scope } from './scope.ts'

/** Unlike other states it is on until it is switched off. */
export const toggledMailbox = (lamp: Code | undefined): readonly Step[] => [
  presentState('voicemail'),
  set`XIVO_SWITCH=\${IF($["\${XIVO_VOICEMAIL}" = "0"]?1:0)}`,
  ...switchState('voicemail', code`\${XIVO_SWITCH}`, lamp),
]

/** The mailbox of user ARG1, which is ARG2, for who has its password; the lamp is that of phone ARG3 (§5.5). */
export const mailboxToggleContexts = ({ voicemailToggle, functionKey }: FeatureCodes): readonly string[] =>
  voicemailToggle === null
    ? []
    : [
        subroutine(
          'xivo-mailbox-toggle',
          run`VMAuthenticate(\${ARG2})`,
          run`Gosub(xivo-state-of,s,1(\${ARG1}))`,
          ...toggledMailbox(
            functionKey === null ? undefined : { code: keyName(functionKey, '${ARG3}', voicemailToggle) },
          ),
          run`Return()`,
        ),
      ]

/** The mailbox of somebody else by his number behind the code: as if he had dialled the code himself. */
export function mailboxToggles(scope: Scope): readonly Extension[] {
  const { voicemailToggle } = scope.codes
  if (voicemailToggle === null) return []
  return scope.all(users).flatMap(({ value: user }) => {
    const [main] = linesOf(user, scope)
    const box = scope.get(voicemails, user.voicemail)
    if (!user.enabled || !box?.enabled || !main?.number || scope.elsewhere(main.mediaServer) !== undefined) return []
    return [
      {
        number: `${voicemailToggle}${main.number}`,
        steps: [
          beginning,
          when(code`"\${CONTEXT}" != "${main.context}"`, code`strange`),
          run`Gosub(xivo-mailbox-toggle,s,1(${user.user},${box.number}@${box.context},${main.number}))`,
          ...beepAndHangUp,
          at('strange', run`Congestion(5)`),
        ],
      },
    ]
  })
}
