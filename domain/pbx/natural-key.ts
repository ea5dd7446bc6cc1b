import type { AmiFact, AmiGap, CelFact, QueueLogFact } from './facts.ts'

/**
 * What makes two rows of queue_log at one time the same row, whichever form they came in. The table loses quotes and
 * backslashes (products-and-metrics 4.3), so they do not tell rows apart.
 */
export function queueLogKey(fact: QueueLogFact): string {
  const key = `${fact.callid}|${fact.queue}|${fact.agent}|${fact.event}|${fact.data.join('|')}`
  return key.includes('"') || key.includes('\\') ? key.replace(/["\\]/g, '') : key
}

/**
 * The same of CEL. Left out is what another back end lacks, shortens or writes otherwise (extra, peer, amaflags,
 * accounts); what is left tells the rows of one channel and instant apart.
 */
export const celKey = (fact: CelFact): string =>
  [
    fact.eventtype,
    fact.userdeftype,
    fact.uniqueid,
    fact.linkedid,
    fact.channame,
    fact.exten,
    fact.context,
    fact.appname,
    fact.appdata,
    fact.cid_num,
  ].join('\u0000')

/** What depends on who listens (rights, action ids, channelvars of manager.conf) or on how talkative Asterisk is told to be. */
const ofTheListener = /^(?:ActionID|Privilege|Timestamp|SequenceNumber|File|Line|Func|\w*ChanVariable.*)$/

/**
 * The same of an event of the manager interface: all that it says, in whatever order a recorder wrote it. Its time is
 * compared beside the key.
 */
export const amiKey = ({ event, fields }: AmiFact): string =>
  [
    event,
    ...Object.entries(fields)
      .flatMap(([key, value]) => (ofTheListener.test(key) ? [] : [`${key}=${value}`]))
      .sort(),
  ].join('\u0000')

export const amiGapKey = ({ from, to }: AmiGap): string => `${from}-${to}`
