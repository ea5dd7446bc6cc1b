import { grouped, second, stated, type Row } from './rows.ts'

/** One stay of a call in a queue, as the rows tell it (contact-center 3.3). */
export interface Stay {
  readonly callid: string
  readonly queue: string
  enteredAt: number
  /** No ENTERQUEUE was written for it: the entry is computed from a later row. */
  readonly isInferred: boolean
  /** Neither entry nor answer was written: all that is known of it is its end. */
  isEndAlone?: boolean
  /** No entry was written, but how long he waited: all that is known of the wait is its end. */
  isExitAlone?: boolean
  /** At the entry, as ENTERQUEUE or the row of the exit says. */
  place?: number | undefined
  outcome: Outcome
  /** When the wait ended. */
  leftAt?: number
  answeredAt?: number
  /** A CONNECT says when; otherwise the answer is computed from the end. */
  isConnected?: boolean
  endedAt?: number
  /** The end stands in a row of its own, not in a wrap-up that followed. */
  end?: keyof typeof trust
  agent?: string
  /** All presentations, answered or not (contact-center 3.3 rule 8). */
  ring: number
  missedRings: number
  wrapUp?: number
  /** Nobody wrote the end: by then it was over. */
  lostAt?: number
}

export interface Refusal {
  readonly at: number
  readonly queue: string
  readonly reason: string
}

type Outcome = 'OPEN' | 'ANSWERED' | 'ABANDONED' | 'TIMEOUT' | 'EXIT_KEY' | 'EXIT_EMPTY' | 'WITHDRAWN' | 'LOST_SYSTEM'

/** contact-center 3.2: a call that never entered. */
const refusals: Readonly<Record<string, string>> = {
  FULL: 'FULL',
  CLOSED: 'CLOSED',
  JOINEMPTY: 'JOIN_EMPTY',
  DIVERT_CA_RATIO: 'DIVERT_RATIO',
  DIVERT_HOLDTIME: 'DIVERT_WAIT',
}

/** What ends a wait, and which of its fields states how long it was; the one before has the place at the entry (contact-center 3.2). */
const exits: Readonly<Record<string, readonly [outcome: Outcome, field: number]>> = {
  ABANDON: ['ABANDONED', 2],
  EXITWITHTIMEOUT: ['TIMEOUT', 2],
  EXITEMPTY: ['EXIT_EMPTY', 2],
  LEAVEEMPTY: ['EXIT_EMPTY', 9],
  EXITWITHKEY: ['EXIT_KEY', 3],
  WITHDRAW: ['WITHDRAWN', 2],
  SYSCOMPAT: ['LOST_SYSTEM', 9],
}

/** What ends a conversation: of two for one CONNECT the higher is believed (asterisk-observed, "The end of a queue call"). */
const trust = { COMPLETECALLER: 1, COMPLETEAGENT: 2, TRANSFER: 3, BLINDTRANSFER: 4, ATTENDEDTRANSFER: 5 }

const isEnd = (event: string): event is keyof typeof trust => event in trust

/** Wait and talk as an end states them. */
function lengthsOf({ event, data }: Row): { readonly wait: number; readonly talk: number } {
  const at = event.startsWith('COMPLETE') ? 0 : data[0] === 'LINK' ? 3 : 2
  return { wait: stated(data[at]) ?? 0, talk: stated(data[at + 1]) ?? 0 }
}

/** Instants of the file are whole seconds, and a length is the difference of two of them. */
const near = 2 * second

/** The one of several whose instant lies nearest; of equals the last. */
function nearest<T>(candidates: readonly T[], instantOf: (candidate: T) => number, instant: number): T | undefined {
  const distance = (candidate: T) => Math.abs(instantOf(candidate) - instant)
  return candidates.reduce<T | undefined>(
    (best, candidate) => (best === undefined || distance(candidate) <= distance(best) ? candidate : best),
    undefined,
  )
}

