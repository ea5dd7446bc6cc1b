import type { RecordedEvent } from '../../kernel/event.ts'
import type { Micros } from '../../kernel/time.ts'
import type { AmiRow } from '../../pbx/ami-fact.ts'
import type { CelFact } from '../../pbx/facts.ts'
import type { CallRow } from '../../queues/stays.ts'

type CelColumn =
  | 'eventtype'
  | 'userdeftype'
  | 'cid_name'
  | 'cid_num'
  | 'cid_dnid'
  | 'exten'
  | 'context'
  | 'channame'
  | 'appname'
  | 'appdata'
  | 'accountcode'
  | 'uniqueid'
  | 'linkedid'
  | 'peer'
  | 'extra'

/** What of a CEL row the calls are read from. */
export type CelRow = Pick<CelFact, CelColumn> & {
  readonly at: Micros
  readonly position: number
}

export type { AmiRow }

/** The event by which a dialplan tells a variable for sheets (pbx-configuration 13.6). */
export const isSheetVariable = ({ event, fields }: Pick<AmiRow, 'event' | 'fields'>): boolean =>
  event === 'UserEvent' && fields['UserEvent'] === 'dialplan2cti'

/** What the sources say about one or several contacts of one node, in any order. */
export interface CallFacts {
  readonly cel: readonly CelRow[]
  readonly queueLog: readonly CallRow[]
  readonly ami: readonly AmiRow[]
}

/** Property by property: a rebuild does this for every row ever written. */
export function celRowOf(event: RecordedEvent): CelRow {
  const fact = event.data as unknown as CelFact
  return {
    at: event.occurredAt,
    position: event.position,
    eventtype: fact.eventtype,
    userdeftype: fact.userdeftype,
    cid_name: fact.cid_name,
    cid_num: fact.cid_num,
    cid_dnid: fact.cid_dnid,
    exten: fact.exten,
    context: fact.context,
    channame: fact.channame,
    appname: fact.appname,
    appdata: fact.appdata,
    accountcode: fact.accountcode,
    uniqueid: fact.uniqueid,
    linkedid: fact.linkedid,
    peer: fact.peer,
    extra: fact.extra,
  }
}

const before = (a: { at: Micros; position: number }, b: { at: Micros; position: number }): number =>
  a.at - b.at || a.position - b.position

/** By time, then by place in the log: HANGUP, CHAN_END and LINKEDID_END share a microsecond (asterisk-observed, "CEL"). */
export function inOrder<R extends { readonly at: Micros; readonly position: number }>(
  rows: readonly R[],
): readonly R[] {
  for (let index = 1; index < rows.length; index++) {
    const [earlier, later] = [rows[index - 1], rows[index]]
    if (earlier && later && before(earlier, later) > 0) return [...rows].sort(before)
  }
  return rows
}
