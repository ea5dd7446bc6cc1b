import type { Call } from '../../domain/calls/call.ts'
import { callOfTied } from '../../domain/calls/calls.ts'
import { smallestId } from '../../domain/calls/rows/ids.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { callCells } from './call-cells.ts'
import { correctionCells, saidBy } from './corrections.ts'
import { rowCount, type Contact, type WrittenContact } from './contacts/contacts.ts'

/** What the tables must hold of the contact, read anew from all its rows and all that was said about it. */
export function readContact(contact: Contact): WrittenContact {
  const { pbx, keys, facts, corrections } = contact
  const { site, node } = pbx
  const extent = extentOf(contact)
  const keyList = [...keys]
  const firstKey = smallestId(keyList) ?? ''
  const call = callOfTied(facts, pbx)
  // An id that is no key of the contact (a damaged uniqueid) could be that of another one too.
  const callId = call && keys.has(call.id) ? call.id : firstKey
  const isOpen = call?.isOpen ?? false
  // In the same moment as its last row nothing was lost (life.ts): a later restart may still end it.
  const lostAt = isOpen ? (pbx.restarts.find(at => at > extent.last) ?? null) : null
  const said = saidBy(corrections)
  const place = { site, node, firstPosition: extent.firstPosition }
  return {
    ...(call && callCells(place, placed(call, callId, keys), said)),
    call_key: keyList.map((key): readonly Cell[] => [key, site, node, callId]),
    contact: [
      [
        site,
        node,
        callId,
        call?.startedAt ?? null,
        extent.first,
        extent.last,
        rowCount(contact),
        isOpen,
        lostAt,
        said.exclusion !== null,
      ],
    ],
    ...(corrections.length > 0 && {
      correction: corrections.map((correction): readonly Cell[] => [
        site,
        node,
        callId,
        ...correctionCells(correction),
      ]),
    }),
  }
}

/** Purged, and nothing has come of it since but words of people: it stays in no table (docs/adr/0016-purge.md). */
export const isClosed = (contact: Contact): boolean => extentOf(contact).last < contact.pbx.keptFrom

/** A callid that is no key of the contact could be that of another one too: rows under it stand under neither. */
function placed(call: Call, id: string, keys: ReadonlySet<string>): Call {
  const heardVisits = call.heardVisits.filter(({ callid }) => keys.has(callid))
  return call.id === id && heardVisits.length === call.heardVisits.length ? call : { ...call, id, heardVisits }
}

/** Of the rows; where a call is only talked about so far, of what was said. */
function extentOf({ facts, corrections }: Contact): { first: Micros; last: Micros; firstPosition: number } {
  const extent = { first: Infinity, last: -Infinity, firstPosition: Infinity }
  const told = [facts.cel, facts.queueLog, facts.ami]
  for (const rows of told.some(rows => rows.length > 0) ? told : [corrections])
    for (const { at, position } of rows) {
      if (at < extent.first) extent.first = at
      if (at > extent.last) extent.last = at
      if (position < extent.firstPosition) extent.firstPosition = position
    }
  return extent
}