/** Everything that one node wrote about calls in queues. */
export function staysOf(rows: readonly Row[]): {
  readonly stays: readonly Stay[]
  readonly refusals: readonly Refusal[]
} {
  const restarts = rows.filter(({ event }) => event === 'QUEUESTART').map(({ at }) => at)
  const stays = joined(
    grouped(
      rows.filter(({ callid }) => /^\d/.test(callid)),
      ({ callid }) => callid,
    ).flatMap(staysOfCall),
  )
  for (const stay of stays) {
    if (stay.outcome !== 'OPEN' && (stay.outcome !== 'ANSWERED' || stay.endedAt !== undefined)) continue
    // No call lives through a restart, and a caller waits in one place.
    const restart = restarts.find(at => at > (stay.answeredAt ?? stay.enteredAt))
    const again = stays.find(other => other.callid === stay.callid && stays.indexOf(other) > stays.indexOf(stay))
    const lostAt = stay.outcome === 'OPEN' ? Math.min(restart ?? Infinity, again?.enteredAt ?? Infinity) : restart
    if (lostAt === undefined || lostAt === Infinity) continue
    stay.lostAt = lostAt
    if (stay.outcome === 'OPEN') stay.outcome = 'LOST_SYSTEM'
  }
  return {
    stays,
    refusals: rows.flatMap(({ at, queue, event }) => {
      const reason = refusals[event]
      return reason ? [{ at, queue, reason }] : []
    }),
  }
}

/** Row by row: each finds the stay that it is about, or tells of one whose earlier rows are missing. */
function staysOfCall(rows: readonly Row[]): Stay[] {
  const stays: Stay[] = []
  const rings: { readonly row: Row; readonly known: number }[] = []

  const enter = (row: Row, enteredAt: number, isInferred: boolean): Stay => {
    const stay: Stay = {
      callid: row.callid,
      queue: row.queue,
      enteredAt,
      isInferred,
      outcome: 'OPEN',
      ring: 0,
      missedRings: 0,
    }
    stays.push(stay)
    return stay
  }
  const inQueue = (row: Row) => stays.filter(({ queue }) => queue === row.queue)
  const waiting = (row: Row) => inQueue(row).filter(({ outcome }) => outcome === 'OPEN')
  const ofAgent = (row: Row) => inQueue(row).filter(({ agent }) => agent === row.agent)

  for (const row of rows) {
    const { at, event, agent, data } = row
    const exit = exits[event]
    if (event === 'ENTERQUEUE') enter(row, at, false).place = stated(data[2])
    else if (event === 'RINGNOANSWER' || event === 'RINGCANCELED') rings.push({ row, known: stays.length })
    else if (event === 'CONNECT') {
      const wait = stated(data[0]) ?? 0
      const waited = nearest(waiting(row), ({ enteredAt }) => enteredAt, at - wait)
      const isHis = waited !== undefined && Math.abs(waited.enteredAt - (at - wait)) <= near
      // One agent does not take the same caller twice at one instant: the row is there twice.
      if (!isHis && ofAgent(row).some(stay => stay.answeredAt === at)) continue
      const stay = waited ?? enter(row, at - wait, true)
      Object.assign(stay, { outcome: 'ANSWERED', answeredAt: at, isConnected: true, leftAt: at, agent })
      stay.ring += stated(data[2]) ?? 0
    } else if (exit) {
      const [outcome, field] = exit
      const wait = stated(data[field]) ?? 0
      const told = inQueue(row).some(stay => stay.outcome === outcome && Math.abs(stay.enteredAt - (at - wait)) <= near)
      const stay = nearest(waiting(row), ({ enteredAt }) => enteredAt, at - wait)
      if (stay ?? !told) Object.assign(stay ?? exitAlone(row, field), { outcome, leftAt: at })
    } else if (isEnd(event)) endConversation(row, event)
    else if (event === 'WRAPUPSTART') {
      const stay = ofAgent(row).findLast(({ answeredAt = Infinity }) => answeredAt <= at)
      if (!stay) continue
      stay.wrapUp = stated(data[0]) ?? 0
      // Whoever wraps up has stopped talking.
      stay.endedAt ??= at
    }
  }

  function exitAlone(row: Row, field: number): Stay {
    const wait = stated(row.data[field])
    const told = { isExitAlone: wait !== undefined, place: stated(row.data[field - 1]) }
    return Object.assign(enter(row, row.at - (wait ?? 0), true), told)
  }

  function endConversation(row: Row, event: keyof typeof trust): void {
    const { wait, talk } = lengthsOf(row)
    const answeredAt = row.at - talk
    const talked = ofAgent(row).filter(({ end, answeredAt: from = Infinity }) => end === undefined && from <= row.at)
    const talking = nearest(talked, ({ answeredAt: from = 0 }) => from, answeredAt)
    const isIts = Math.abs((talking?.answeredAt ?? Infinity) - answeredAt) <= near
    // The second end of a conversation does not end another one.
    const ended = ofAgent(row).findLast(({ end, endedAt = Infinity }) => end && Math.abs(endedAt - row.at) <= near)
    if (ended && !isIts) {
      const isBetter = ended.end === undefined || trust[event] > trust[ended.end]
      if (isBetter) ended.end = event
      return
    }
    if (talking) return void Object.assign(talking, { endedAt: row.at, end: event })
    // A CONNECT is missing. Who entered after that conversation had begun waits for another one.
    const waited = waiting(row).filter(({ enteredAt }) => enteredAt <= answeredAt + second)
    const unanswered = nearest(waited, ({ enteredAt }) => enteredAt, answeredAt - wait)
    if (unanswered) return answer(unanswered, Math.max(answeredAt, unanswered.enteredAt), row, event)
    const stay = Object.assign(enter(row, answeredAt - wait, true), { isEndAlone: true })
    answer(stay, answeredAt, row, event)
  }

  function answer(stay: Stay, answeredAt: number, { at, agent }: Row, end: keyof typeof trust): void {
    Object.assign(stay, { outcome: 'ANSWERED', answeredAt, leftAt: answeredAt, endedAt: at, agent, end })
  }

  for (const { row, known } of rings) {
    // Of those who wait then, or have just left, the last; one whose entry is missing waits from its computed entry on.
    const begun = stays.filter(
      (stay, index) =>
        stay.queue === row.queue &&
        (stay.isInferred ? stay.enteredAt <= row.at : index < known) &&
        (stay.leftAt ?? Infinity) >= row.at - near,
    )
    const stay = nearest(begun, ({ enteredAt }) => enteredAt, Infinity)
    if (!stay) continue
    stay.ring += Number(row.data[0]) * 1000
    if (row.event === 'RINGNOANSWER') stay.missedRings += 1
  }
  return stays
}

