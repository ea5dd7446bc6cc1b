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

/** Switched from now on: `to` is 1, 0 or a number to forward to, and nothing when there is none. */
export const switchState = (state: PhoneState, to: Code): readonly Step[] => [
  set`DB(${keyOf(state)})=${to}`,
  run`UserEvent(Feature,UNIQUEID: \${UNIQUEID},CHANNEL: \${CHANNEL},User: \${XIVO_DSTID},Function: ${phoneStates[state].function},Status: \${IF($["${to}" = "" | "${to}" = "0"]?0:1)},Value: ${to})`,
]
