import { microsOfSeconds, microsPerSecond, type Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import type { QueueLogRow } from '../pbx/facts.ts'
import { namedOrNone } from '../pbx/queue-log-events.ts'
import { meaningOf } from '../pbx/queue-log-meaning.ts'
import { answerOfTalkEnd } from '../queues/talk-ends.ts'

/**
 * What a row tells about its agent:
 * LOGIN and LOGOFF at a line; ADDED to, REMOVED from a queue, PENALTY there; PAUSE and UNPAUSE of a queue or of all (queue null),
 * REASON of the pause that runs; LINE that he moved to; RING, then MISSED, CANCELED or CONNECT; HOLD and UNHOLD; END of the
 * conversation; WRAP_UP; LIFE, nothing but that he is there.
 * HUNG_UP: his phone did, as CEL tells of a conversation that no row ends (queues/talk-ends.ts).
 * RESTART of his PBX stands at the last sign of life of the node before it.
 * HEARD: his phone begins to ring, as the manager interface tells it; then HUSHED or PICKED_UP (heard-rings.ts). RANG stands in place of
 * RING where a row tells of a ring that was heard: he was called, and when it rang is known better.
 * LOGGED_IN and TALKED are implied: a later row says that it was so (see step.ts).
 */
type SignKind =
  | 'LOGIN'
  | 'LOGOFF'
  | 'ADDED'
  | 'REMOVED'
  | 'PENALTY'
  | 'PAUSE'
  | 'UNPAUSE'
  | 'REASON'
  | 'LINE'
  | 'RING'
  | 'MISSED'
  | 'CANCELED'
  | 'CONNECT'
  | 'HOLD'
  | 'UNHOLD'
  | 'END'
  | 'HUNG_UP'
  | 'WRAP_UP'
  | 'LIFE'
  | 'RESTART'
  | 'LOGGED_IN'
  | 'TALKED'
  | 'HEARD'
  | 'HUSHED'
  | 'PICKED_UP'
  | 'RANG'

export interface Sign {
  readonly kind: SignKind
  /** Of a RING or RANG: when the phone began to ring, which the row says afterwards. */
  readonly at: Micros
  /** Of the row that tells it; of what was heard, that of the event with which the ring began. */
  readonly position: number
  readonly node: string
  readonly queue: string | null
  readonly callId: string | null
  /**
   * Session of LOGOFF; ring of MISSED, CANCELED and CONNECT; talk of END and HUNG_UP; length of WRAP_UP; of HEARD until it was said how it ended; of
   * PICKED_UP until the row of the answer is there at the latest.
   */
  readonly length: MicrosLength | null
  /** Line of LOGIN, LOGOFF, LINE and LOGGED_IN; reason of PAUSE, UNPAUSE and REASON; PAUSED of ADDED; BLIND or ATTENDED of END. */
  readonly text: string | null
  /** Of PENALTY. */
  readonly penalty: number | null
  /** Of PICKED_UP: when the conversation ended, where the manager interface told. */
  readonly completedAt?: Micros | null
}

/** A ring, talk or wrap-up that a row claims to be longer is not believed: it counts without a length. */
export const longestRing: MicrosLength = 3600 * microsPerSecond
const longestWrapUp = 86_400 * microsPerSecond

/** Rows reach no further back than this: what the day of an agent can depend on. */
export const reachOfRows: MicrosLength = longestRing

/**
 * By instant, then as written; what a row implies about the past stands before what it says itself. What it tells about an earlier instant
 * stands behind what was written at that, wherever in the log the row itself is; and what is heard of a phone for want of a row behind all rows.
 */
export const compareSigns = (a: Sign, b: Sign): number =>
  a.at - b.at ||
  rankOf(a) - rankOf(b) ||
  a.position - b.position ||
  Number(isImplied(b)) - Number(isImplied(a)) ||
  Number(b.kind === 'HEARD') - Number(a.kind === 'HEARD')

const reachesBack = (sign: Sign): boolean =>
  (sign.kind === 'RING' || sign.kind === 'RANG' || isImplied(sign)) && sign.length !== 0

const rankOf = (sign: Sign): number => (sign.kind === 'HUNG_UP' ? 2 : Number(reachesBack(sign)))

const isImplied = ({ kind }: Sign): boolean => kind === 'LOGGED_IN' || kind === 'TALKED'

const nothing: readonly Sign[] = []

/** What the row says about its agent; nothing when it names none or concerns no agent. */
export function signsOf(row: QueueLogRow): readonly Sign[] {
  if (namedOrNone(row.agent) === undefined) return nothing
  const answeredAt = answerOfTalkEnd(row)
  if (answeredAt !== undefined) return [sign(row, 'HUNG_UP', row.at - answeredAt, undefined)]
  const meaning = meaningOf(row)
  switch (meaning.event) {
    case 'AGENTCALLBACKLOGIN':
      return [sign(row, 'LOGIN', null, meaning.line)]
    case 'AGENTLOGIN':
      return [sign(row, 'LOGIN', null, interfaceOfChannel(meaning.channel))]
    case 'AGENTCALLBACKLOGOFF':
      return [sign(row, 'LOGOFF', lengthOf(meaning.loginSeconds, longestSession), meaning.line)]
    case 'AGENTLOGOFF': {
      const session = lengthOf(meaning.loginSeconds, longestSession)
      return [sign(row, 'LOGOFF', session, interfaceOfChannel(meaning.channel))]
    }
    case 'ADDMEMBER':
      return [sign(row, 'ADDED', null, meaning.paused ? 'PAUSED' : undefined)]
    case 'ADDMEMBER2':
      return [sign(row, 'ADDED', null, undefined)]
    case 'REMOVEMEMBER':
      return [sign(row, 'REMOVED', null, undefined)]
    case 'PENALTY':
      return [{ ...sign(row, 'PENALTY', null, undefined), penalty: meaning.penalty ?? null }]
    case 'PAUSE':
    case 'PAUSEALL':
      return namesChannel(row) ? nothing : [sign(row, 'PAUSE', null, meaning.reason)]
    case 'UNPAUSE':
    case 'UNPAUSEALL':
      if (namesChannel(row)) return nothing
      // Auto-Unpause stands before a PAUSE with another reason: the pause goes on.
      return [sign(row, meaning.automatic ? 'LIFE' : 'UNPAUSE', null, meaning.reason)]
    case 'PAUSEREASON':
      return [sign(row, 'REASON', null, meaning.reason)]
    case 'HOTDESK':
      return [sign(row, 'LINE', null, meaning.line)]
    case 'RINGNOANSWER':
      return rung(
        row,
        'MISSED',
        lengthOf(meaning.ringMs === undefined ? undefined : meaning.ringMs / 1000, longestRing),
      )
    case 'RINGCANCELED':
      return rung(
        row,
        'CANCELED',
        lengthOf(meaning.ringMs === undefined ? undefined : meaning.ringMs / 1000, longestRing),
      )
    case 'CONNECT':
      return rung(row, 'CONNECT', lengthOf(meaning.ringSeconds, longestRing))
    case 'CALLERONHOLD':
      return [sign(row, 'HOLD', null, undefined)]
    case 'CALLEROFFHOLD':
      return [sign(row, 'UNHOLD', null, undefined)]
    case 'COMPLETEAGENT':
    case 'COMPLETECALLER':
      return [sign(row, 'END', lengthOf(meaning.talkSeconds, longestTalk), undefined)]
    case 'TRANSFER':
    case 'BLINDTRANSFER':
      return [sign(row, 'END', lengthOf(meaning.talkSeconds, longestTalk), 'BLIND')]
    case 'ATTENDEDTRANSFER':
      return [sign(row, 'END', lengthOf(meaning.talkSeconds, longestTalk), 'ATTENDED')]
    case 'WRAPUPSTART': {
      const length = lengthOf(meaning.wrapUpSeconds, longestWrapUp)
      return [sign(row, length === null ? 'LIFE' : 'WRAP_UP', length, undefined)]
    }
    case 'AGENTDUMP':
    case 'SYSCOMPAT':
    case 'ABANDON':
      return [sign(row, 'LIFE', null, undefined)]
    default:
      return nothing
  }
}

/**
 * Without log_membername_as_agent the row about all queues names the channel of the member, `Local/id-19@agentcallback`, which is nobody's name
 * (pbx-configuration §7.2). Beside it stands a row for each of his queues, with his name.
 */
const namesChannel = ({ event, agent }: Pick<QueueLogRow, 'event' | 'agent'>): boolean =>
  (event === 'PAUSEALL' || event === 'UNPAUSEALL') && agent.startsWith('Local/')

/** A state that is held longer without any sign of life is nobody's knowledge any more; nor is a session believed that is longer. */
export const longestSilence: MicrosLength = 31 * 86_400 * microsPerSecond
const longestSession = longestSilence
const longestTalk = longestWrapUp

/** Nothing for zero or less: a length that says nothing. */
function lengthOf(seconds: number | undefined, longest: MicrosLength): MicrosLength | null {
  if (seconds === undefined) return null
  const length = microsOfSeconds(seconds)
  return length <= longest ? length : null
}

function sign(row: QueueLogRow, kind: SignKind, length: MicrosLength | null, text: string | undefined): Sign {
  return {
    kind,
    at: row.at,
    position: row.position,
    node: row.node,
    queue: namedOrNone(row.queue) ?? null,
    callId: namedOrNone(row.callid) ?? null,
    length,
    text: text ?? null,
    penalty: null,
  }
}

function rung(row: QueueLogRow, kind: SignKind, ring: MicrosLength | null): readonly Sign[] {
  const end = sign(row, kind, ring, undefined)
  return ring ? [{ ...end, kind: 'RING', at: row.at - ring }, end] : [end]
}

/** `PJSIP/1001-0000001a` is a channel of the interface `PJSIP/1001`; of a Local channel the half goes too. */
export const interfaceOfChannel = (channel: string | undefined): string | undefined =>
  channel?.replace(/;[12]$/, '').replace(/-[0-9a-f]{8}$/i, '')
