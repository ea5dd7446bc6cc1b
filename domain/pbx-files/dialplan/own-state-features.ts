import type { FeatureCodes } from '../../routing/dialplan/feature-codes.ts'
import { keyName } from '../../routing/dialplan/key-names.ts'
import { dialled, beepAndHangUp, followed, readOwnStates } from './dialled-features.ts'
import { code, set, type Code, type Extension } from './dialplan.ts'
import { toggledMailbox } from './mailbox-toggles.ts'
import { presentState, switchState, type PhoneState } from './phone-state.ts'

/** Where the calls of the user who dials go instead: set with a number behind the code, ended without one. */
export const forwards = (codes: FeatureCodes): readonly Extension[] => [
  ...dialled(
    codes.cancelForwards,
    readOwnStates,
    ...switchState('unconditional', code``, lampOf(codes, codes.forwardUnconditional)),
    ...switchState('noanswer', code``, lampOf(codes, codes.forwardNoAnswer)),
    ...switchState('busy', code``, lampOf(codes, codes.forwardBusy)),
    ...beepAndHangUp,
  ),
  ...forwarded(codes, codes.forwardUnconditional, 'unconditional'),
  ...forwarded(codes, codes.forwardNoAnswer, 'noanswer'),
  ...forwarded(codes, codes.forwardBusy, 'busy'),
]

/** What the user who dials switches on and off for himself. */
export const switches = (codes: FeatureCodes): readonly Extension[] => [
  ...toggled(codes, codes.doNotDisturb, 'dnd', 'XIVO_DND'),
  ...toggled(codes, codes.recordCalls, 'callrecord', 'XIVO_CALLRECORD'),
  ...toggled(codes, codes.incallFilter, 'incallfilter', 'XIVO_INCALLFILTER'),
  ...dialled(
    codes.voicemailToggle,
    readOwnStates,
    ...toggledMailbox(lampOf(codes, codes.voicemailToggle)),
    ...beepAndHangUp,
  ),
]

function forwarded(codes: FeatureCodes, dialledCode: string | null, state: PhoneState): readonly Extension[] {
  const lamp = lampOf(codes, dialledCode)
  return [
    ...dialled(dialledCode, readOwnStates, ...switchState(state, code``, lamp), ...beepAndHangUp),
    ...followed(dialledCode, rest => [
      readOwnStates,
      set`XIVO_FORWARD_TO=\${FILTER(0-9*#+,${rest})}`,
      ...switchState(state, code`\${XIVO_FORWARD_TO}`, lamp),
      ...beepAndHangUp,
    ]),
  ]
}

const toggled = (codes: FeatureCodes, dialledCode: string | null, state: PhoneState, variable: string) =>
  dialled(
    dialledCode,
    readOwnStates,
    presentState(state),
    set`XIVO_SWITCH=\${IF($["\${${{ code: variable }}}" = "1"]?0:1)}`,
    ...switchState(state, code`\${XIVO_SWITCH}`, lampOf(codes, dialledCode)),
    ...beepAndHangUp,
  )

/** The function key of a feature on the phones of the user who calls. */
const lampOf = ({ functionKey }: FeatureCodes, dialledCode: string | null): Code | undefined =>
  functionKey === null || dialledCode === null
    ? undefined
    : { code: keyName(functionKey, '${XIVO_SRCNUM}', dialledCode) }
