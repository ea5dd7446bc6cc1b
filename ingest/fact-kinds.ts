import { amiCallIds } from '../domain/pbx/ami-fact.ts'
import {
  amiEventRecorded,
  amiGapRecorded,
  celRowRecorded,
  queueLogRowRecorded,
  type AmiFact,
  type AmiGap,
  type CelFact,
  type QueueLogFact,
} from '../domain/pbx/facts.ts'
import { amiGapKey, amiKey, celKey, queueLogKey } from '../domain/pbx/natural-key.ts'
import { isCallId } from '../domain/pbx/queue-log-events.ts'

/** What a row of an input becomes. Of each kind one property tells it from the others. */
export type PbxFact = QueueLogFact | CelFact | AmiFact | AmiGap

/** Type of the event in the log. */
export function factType(fact: PbxFact): string {
  if ('callid' in fact) return queueLogRowRecorded
  if ('eventtype' in fact) return celRowRecorded
  return 'fields' in fact ? amiEventRecorded : amiGapRecorded
}

/** Two facts of one time and stream are the same when their keys are. */
export function factKey(fact: PbxFact): string {
  if ('callid' in fact) return queueLogKey(fact)
  if ('eventtype' in fact) return celKey(fact)
  return 'fields' in fact ? amiKey(fact) : amiGapKey(fact)
}

/** The ids under which a fact is found: its call's, in CEL that of the channel too, of AMI those of every channel in it. */
export function factIds(fact: PbxFact): readonly string[] {
  if ('callid' in fact) return isCallId(fact.callid) ? [fact.callid] : []
  if ('fields' in fact) return amiCallIds(fact)
  if (!('eventtype' in fact)) return []
  const { uniqueid, linkedid } = fact
  if (!isCallId(uniqueid)) return isCallId(linkedid) ? [linkedid] : []
  return linkedid === uniqueid || !isCallId(linkedid) ? [uniqueid] : [uniqueid, linkedid]
}

/** What stands in the way of ids being indexed and shown; no PBX writes longer ones. */
const longestName = 255

/** @returns a sentence when an id or name in the fact is too long */
export function tooLongName(fact: PbxFact): string | undefined {
  return hasTooLongName(fact) ? `an id or name in it has more than ${longestName} characters` : undefined
}

function hasTooLongName(fact: PbxFact): boolean {
  if ('callid' in fact)
    return isTooLong(fact.callid) || isTooLong(fact.queue) || isTooLong(fact.agent) || isTooLong(fact.event)
  if ('eventtype' in fact)
    return isTooLong(fact.eventtype) || isTooLong(fact.uniqueid) || isTooLong(fact.linkedid) || isTooLong(fact.channame)
  return 'fields' in fact && (isTooLong(fact.event) || Object.keys(fact.fields).some(isTooLong))
}

const isTooLong = (name: string): boolean => name.length > longestName
