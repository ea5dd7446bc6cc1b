import type { PbxHistory } from '../queues/visits.ts'
import type { Call } from './call.ts'
import { callOf } from './call-of-contact.ts'
import { contactsOf } from './rows/contacts.ts'
import { compareIds } from './rows/ids.ts'
import { inOrder, type CallFacts } from './rows/rows.ts'
import { celInOrder } from './channels/set-back.ts'

/**
 * The calls that the facts tell of (contact-center 7, 23; asterisk-observed): every row of one node that has a call belongs to exactly
 * one. The result depends on the set of rows alone: a row that comes late is read where its time says.
 * @param facts of one node, of one or several contacts, in any order
 */
export function callsOf(facts: CallFacts, history: PbxHistory): readonly Call[] {
  const calls = contactsOf(facts).flatMap(contact => callOf(contact, history) ?? [])
  return calls.sort((a, b) => a.startedAt - b.startedAt || compareIds(a.id, b.id))
}

/**
 * The one call of facts that are known to be of one contact: whoever has tied them by their links need not have them tied again.
 * @returns undefined where they tell of no call
 */
export const callOfTied = ({ cel, queueLog, ami }: CallFacts, history: PbxHistory): Call | undefined =>
  callOf({ cel: celInOrder(cel), queueLog: inOrder(queueLog), ami: inOrder(ami) }, history)
