import { celExtra } from '../../pbx/cel-extra.ts'
import { isCallId } from '../../pbx/queue-log-events.ts'
import type { CallRow } from '../../queues/stays.ts'
import type { AmiRow, CelRow } from './rows.ts'

const none: readonly string[] = []

/**
 * Every uniqueid and linkedid that a row ties to one contact. A linkedid alone loses channels: a picker, a retriever and the second leg
 * of an attended transfer begin with one of their own (asterisk-observed, "CEL"). Bridges tie nothing: who meets in a conference
 * stays in a call of his own.
 */
export function linksOf(row: CelRow | CallRow | AmiRow): readonly string[] {
  if ('eventtype' in row) return [...idsOf(row), ...furtherLinksOf(row)]
  return 'callid' in row ? queueLogLinksOf(row) : amiLinksOf(row)
}

function idsOf({ uniqueid, linkedid }: CelRow): readonly string[] {
  if (linkedid === uniqueid || linkedid === '') return uniqueid === '' ? none : [uniqueid]
  return uniqueid === '' ? [linkedid] : [uniqueid, linkedid]
}

/** What a CEL row ties to its channel besides its linkedid: the other channels that `extra` names by uniqueid. */
export function furtherLinksOf(row: CelRow): readonly string[] {
  switch (row.eventtype) {
    case 'PICKUP':
    case 'BLINDTRANSFER':
    case 'ATTENDEDTRANSFER':
    case 'LOCAL_OPTIMIZE':
    case 'LOCAL_OPTIMIZE_BEGIN':
      return namedIn(row).filter(id => id !== undefined)
    default:
      return none
  }
}

function namedIn(row: CelRow): readonly (string | undefined)[] {
  const extra = celExtra(row)
  switch (extra.event) {
    case 'PICKUP':
      return [extra.picker.uniqueid]
    case 'BLINDTRANSFER':
      return [extra.transferee.uniqueid]
    case 'ATTENDEDTRANSFER':
      return [extra.secondLeg.uniqueid, extra.transferee.uniqueid, extra.target.uniqueid]
    case 'LOCAL_OPTIMIZE':
    case 'LOCAL_OPTIMIZE_BEGIN':
      return [extra.localTwo.uniqueid]
    default:
      return none
  }
}

/** CONNECT names the member's channel; since 1.6. */
export function queueLogLinksOf({ callid, event, data }: CallRow): readonly string[] {
  if (!isCallId(callid)) return none
  const member = event === 'CONNECT' ? data[1] : undefined
  return member ? [callid, member] : [callid]
}

/** Uniqueid, DestUniqueid, TransfereeLinkedid, ...; BridgeUniqueid is no channel's. */
export function amiLinksOf({ fields }: AmiRow): readonly string[] {
  const links: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (!name.endsWith('niqueid') && !name.endsWith('inkedid')) continue
    if (!name.includes('Bridge') && isChannelId(value) && !links.includes(value)) links.push(value)
  }
  return links
}

/** `<unknown>` and the like stand where a channel is gone already. */
const isChannelId = (value: string): boolean => isCallId(value) && !value.startsWith('<')
