import { choice, initially } from '../configuration/shape.ts'

/** pbx-configuration §7.13. */
export const recordingMode = initially(
  choice('Whether its calls are recorded; on demand starts paused (§7.13).', 'RecordingMode', [
    'notRecorded',
    'recorded',
    'recordedOnDemand',
  ]),
  'notRecorded',
)
