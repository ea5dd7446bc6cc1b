import { extensionPattern } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { flag, list, optional, text } from '../configuration/shape.ts'

/**
 * pbx-configuration §7.13, contact-center §15. Whether its calls are recorded is said by each queue; the switch of all queues is in
 * the dialplan settings.
 */
export const recordingRules = objectKind({
  name: 'recordingRules',
  plural: 'recordingRules',
  description: 'What of recording is said once for the whole site.',
  key: [],
  fields: {
    transferRulesEnabled: flag(
      'When a call comes to another queue, its recording goes on, starts again or stops as that queue says (ENABLE_RECORDING_RULES).',
      true,
    ),
    stopOnExternalTransfer: flag(
      'Recording stops when both parties are outside, also by an attended transfer (STOP_RECORDING_UPON_EXTERNAL_XFER).',
      true,
    ),
    neverRecordedCalled: list(
      text('Dialled numbers or patterns whose calls are never recorded: of incalls, queues or users (XIVO_DSTNUM).', {
        max: 40,
        format: extensionPattern,
      }),
      { unique: true },
    ),
    neverRecordedCallers: list(
      text('Callers, and outside numbers that are called, whose calls are never recorded (XIVO_SRCNUM).', {
        max: 40,
        format: extensionPattern,
      }),
      { unique: true },
    ),
    pbxName: optional(
      text('First part of the names of recordings, NAME-UNIQUEID; unset: the short name of the node.', {
        max: 40,
        format: {
          rule: 'pbxName',
          pattern: /^[A-Za-z0-9_.]+$/,
          means: 'letters, digits, _ and .: a blank or - would end it',
        },
      }),
    ),
  },
})

export type RecordingRules = ObjectOf<typeof recordingRules>
