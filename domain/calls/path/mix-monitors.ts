import { microsPerSecond, type Micros } from '../../kernel/time.ts'
import type { CallRecording } from '../call.ts'
import type { AppRun, Channel, Span } from '../channels/channel.ts'
import type { ContactReading } from '../contact-reading.ts'
import type { AmiRow } from '../rows/rows.ts'

/** The application runs, and the manager tells that it has begun to record, within some milliseconds. */
const together = 2 * microsPerSecond

/**
 * Recordings of a PBX whose CEL has no MIXMONITOR rows (Asterisk as it is released) and whose dialplan attaches no id: the manager tells when
 * each began and ended, CEL that the application ran, and on which file, where `apps` names it. Of one that somebody began through the
 * manager no row has the file. They are named by the uniqueid of their channel, a second one of it with `/2` behind, and end with it at the latest.
 * @param endedAt of the call
 */
export const mixMonitorsOf = (reading: ContactReading, endedAt: Micros | null): readonly CallRecording[] =>
  reading.channels.flatMap(channel => {
    const told = toldBy(reading.contact.ami, channel)
    const spans = told.length > 0 ? told : runsOf(channel)
    return spans.map(({ from, to }, index) => ({
      id: index === 0 ? channel.uniqueId : `${channel.uniqueId}/${index + 1}`,
      file: fileOf(channel, from),
      from,
      to: to ?? channel.endedAt ?? endedAt,
    }))
  })

/** From a start to the stop that follows it: who begins another recording of the channel meanwhile goes with the first. */
function toldBy(ami: readonly AmiRow[], { uniqueId }: Channel): readonly Span[] {
  const spans: Span[] = []
  let running = 0
  for (const { event, fields, at } of ami) {
    if (fields['Uniqueid'] !== uniqueId) continue
    if (event === 'MixMonitorStart' && running++ === 0) spans.push({ from: at, to: null })
    const last = spans.at(-1)
    if (event === 'MixMonitorStop' && last && running > 0 && --running === 0) last.to = at
  }
  return spans
}

function runsOf({ appRuns }: Channel): readonly Span[] {
  const stops = appRuns.filter(({ name }) => name === 'StopMixMonitor')
  return appRuns
    .filter(isMixMonitor)
    .map(({ from }) => ({ from, to: stops.find(stop => stop.from > from)?.from ?? null }))
}

const isMixMonitor = ({ name }: AppRun): boolean => name === 'MixMonitor'

const fileOf = ({ appRuns }: Channel, startedAt: Micros): string | null =>
  appRuns.find(run => isMixMonitor(run) && Math.abs(run.from - startedAt) <= together)?.data.split(/[,|]/)[0] ?? null
