import type { Micros } from '../../kernel/time.ts'
import { attachedData, celExtra } from '../../pbx/cel-extra.ts'
import type { AttachedData, CallRecording } from '../call.ts'
import type { ContactReading } from '../contact-reading.ts'
import { mixMonitorsOf } from './mix-monitors.ts'
import { isSheetVariable, type AmiRow, type CelRow } from '../rows/rows.ts'

/** `key=value` of ATTACHED_DATA, cut at the first = (contact-center 3.5); then what was told for sheets. */
export const attachedDataOf = ({ userEvents, contact }: ContactReading): readonly AttachedData[] => [
  ...userEvents.flatMap(({ name, text, row }) => {
    const pair = name === 'ATTACHED_DATA' ? attachedData(text) : undefined
    return pair ? [{ position: row.position, at: row.at, ...pair }] : []
  }),
  ...contact.ami.flatMap(row => sheetVariableIn(row) ?? []),
]

/** `dp-NAME` of UserEvent(dialplan2cti, ..., VARIABLE: NAME, VALUE: "..."), as sheets call it (pbx-configuration 11.5). */
function sheetVariableIn(row: AmiRow): AttachedData | undefined {
  const { at, position, fields } = row
  const { VARIABLE: name = '', VALUE: value = '' } = fields
  if (!isSheetVariable(row) || name === '') return undefined
  return { position, at, key: `dp-${name}`, value: value.replace(/^"(.*)"$/, '$1') }
}

/** Keys that XiVO reserves for the id of a recording (contact-center 3.5). */
const recordingKeys: ReadonlySet<string> = new Set(['recording', 'recordingid'])

/**
 * Recordings that MixMonitor made, and those whose id is attached; where neither CEL nor the dialplan tells of any, those that the manager
 * tells. One that was paused and resumed has one file and is one recording; without a stop it lasts to the end of the call. Where nobody
 * talked there is nothing to hear (peer-semantics 3).
 * @param endedAt of the call
 */
export function recordingsOf(reading: ContactReading, endedAt: Micros | null): readonly CallRecording[] {
  if (reading.talks.size === 0) return []
  const recordings = monitoredIn(reading, endedAt)
  for (const { name, text, row } of reading.userEvents) {
    const pair = name === 'ATTACHED_DATA' ? attachedData(text) : undefined
    if (pair && recordingKeys.has(pair.key) && !recordings.some(({ id }) => id === pair.value))
      recordings.push({ id: pair.value, file: null, ...spanOf(row, reading, endedAt) })
  }
  return recordings.length > 0 ? recordings : mixMonitorsOf(reading, endedAt)
}

/**
 * When a recording that is attached to a channel was made: it may begin later than it is named, and end when the call comes to a queue
 * that is not recorded (RECORDING_STATE, which our own dialplan tells; contact-center 15.2), or when somebody outside is passed on to the
 * outside, which the manager tells (15.3). What an agent pauses in between is not told.
 */
function spanOf({ at, uniqueid }: CelRow, { userEvents, contact }: ContactReading, endedAt: Micros | null) {
  const states = userEvents.filter(
    ({ name, row }) => name === 'RECORDING_STATE' && row.uniqueid === uniqueid && row.at >= at,
  )
  const began = states[0]?.text === 'paused' ? states.find(({ text }) => text === 'active') : undefined
  const stopped = states.find(({ text }) => text === 'disabled')
  return { from: began?.row.at ?? at, to: stopped?.row.at ?? stopToldOf(contact.ami, uniqueid, at) ?? endedAt }
}

/** The last word of the manager about a channel after the instant: stopped, and not begun again. */
function stopToldOf(ami: readonly AmiRow[], uniqueId: string, after: Micros): Micros | undefined {
  const last = ami.findLast(
    ({ event, fields, at }) => event.startsWith('MixMonitorSt') && fields['Uniqueid'] === uniqueId && at > after,
  )
  return last?.event === 'MixMonitorStop' ? last.at : undefined
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
