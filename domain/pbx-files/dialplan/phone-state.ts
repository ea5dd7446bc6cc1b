import { forwardKinds } from '../../users/forwards.ts'
import { code, run, set, type Code, type Step } from './dialplan.ts'

/**
 * What users switch by their phones (pbx-configuration §5.6). The PBX keeps it in its database under ringledger/user/USER/STATE, where
 * it stands before what is configured; the event Feature tells of it. Whoever configures the state of a user removes these keys.
 */
export const phoneStates = {
  dnd: { variable: 'XIVO_DND', function: 'dnd' },
  callrecord: { variable: 'XIVO_CALLRECORD', function: 'callrecord' },
  incallfilter: { variable: 'XIVO_INCALLFILTER', function: 'incallfilter' },
  voicemail: { variable: 'XIVO_VOICEMAIL', function: 'vm' },
  unconditional: { variable: 'XIVO_FORWARD_UNCONDITIONAL', function: 'unc' },
  noanswer: { variable: 'XIVO_FORWARD_NOANSWER', function: 'rna' },
  busy: { variable: 'XIVO_FORWARD_BUSY', function: 'busy' },
} as const

export type PhoneState = keyof typeof phoneStates

const keyOf = (state: PhoneState): Code => code`ringledger/user/\${XIVO_DSTID}/${state}`
const variableOf = (state: PhoneState): Code => ({ code: phoneStates[state].variable })

/** The variable of the state as it stands now, of the user in XIVO_DSTID. */
export const presentState = (state: PhoneState): Step =>
  set`${variableOf(state)}=\${IF($[\${DB_EXISTS(${keyOf(state)})}]?\${DB_RESULT}:\${${variableOf(state)}})}`

/**
 * Switched from now on: `to` is 1, 0 or a number to forward to, and nothing when there is none. `lamp` is the key of the phone
 * that shows it; the key of one forward has its number behind it.
 */
export const switchState = (state: PhoneState, to: Code, lamp: Code | undefined): readonly Step[] => {
  const on = code`$["${to}" != "" & "${to}" != "0"]`
  const shown = code`\${IF(${on}?INUSE:NOT_INUSE)}`
  const isForward = forwardKinds.some(kind => kind === state)
  return [
    set`XIVO_STATE_BEFORE=\${DB(${keyOf(state)})}`,
    set`DB(${keyOf(state)})=${to}`,
    ...(lamp === undefined
      ? []
      : [
          ...(isForward
            ? [
                set`DEVICE_STATE(Custom:${lamp}*\${XIVO_STATE_BEFORE})=NOT_INUSE`,
                set`DEVICE_STATE(Custom:${lamp}*${to})=${shown}`,
              ]
            : []),
          set`DEVICE_STATE(Custom:${lamp})=${shown}`,
        ]),
    run`UserEvent(Feature,UNIQUEID: \${UNIQUEID},CHANNEL: \${CHANNEL},User: \${XIVO_DSTID},Function: ${phoneStates[state].function},Status: \${IF(${on}?1:0)},Value: ${to})`,
  ]
}
