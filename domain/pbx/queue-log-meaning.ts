import type { QueueLogFact } from './facts.ts'
import { isKnownEvent, type QueueLogEventName } from './queue-log-events.ts'

type Data = readonly string[]

/** Empty and missing are the same: a table has no missing field, a file no trailing empty one. */
const text = (field: string | undefined): string | undefined => (field ? field : undefined)

/**
 * A length. What is empty, negative or no number is unknown, never NaN: forged rows, and clocks
 * that were set back, write such things.
 */
const number = (field: string | undefined): number | undefined => {
  if (!field) return undefined
  return digits(field) ?? (/^\s*\d{1,12}(?:\.\d{1,9})?\s*$/.test(field) ? Number(field) : undefined)
}

/** A position or penalty: there is no half of one. */
function whole(field: string | undefined): number | undefined {
  const value = number(field)
  return value !== undefined && Number.isInteger(value) ? value : undefined
}

/** Whole seconds and positions, as nearly all are: a pattern takes several times as long, and a rebuild reads millions. */
function digits(field: string): number | undefined {
  if (field.length > 9) return undefined
  let value = 0
  for (let i = 0; i < field.length; i++) {
    const digit = field.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value
}

const none = () => ({})

const completion = ([hold, talk, position]: Data) => ({
  holdSeconds: number(hold),
  talkSeconds: number(talk),
  entryPosition: whole(position),
})

const exit = ([position, entry, wait]: Data) => ({
  exitPosition: whole(position),
  entryPosition: whole(entry),
  waitSeconds: number(wait),
})

const blindTransfer = ([extension, context, ...rest]: Data) => ({
  extension: text(extension),
  context: text(context),
  ...completion(rest),
})

/**
 * What an attended transfer joined: a bridge, an application (e.g. the queue consulted), or two channels between
 * bridges.
 */
type TransferTarget =
  | { readonly method: 'BRIDGE'; readonly bridgeId: string }
  | { readonly method: 'APP'; readonly application: string }
  | { readonly method: 'LINK'; readonly channels: readonly [string, string] }

function attendedTransfer([method, first = '', ...rest]: Data): {
  target: TransferTarget | undefined
} & ReturnType<typeof completion> {
  switch (method) {
    case 'BRIDGE':
      return { target: { method, bridgeId: first }, ...completion(rest) }
    case 'APP':
      return { target: { method, application: first }, ...completion(rest) }
    case 'LINK':
      return { target: { method, channels: [first, rest[0] ?? ''] }, ...completion(rest.slice(1)) }
    default:
      return { target: undefined, ...completion(rest) }
  }
}

/** `1001@default`; the context is what follows the last @. */
function line(field: string | undefined) {
  const at = field?.lastIndexOf('@') ?? -1
  return {
    line: text(field),
    extension: text(at < 0 ? field : field?.slice(0, at)),
    context: text(at < 0 ? undefined : field?.slice(at + 1)),
  }
}

const pause = ([reason]: Data) => ({ reason: text(reason), automatic: /^Auto-(?:Unp|P)ause$/.test(reason ?? '') })
const ring = ([ms]: Data) => ({ ringMs: number(ms) })
const calledNumber = ([called]: Data) => ({ calledNumber: text(called) })

/** How the data of each event is read, in the file's order of fields. `agent` is the agent column. */
const readers = {
  ENTERQUEUE: ([url, caller, position, name]: Data) => ({
    url: text(url),
    callerNumber: text(caller),
    entryPosition: whole(position),
    callerName: text(name),
  }),
  CONNECT: ([hold, channel, ringTime]: Data) => ({
    holdSeconds: number(hold),
    /** uniqueid of the member's channel. */
    channel: text(channel),
    ringSeconds: number(ringTime),
  }),
  COMPLETEAGENT: completion,
  COMPLETECALLER: completion,
  TRANSFER: blindTransfer,
  BLINDTRANSFER: blindTransfer,
  ATTENDEDTRANSFER: attendedTransfer,
  ABANDON: exit,
  EXITEMPTY: exit,
  LEAVEEMPTY: exit,
  EXITWITHTIMEOUT: exit,
  EXITWITHKEY: ([key, ...rest]: Data) => ({ key: text(key), ...exit(rest) }),
  WITHDRAW: (data: Data) => ({ ...exit(data), info: text(data[3]) }),
  RINGNOANSWER: ring,
  RINGCANCELED: ring,
  AGENTDUMP: none,
  SYSCOMPAT: none,
  OUTCALL: ([status, talk, total, called]: Data) => ({
    status: text(status),
    talkSeconds: number(talk),
    totalSeconds: number(total),
    calledNumber: text(called),
  }),
  FULL: none,
  CLOSED: none,
  JOINEMPTY: none,
  DIVERT_CA_RATIO: none,
  DIVERT_HOLDTIME: none,
  DID: calledNumber,
  QUEUESTART: none,
  CONFIGRELOAD: none,
  ADDMEMBER: ([paused]: Data) => ({ paused: paused === 'PAUSED' }),
  REMOVEMEMBER: none,
  PENALTY: ([penalty]: Data, agent: string) => ({ interface: agent, penalty: whole(penalty) }),
  RINGINUSE: ([inUse]: Data, agent: string) => ({
    interface: agent,
    ringInUse: inUse === '1' ? true : inUse === '0' ? false : undefined,
  }),
  PAUSE: pause,
  UNPAUSE: pause,
  PAUSEALL: pause,
  UNPAUSEALL: pause,
  AGENTLOGIN: ([channel]: Data) => ({ channel: text(channel) }),
  AGENTLOGOFF: ([channel, seconds]: Data) => ({ channel: text(channel), loginSeconds: number(seconds) }),
  AGENTCALLBACKLOGIN: ([at]: Data) => line(at),
  AGENTCALLBACKLOGOFF: ([at, seconds, reason]: Data) => ({
    ...line(at),
    loginSeconds: number(seconds),
    reason: text(reason),
  }),
  WRAPUPSTART: ([seconds]: Data) => ({ wrapUpSeconds: number(seconds) }),
  PRESENCE: ([presence]: Data) => ({ presence: text(presence) }),
  INFO: ([topic, ...values]: Data) => ({ topic: text(topic), values }),
  DNIS: calledNumber,
  CALLSTATUS: ([status]: Data) => ({ status: text(status) }),
  CALLOUTBOUND: ([url, called]: Data) => ({ url: text(url), calledNumber: text(called) }),
  CALLERONHOLD: ([how]: Data) => ({ how: text(how) }),
  CALLEROFFHOLD: ([how]: Data) => ({ how: text(how) }),
  PAUSEREASON: ([reason, , at]: Data) => ({ reason: text(reason), line: text(at) }),
  HOTDESK: ([at]: Data) => line(at),
  ADDMEMBER2: ([at]: Data) => line(at),
} satisfies Record<QueueLogEventName, (data: Data, agent: string) => object>

type MeaningOf<E extends QueueLogEventName> = { readonly event: E } & Readonly<ReturnType<(typeof readers)[E]>>

/**
 * A row's data by name and unit; `event` tells which. An event that is not in the vocabulary is UNKNOWN, with its
 * name.
 */
export type QueueLogMeaning =
  { [E in QueueLogEventName]: MeaningOf<E> }[QueueLogEventName] | { readonly event: 'UNKNOWN'; readonly name: string }

/**
 * What the row says, whatever version of Asterisk or which product wrote it: a field that this version did not write
 * yet, that is empty or that is no number is undefined.
 */
export function meaningOf(row: Pick<QueueLogFact, 'event' | 'data' | 'agent'>): QueueLogMeaning {
  const { event, data, agent } = row
  if (!isKnownEvent(event)) return { event: 'UNKNOWN', name: event }
  // Added to what the reader has made: a copy of it would be most of the work.
  const meaning = readers[event](data, agent) as { event?: string }
  meaning.event = event
  return meaning as QueueLogMeaning
}
