import { builder } from '../schema/builder.ts'
import { described } from '../schema/enums.ts'

export const DirectionType = described('Direction', 'Where a call went, as it was placed (contact-center 4).', {
  INBOUND: 'From outside.',
  OUTBOUND: 'To the outside.',
  INTERNAL: 'Between lines of the PBX.',
  UNKNOWN: 'Nothing tells.',
})

export const CallOutcomeType = described('CallOutcome', 'How a call ended for the one who placed it.', {
  ANSWERED: 'Somebody talked to the caller.',
  NO_ANSWER: 'It rang, and nobody answered.',
  BUSY: 'The called party was busy.',
  REFUSED: 'The called party, or the queue, did not take it.',
  ABANDONED: 'The caller hung up before anybody answered.',
  VOICEMAIL: 'It ended in a voicemail box.',
  FORWARDED: 'It was sent to where the PBX does not see its end.',
  FAILED: 'It could not be put through.',
  UNTERMINATED: 'The PBX died or its records were cut: nobody knows when it ended.',
  IN_PROGRESS: 'It goes on, as far as the log goes.',
})

export const PartyRoleType = described('PartyRole', 'Why a participant was in the call.', {
  CALLER: 'Placed the call, or was rung first by a click-to-call.',
  CALLEE: 'Was rung for it: directly, in a group, or as a member of a queue.',
  CONSULTATION: 'A second leg of somebody who is in the call: to consult, before an attended transfer.',
  PICKER: 'Took a call that rang elsewhere.',
  RETRIEVER: 'Fetched a parked call.',
})

export const ResolutionType = described('Resolution', 'Where the names of a participant come from.', {
  CONFIGURATION: 'From the configuration as of the call.',
  PHONEBOOK:
    'From who is known under the number in the phonebook, or by the mobile number of a user: as of the call, or the first who had it later.',
  CHANNEL: 'Only from what the channel and the queue say (plain Asterisk).',
})

export const CallStepKindType = described('CallStepKind', 'What happened in a step of a call.', {
  DIALLED: 'A number was dialled; `detail` is the number.',
  IVR: 'The caller heard a menu or was asked for digits.',
  APPLICATION: 'Another application of the dialplan ran; `detail` is its name.',
  QUEUE: 'The caller waited in a queue; `detail` is its name.',
  REFUSED: 'A queue did not let the caller in; `detail` is its name and the reason.',
  RING: 'A phone rang; `detail` is whose.',
  TALK: 'People talked; `detail` is with whom.',
  CONSULTATION: 'Somebody of the call talked to another one before handing it on.',
  HOLD: 'Somebody was on hold; `detail` is who heard the music, `participant` is who pressed hold.',
  PARKED: 'The call was parked; `detail` is the lot.',
  CONFERENCE: 'It was in a conference.',
  VOICEMAIL: 'It was in a voicemail box.',
  FORWARD: 'It was forwarded; `detail` is where to, by a phone, or the number that is forwarded, by the dialplan.',
  PICKUP: 'Somebody took it while it rang elsewhere.',
  TRANSFER: 'Somebody handed it on; `detail` is where to.',
  RECORDING: 'It was recorded; `detail` is the id of the recording.',
  HANGUP: 'It ended; `detail` is the side that hung up.',
})

export const CallOrderType = described(
  'CallOrder',
  'How calls are sorted. Ties go by the global id. Calls without the figure that is sorted by are left out.',
  {
    START_DESC: 'The newest first.',
    START_ASC: 'The oldest first.',
    TALK_DESC: 'The longest talk first. Calls whose talk is not known (it goes on, or was cut) are left out.',
    WAIT_DESC: 'The longest wait in queues first. Calls that were in no queue, or whose wait goes on, are left out.',
  },
)

export const AttachedDataOperatorType = described('AttachedDataOperator', 'How attached data are compared.', {
  EQUALS: 'The value is exactly this one.',
  EXISTS: 'There is a value, whichever.',
  LESS_THAN:
    'The value is less than this one: as a number where both are, otherwise as text by its bytes. A number is not less than text.',
  GREATER_THAN: 'The value is greater than this one, compared likewise.',
})

export const WitnessFigureType = builder.enumType('WitnessFigure', {
  description: 'What two sources tell differently.',
  values: {
    TALK: { value: 'talk', description: 'The talk.' },
    WAIT: { value: 'wait', description: 'The wait in a queue.' },
    RING: { value: 'ring', description: 'The ringing.' },
    HOLD: { value: 'hold', description: 'The time on hold.' },
  } as const,
})

export const ParticipationStatusType = described(
  'ParticipationStatus',
  'How a call looks from one who took part in it (contact-center 16).',
  {
    EMITTED: 'He called.',
    ANSWERED: 'He was called and took it.',
    MISSED: 'He was called and did not take it.',
    ONGOING: 'He is in it.',
  },
)
