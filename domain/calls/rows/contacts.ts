import type { CallRow } from '../../queues/stays.ts'
import { amiLinksOf, furtherLinksOf, queueLogLinksOf } from './links.ts'
import { disjointSets, type DisjointSets } from './disjoint-sets.ts'
import { inOrder, type AmiRow, type CallFacts, type CelRow } from './rows.ts'
import { celInOrder } from '../channels/set-back.ts'

/** Rows that belong together, in order. */
export interface Contact {
  readonly cel: readonly CelRow[]
  readonly queueLog: readonly CallRow[]
  readonly ami: readonly AmiRow[]
}

/** Splits the facts of a node into contacts: rows are of one when their links (links.ts) meet, over any number of steps. */
export function contactsOf(facts: CallFacts): readonly Contact[] {
  const groups = disjointSets()
  const cel = inOrder(facts.cel)
  const queueLog = inOrder(facts.queueLog)
  const ami = inOrder(facts.ami)
  const groupOfCel = cel.map(row => celGroup(groups, row))
  const groupOfQueueLog = queueLog.map(row => groups.join(queueLogLinksOf(row)))
  const groupOfAmi = ami.map(row => groups.join(amiLinksOf(row)))

  const contacts = new Map<number, { cel: CelRow[]; queueLog: CallRow[]; ami: AmiRow[] }>()
  const contactOf = (group: number) => {
    if (group < 0) return undefined
    const root = groups.rootOf(group)
    let contact = contacts.get(root)
    if (!contact) contacts.set(root, (contact = { cel: [], queueLog: [], ami: [] }))
    return contact
  }
  cel.forEach((row, index) => contactOf(groupOfCel[index] ?? -1)?.cel.push(row))
  queueLog.forEach((row, index) => contactOf(groupOfQueueLog[index] ?? -1)?.queueLog.push(row))
  ami.forEach((row, index) => contactOf(groupOfAmi[index] ?? -1)?.ami.push(row))
  return [...contacts.values()].map(contact => ({ ...contact, cel: celInOrder(contact.cel) }))
}

function celGroup(groups: DisjointSets, row: CelRow): number {
  const { uniqueid, linkedid } = row
  if (uniqueid === '' && linkedid === '') return -1
  let group = groups.of(uniqueid || linkedid)
  if (linkedid !== '' && linkedid !== uniqueid) group = groups.union(group, groups.of(linkedid))
  for (const link of furtherLinksOf(row)) group = groups.union(group, groups.of(link))
  return group
}