/**
 * Ends are written under the caller's uniqueid of that moment, and a masquerade changes it (products-and-metrics 4.4): an end alone and a
 * conversation without one are the same when queue, agent and the instant of the answer agree.
 */
function joined(stays: readonly Stay[]): Stay[] {
  const gone = new Set<Stay>()
  joinWaits(stays, gone)
  const alone = stays.filter(({ isEndAlone }) => isEndAlone).sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
  for (const ghost of alone) {
    const fits = stays.filter(
      stay =>
        stay.answeredAt !== undefined &&
        stay.end === undefined &&
        stay.callid !== ghost.callid &&
        stay.queue === ghost.queue &&
        stay.agent === ghost.agent &&
        stay.answeredAt <= (ghost.endedAt ?? 0) &&
        Math.abs(stay.answeredAt - (ghost.answeredAt ?? 0)) <= near,
    )
    const conversation = nearest(fits, ({ answeredAt = 0 }) => answeredAt, ghost.answeredAt ?? 0)
    if (!conversation) continue
    Object.assign(conversation, { endedAt: ghost.endedAt, end: ghost.end, wrapUp: conversation.wrapUp ?? ghost.wrapUp })
    gone.add(ghost)
  }
  return stays.filter(stay => !gone.has(stay))
}

/** Who waits under one callid and leaves under another: his place and the instant of his entry agree. */
function joinWaits(stays: readonly Stay[], gone: Set<Stay>): void {
  const left = new Set<Stay>()
  for (const ghost of stays.filter(({ isExitAlone }) => isExitAlone).sort((a, b) => a.enteredAt - b.enteredAt)) {
    const fits = stays.filter(
      stay =>
        !stay.isInferred &&
        !left.has(stay) &&
        stay.outcome === 'OPEN' &&
        stay.callid !== ghost.callid &&
        stay.queue === ghost.queue &&
        stay.enteredAt <= (ghost.leftAt ?? 0) &&
        Math.abs(stay.enteredAt - ghost.enteredAt) <= near &&
        (ghost.place ?? stay.place) === (stay.place ?? ghost.place),
    )
    const [waiting] = fits.sort(
      (a, b) => Math.abs(a.enteredAt - ghost.enteredAt) - Math.abs(b.enteredAt - ghost.enteredAt),
    )
    if (!waiting) continue
    Object.assign(waiting, { outcome: ghost.outcome, leftAt: ghost.leftAt })
    waiting.ring += ghost.ring
    waiting.missedRings += ghost.missedRings
    left.add(waiting)
    gone.add(ghost)
  }
}
