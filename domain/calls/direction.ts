import type { Direction } from './call.ts'
import { wasRung } from './channels/channel.ts'
import type { ContactReading } from './contact-reading.ts'

/** After these the call goes where somebody else sent it: that makes no call an outgoing one (peer-semantics 3). */
const sendsOn: ReadonlySet<string> = new Set(['FORWARD', 'BLINDTRANSFER', 'ATTENDEDTRANSFER', 'XIVO_USER_FWD'])

/**
 * XIVO_INCALL and XIVO_OUTCALL say it; without them the lines at both ends do. A consultation or a transfer to the outside leaves the
 * direction of the call as it was placed. Somebody outside whom an originate rang first has not called.
 */
export function directionOf(reading: ContactReading): Direction {
  const { caller, lines, lineSides, userEvents, told } = reading
  const byCaller = userEvents.filter(({ row }) => speaksForCaller(reading, row.uniqueid))
  if (byCaller.some(({ name }) => name === 'XIVO_INCALL')) return 'INBOUND'
  const sentOn = told.find(({ eventtype, userdeftype }) => sendsOn.has(eventtype) || sendsOn.has(userdeftype))
  const outside = byCaller.find(({ name }) => name === 'XIVO_OUTCALL')
  if (outside && (!sentOn || sentOn.at > outside.row.at)) return 'OUTBOUND'

  switch (caller ? lineSides.get(caller) : 'UNKNOWN') {
    case 'EXTERNAL':
      return caller && wasRung(caller) ? 'OUTBOUND' : 'INBOUND'
    case 'INTERNAL': {
      const rung = lines.find(line => line !== caller && wasRung(line))
      if (!rung || (sentOn && sentOn.at <= rung.startedAt)) return 'INTERNAL'
      const side = lineSides.get(rung)
      return side === 'EXTERNAL' ? 'OUTBOUND' : side === 'INTERNAL' ? 'INTERNAL' : 'UNKNOWN'
    }
    default:
      return 'UNKNOWN'
  }
}

/** In a click-to-call a half of the Local channel runs the dialplan for him. */
function speaksForCaller({ caller, channels, byId }: ContactReading, uniqueId: string): boolean {
  if (!caller || caller.uniqueId === uniqueId) return true
  return channels[0]?.name.kind === 'local' && byId.get(uniqueId)?.name.kind === 'local'
}
