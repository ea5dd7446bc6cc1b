import type { Micros } from '../kernel/time.ts'
import { attachedData, celExtra } from '../pbx/cel-extra.ts'
import type { AttachedData, CallRecording } from './call.ts'
import type { ContactReading } from './contact-reading.ts'

/** `key=value` of ATTACHED_DATA, cut at the first = (contact-center 3.5). */
export const attachedDataOf = ({ userEvents }: ContactReading): readonly AttachedData[] =>
  userEvents.flatMap(({ name, text, row }) => {
    const pair = name === 'ATTACHED_DATA' ? attachedData(text) : undefined
    return pair ? [{ position: row.position, at: row.at, ...pair }] : []
  })

/** Keys that XiVO reserves for the id of a recording (contact-center 3.5). */
const recordingKeys: ReadonlySet<string> = new Set(['recording', 'recordingid'])

/**
 * Recordings that MixMonitor made, and those whose id is attached. One that was paused and resumed has one file and is one recording;
 * without a stop it lasts to the end of the call. Where nobody talked there is nothing to hear (peer-semantics 3).
 * @param endedAt of the call
 */
export function recordingsOf(
  reading: ContactReading,
  attached: readonly AttachedData[],
  endedAt: Micros | null,
): readonly CallRecording[] {
  if (reading.talks.size === 0) return []
  const recordings = monitoredIn(reading, endedAt)
  for (const { key, value, at } of attached)
    if (recordingKeys.has(key) && !recordings.some(({ id }) => id === value))
      recordings.push({ id: value, file: null, from: at, to: endedAt })
  return recordings
}

function monitoredIn({ told }: ContactReading, endedAt: Micros | null): CallRecording[] {
  const byFile = new Map<string, CallRecording>()
  const fileOf = new Map<string, string>()
  for (const row of told) {
    if (!row.eventtype.startsWith('MIXMONITOR_')) continue
    const extra = celExtra(row)
    if (extra.event === 'MIXMONITOR_START' && extra.file !== undefined) {
      const monitor = extra.mixMonitorId ?? extra.file
      fileOf.set(monitor, extra.file)
      const known = byFile.get(extra.file)
      byFile.set(
        extra.file,
        known ? { ...known, to: endedAt } : { id: monitor, file: extra.file, from: row.at, to: endedAt },
      )
    }
    if (extra.event === 'MIXMONITOR_STOP') {
      const file = fileOf.get(extra.mixMonitorId ?? '') ?? extra.file ?? ''
      const known = byFile.get(file)
      if (known) byFile.set(file, { ...known, to: row.at })
    }
  }
  return [...byFile.values()]
}
