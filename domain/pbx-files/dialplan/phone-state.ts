import { forwardKinds } from '../../users/forwards.ts'
import { code, set, tell, type Code, type Step } from './dialplan.ts'
import { userEvent } from './user-events.ts'

/**
 * What users switch by their phones (pbx-configuration §5.6). The PBX keeps it in its database under ringledger/user/USER/STATE, where
 * it stands before what is configured, and since when under ringledger/since/user/USER/STATE. It is told twice, by the event Feature and
 * by a row of CEL, and comes back as a change of the configuration (domain/phone-states).
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

const placeOf = (state: PhoneState): Code => code`user/\${XIVO_DSTID}/${state}`
const keyOf = (state: PhoneState): Code => code`ringledger/${placeOf(state)}`
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
    ...keep(placeOf(state), to),
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
    ...tellSwitch({
      user: code`\${XIVO_DSTID}`,
      function: phoneStates[state].function,
      status: code`\${IF(${on}?1:0)}`,
      value: to,
    }),
  ]
}

/** At a place under ringledger/. The instant has no zone that could be read wrongly. */
export const keep = (place: Code, to: Code): readonly Step[] => [
  set`XIVO_SWITCHED_AT=\${STRFTIME(,UTC,%Y-%m-%dT%H:%M:%S.%6qZ)}`,
  set`DB(ringledger/${place})=${to}`,
  set`DB(ringledger/since/${place})=\${XIVO_SWITCHED_AT}`,
]

interface Switch {
  readonly user: Code
  readonly function: string
  readonly status: Code
  readonly value: Code
}

/** For whoever listens to the manager interface, and for who reads CEL. Both name the instant that was kept: it is one switch. */
export const tellSwitch = ({ user, function: name, status, value }: Switch): readonly Step[] => [
  userEvent(
    'Feature',
    code`User: ${user},Function: ${name},Status: ${status},Value: ${value},At: \${XIVO_SWITCHED_AT},XIVO_USERID: ${user},XIVO_CONTEXT: \${XIVO_CONTEXT}`,
  ),
  tell`FEATURE_SWITCHED,user=${user},function=${name},status=${status},value=${value},at=\${XIVO_SWITCHED_AT}`,
]
