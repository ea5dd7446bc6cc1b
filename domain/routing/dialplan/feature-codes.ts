import { objectKind, type ObjectOf } from '../../configuration/kind.ts'
import { initially, integer, optional, text, type Field, type TextFormat } from '../../configuration/shape.ts'
import type { Rejection } from '../../kernel/decider.ts'

const featureCode: TextFormat = {
  rule: 'featureCode',
  pattern: /^[*#0-9]+$/,
  means: 'digits, * and #',
}

/** A code that is dialled. `on` null: nobody may dial it until somebody gives it a code. */
const code = (on: string | null, description: string): Field<string | null> =>
  initially(optional(text(`${description} Unset: off.`, { max: 16, format: featureCode })), on)

const inCall = (keys: string, description: string): Field<string | null> =>
  initially(optional(text(`During a call: ${description} Unset: off.`, { max: 8, format: featureCode })), keys)

/** Codes that are dialled, with those of pbx-configuration §5.5. What comes behind a code is said in <..>. */
const dialledCodes = {
  pickup: code('*8', 'Takes a call that rings in the pickup group; with <number>: that rings there.'),
  phoneStatus: code('*10', 'Tells the state of the phone.'),
  paging: code('*11', 'Speaks to the paging group of <number>.'),
  cancelForwards: code('*20', 'Cancels all forwards.'),
  forwardUnconditional: code('*21', 'Forwards every call to <number>.'),
  forwardNoAnswer: code('*22', 'Forwards calls that nobody answers to <number>.'),
  forwardBusy: code('*23', 'Forwards calls when busy to <number>.'),
  doNotDisturb: code('*25', 'Do not disturb, on and off.'),
  recordCalls: code(null, 'Recording of all calls, on and off; usually *26.'),
  incallFilter: code('*27', 'Filter of incoming calls, on and off.'),
  agentLoginToggle: code('*30', 'Logs the agent of <number> in or off.'),
  agentLogin: code('*31', 'Logs the agent of <number> in.'),
  agentLogoff: code('*32', 'Logs the agent of <number> off.'),
  agentLoginKey: code('***30', 'Login key with a lamp, of <phone> and with * of an agent.'),
  agentPauseKey: code('***34', 'Pause key with a lamp, of <phone>.'),
  agentListenedKey: code('***35', 'Lamp that says that the agent is listened to, of <phone>.'),
  callListening: code(null, 'Listens to the call of <number>; usually *34.'),
  directory: code('*36', 'Dials by name.'),
  callFilterToggle: code('*37', 'Filter of boss and secretary, on and off, by <member>.'),
  callCompletion: code('*40', 'Asks to be called back when the called is free, or takes it back.'),
  autoprovisioning: code('*48378', 'Gives the phone back to provisioning.'),
  echoTest: code('*55', 'Plays back what is said.'),
  callGroup: code('*664', 'Calls the group of <id>.'),
  callQueue: code('*665', 'Calls the queue of <id>.'),
  callUser: code('*666', 'Calls the user of <id>.'),
  callConference: code('*667', 'Calls the conference room of <id>.'),
  functionKey: code('*735', 'Programmed keys that have a lamp.'),
  recordSound: code('*9', 'Records a sound.'),
  voicemailToggle: code('*90', 'Own voicemail, or that of <number>, on and off.'),
  voicemailPurge: code('*92', 'Deletes the messages of the own mailbox.'),
  voicemailPurgeBox: code('*93', 'Deletes the messages of the mailbox <number>.'),
  voicemailToUser: code('*96', 'Leaves a message for the user of <number>.'),
  voicemailToBox: code('*97', 'Leaves a message in the mailbox <number>.'),
  voicemailConsult: code('*98', 'Consults the own mailbox.'),
  voicemailConsultBox: code('*99', 'Consults the mailbox <number>.'),
  meetingRoom: code('**', 'Joins the meeting room of <number>.'),
} as const

const inCallCodes = {
  hangupKeys: inCall('*0', 'ends it.'),
  blindTransferKeys: inCall('*1', 'transfers without asking.'),
  attendedTransferKeys: inCall('*2', 'transfers after asking.'),
  recordKeys: inCall('*3', 'records it, on and off.'),
} as const

export const featureCodes = objectKind({
  name: 'featureCodes',
  plural: 'featureCodes',
  description: 'What is dialled, or keyed in during a call, to use a feature (pbx-configuration §5.5).',
  key: [],
  fields: {
    ...dialledCodes,
    ...inCallCodes,
    keyTimeoutMs: initially(
      integer('The longest time between two keys of a code during a call (featuredigittimeout).', [100, 10_000]),
      1000,
    ),
    transferKeyTimeoutSeconds: initially(
      integer('The longest time between two digits of a transfer (transferdigittimeout).', [1, 60]),
      3,
    ),
    transferAnswerSeconds: initially(
      integer('How long the one that is asked rings (atxfernoanswertimeout).', [1, 600]),
      15,
    ),
  },
  check: codes => [
    ...usedTwice(Object.keys(dialledCodes) as DialledCode[], codes),
    ...usedTwice(Object.keys(inCallCodes) as InCallCode[], codes),
  ],
})

export type FeatureCodes = ObjectOf<typeof featureCodes>
type DialledCode = keyof typeof dialledCodes
type InCallCode = keyof typeof inCallCodes

function usedTwice<N extends string>(names: readonly N[], codes: Readonly<Record<N, string | null>>): Rejection[] {
  const users = new Map<string, N>()
  return names.flatMap(name => {
    const dialled = codes[name]
    if (dialled === null) return []
    const other = users.get(dialled)
    if (other === undefined) {
      users.set(dialled, name)
      return []
    }
    return [{ field: name, rule: 'taken', message: `${dialled} is the code of ${other} already` }]
  })
}
