import type { ConfiguredQueue } from '../queues/configured-queues.ts'

/** How the recording of a call stands. */
export type RecordingState = 'active' | 'paused' | 'disabled'

/**
 * What happens to the recording of a call that comes to another queue (contact-center §15.2); null: nothing. What was disabled stays
 * so, wherever it comes.
 */
export const recordingAtTransfer = (
  state: RecordingState,
  mode: ConfiguredQueue['recording'],
): 'stop' | 'unpause' | null => {
  if (mode === 'notRecorded') return state === 'disabled' ? null : 'stop'
  if (state === 'disabled') return 'stop'
  return state === 'paused' && mode === 'recorded' ? 'unpause' : null
}
