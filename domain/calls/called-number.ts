import { meaningOf } from '../pbx/queue-log-meaning.ts'
import type { CallRow } from '../queues/stays.ts'
import { wasRung } from './channels/channel.ts'
import type { ContactReading } from './contact-reading.ts'

/** Extensions that are no number: where a channel begins without one, special ones of the dialplan, Wazo's meetings. */
const isNumber = (exten: string): boolean =>
  /^[+*#]?[\w*#+.-]*\d[\w*#+.-]*$/.test(exten) && !exten.startsWith('wazo-meeting-')

/**
 * The number as it was dialled. Behind `s` it is what the dialplan tells: XIVO_FROM_S, XIVO_INCALL (XiVO writes the number, Wazo the
 * tenant), queue_log's DID; then what the driver tells.
 */
export function calledNumberOf(reading: ContactReading): string | null {
  const { caller, userEvents, contact } = reading
  const told = (name: string) =>
    userEvents.find(event => event.name === name && (!caller || event.row.uniqueid === caller.uniqueId))
  const incall = told('XIVO_INCALL')?.text
  const fromS = told('XIVO_FROM_S')
  const candidates = [
    caller?.exten,
    // Wazo writes nothing behind the name: the event stands in the extension itself.
    fromS?.text,
    fromS?.row.exten,
    incall !== undefined && /^\+?\d+$/.test(incall) ? incall : undefined,
    didOf(contact.queueLog),
    caller?.dnid,
    ...originatedTo(reading),
  ]
  return candidates.find(number => number !== undefined && isNumber(number)) ?? null
}

/** Of a click-to-call, once the phone that is rung first has answered: where it, or `;1` for it, runs the dialplan. */
function originatedTo({ caller, channels }: ContactReading): readonly (string | undefined)[] {
  if (!caller || !wasRung(caller)) return []
  const first = channels[0]
  return [first, caller].map(channel => channel?.appRuns[0]?.exten)
}

export function didOf(rows: readonly CallRow[]): string | undefined {
  for (const row of rows) {
    if (row.event !== 'DID' && row.event !== 'DNIS' && row.event !== 'INFO') continue
    const meaning = meaningOf(row)
    if ((meaning.event === 'DID' || meaning.event === 'DNIS') && meaning.calledNumber) return meaning.calledNumber
    if (meaning.event === 'INFO' && meaning.topic === 'DID' && meaning.values[0]) return meaning.values[0]
  }
  return undefined
}
