import fc from 'fast-check'
import { rowsOf, second } from './rows.ts'
import { staysOf, type Stay } from './stays.ts'

interface Line {
  /** Seconds since the start. */
  readonly at: number
  readonly fields: readonly (string | number)[]
}

const queues = ['sales', 'support']
const agents = ['Agent/8001', 'Agent/8002', 'Agent/8003']

const seconds = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 30 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 600 }) },
)
const rarely = fc.integer({ min: 0, max: 11 }).map(number => number === 0)

const stay = fc.record({
  queue: fc.constantFrom(...queues),
  agent: fc.constantFrom(...agents),
  wait: seconds,
  talk: seconds,
  gap: fc.constantFrom(0, 0, 1, 7),
  rings: fc.array(fc.record({ agent: fc.constantFrom(...agents), ms: fc.constantFrom(0, 0, 1000, 5000, 15000) }), {
    maxLength: 2,
  }),
  ring: fc.integer({ min: 0, max: 20 }),
  end: fc.constantFrom(
    'COMPLETEAGENT',
    'COMPLETECALLER',
    'COMPLETECALLER',
    'BLINDTRANSFER',
    'ATTENDEDTRANSFER',
    'LINK',
    'both',
    'ABANDON',
    'EXITWITHTIMEOUT',
    'EXITEMPTY',
    'EXITWITHKEY',
    'WITHDRAW',
    'CANCELED',
    'FULL',
    'CLOSED',
    'JOINEMPTY',
    'DIVERT_CA_RATIO',
    'DIVERT_HOLDTIME',
  ),
  wrapUp: fc.option(fc.constantFrom(0, 5, 30, 400), { nil: undefined }),
  /** What went wrong with it: rows that are lost or there twice, an end that is written under another uniqueid. */
  defect: fc.option(fc.constantFrom('no entry', 'no connect', 'no end', 'connect twice', 'end twice', 'renamed'), {
    nil: undefined,
  }),
})

type PlannedStay = typeof stay extends fc.Arbitrary<infer S> ? S : never

const refusals = ['FULL', 'CLOSED', 'JOINEMPTY', 'DIVERT_CA_RATIO', 'DIVERT_HOLDTIME']
const exits = ['ABANDON', 'EXITWITHTIMEOUT', 'EXITEMPTY', 'EXITWITHKEY', 'WITHDRAW', 'CANCELED']

/** What Asterisk would write for a stay, and then what went wrong with it. */
function linesOfStay(callid: string, from: number, stay: PlannedStay): Line[] {
  const { queue, agent, end, defect, rings } = stay
  if (refusals.includes(end)) return [{ at: from, fields: [callid, queue, 'NONE', end, ''] }]
  // A telephone cannot ring longer than the caller has waited.
  const wait = Math.max(stay.wait, ...rings.map(({ ms }) => ms / 1000))
  const ring = Math.min(stay.ring, wait)
  const left = from + wait
  const id = defect === 'renamed' ? `${callid}7` : callid
  const line = (at: number, ...fields: readonly (string | number)[]): Line => ({ at, fields })
  const repeated = (isTwice: boolean, ...lines: Line[]) => (isTwice ? [...lines, ...lines] : lines)
  const entry = defect === 'no entry' ? [] : [line(from, callid, queue, 'NONE', 'ENTERQUEUE', '', '0612345678', 1)]
  // Whoever takes the call rings without a break before.
  const missed = rings
    .filter(({ agent: of }) => of !== agent)
    .map(({ agent: of, ms }) =>
      line(from + Math.max(ms / 1000, Math.floor(wait / 2)), callid, queue, of, 'RINGNOANSWER', ms),
    )
  if (exits.includes(end)) {
    if (defect === 'no end') return [...entry, ...missed]
    if (end === 'CANCELED') missed.push(line(left, callid, queue, agent, 'RINGCANCELED', ring * 1000))
    const event = end === 'CANCELED' ? 'ABANDON' : end
    const data = event === 'EXITWITHKEY' ? [1, 1, 1, wait] : [1, 1, wait]
    return [...entry, ...missed, ...repeated(defect === 'end twice', line(left, callid, queue, 'NONE', event, ...data))]
  }
  const over = left + stay.talk
  const ends: Readonly<Record<string, readonly (string | number)[]>> = {
    COMPLETEAGENT: ['COMPLETEAGENT', wait, stay.talk, 1],
    COMPLETECALLER: ['COMPLETECALLER', wait, stay.talk, 1],
    BLINDTRANSFER: ['BLINDTRANSFER', '3002', 'default', wait, stay.talk, 1],
    ATTENDEDTRANSFER: ['ATTENDEDTRANSFER', 'BRIDGE', 'b', wait, stay.talk, 1],
    LINK: ['ATTENDEDTRANSFER', 'LINK', 'Local/1;1', 'Local/1;2', wait, stay.talk, 1],
  }
  const written = end === 'both' ? ['COMPLETECALLER', 'LINK'] : [end]
  return [
    ...entry,
    ...missed,
    ...(defect === 'no connect'
      ? []
      : repeated(defect === 'connect twice', line(left, callid, queue, agent, 'CONNECT', wait, `${callid}1`, ring))),
    ...(defect === 'no end'
      ? []
      : repeated(defect === 'end twice', ...written.map(name => line(over, id, queue, agent, ...(ends[name] ?? []))))),
    ...(stay.wrapUp === undefined ? [] : [line(over, id, queue, agent, 'WRAPUPSTART', stay.wrapUp)]),
  ]
}

const call = (span: number) =>
  fc
    .record({ start: fc.nat(span), stays: fc.array(stay, { minLength: 1, maxLength: 3 }) })
    .map(({ start, stays }) => (callid: string) => {
      let at = start
      const waitsFor = new Set<string>()
      return stays.flatMap(stay => {
        // Whose end is lost goes on to the other queue: in the same nobody could tell which of the stays a row is about.
        const queue = queues.find(name => !waitsFor.has(name) && (name === stay.queue || waitsFor.has(stay.queue)))
        if (queue === undefined) return []
        if (stay.defect === 'no end') waitsFor.add(queue)
        // Nor rows of one stay from those of the next within the rounding of lengths.
        const apart = stay.defect === undefined ? 0 : 5
        const lines = linesOfStay(callid, at + apart, { ...stay, queue, talk: stay.talk + apart })
        at = Math.max(at, ...lines.map(line => line.at)) + stay.gap + apart
        return lines
      })
    })

const deed = fc.record({
  gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1500 })),
  what: fc.constantFrom(
    'login',
    'elsewhere',
    'logoff',
    'PAUSEALL',
    'PAUSEALL',
    'UNPAUSEALL',
    'UNPAUSEALL',
    'PAUSE',
    'UNPAUSE',
    'ADDMEMBER',
    'REMOVEMEMBER',
    'PENALTY',
  ),
  queue: fc.constantFrom(...queues),
  reason: fc.constantFrom('', 'lunch', 'meeting'),
})

/** An agent of two queues who logs in, out, in again without having left, pauses in one queue and in all, for one reason upon another. */
const shift = (agent: string) =>
  fc
    .record({ start: fc.nat(900), isSeenLoggingIn: rarely.map(not => !not), deeds: fc.array(deed, { maxLength: 12 }) })
    .map(({ start, isSeenLoggingIn, deeds }) => {
      let at = start
      let since = start
      const login = (line: string): Line => ({ at, fields: ['NONE', 'NONE', agent, 'AGENTCALLBACKLOGIN', line] })
      const added = (queue: string): Line => ({ at, fields: ['MANAGER', queue, agent, 'ADDMEMBER', ''] })
      const lines: Line[] = isSeenLoggingIn ? [login('1001@default'), ...queues.map(added)] : []
      const member = new Set(isSeenLoggingIn ? queues : [])
      const write = (...fields: readonly (string | number)[]) => lines.push({ at, fields })
      for (const { gap, what, queue, reason } of deeds) {
        at += gap
        if (what === 'login' || what === 'elsewhere') {
          lines.push(login(what === 'login' ? '1001@default' : '1002@default'))
          since = at
        } else if (what === 'logoff')
          write('NONE', 'NONE', agent, 'AGENTCALLBACKLOGOFF', '1001@default', at - since, 'CommandLogoff')
        else if (what.endsWith('ALL')) {
          // Asterisk writes the pause of all queues, and then that of each.
          const data = what === 'PAUSEALL' ? reason : ''
          write('NONE', 'NONE', agent, what, data)
          for (const of of member) write('NONE', of, agent, what.replace('ALL', ''), data)
        } else if (what.endsWith('PAUSE') && !member.has(queue)) continue
        else if (what.endsWith('PAUSE')) write('NONE', queue, agent, what, what === 'PAUSE' ? reason : '')
        else if (what === 'PENALTY') write('NONE', queue, agent, what, 3)
        else {
          // He has one interface: Asterisk adds it to no queue that it is in, and a row that says so tells of another one.
          if (what === 'ADDMEMBER' && member.has(queue)) continue
          if (what === 'ADDMEMBER') member.add(queue)
          else member.delete(queue)
          write('MANAGER', queue, agent, what, '')
        }
      }
      return lines
    })

/** No call lives through a restart. */
function survived(lines: readonly Line[], restarts: readonly number[]): readonly Line[] {
  const begun = Math.min(...lines.map(({ at }) => at))
  return lines.filter(({ at }) => !restarts.some(restart => begun < restart && at >= restart))
}

/**
 * A file of queue_log in which everything that goes wrong has gone wrong: rows lost, doubled, late and under another callid, callers who wait
 * no time, agents everywhere at once, restarts.
 * @param from seconds since the epoch
 * @param span seconds in which it begins: the fewer, the more there is in one second
 */
export const nastyLog = (from: number, span: number): fc.Arbitrary<string> =>
  fc
    .record({
      calls: fc.array(call(span), { minLength: 1, maxLength: 10 }),
      shifts: fc.tuple(...agents.map(shift)),
      restarts: fc.array(fc.nat(span), { maxLength: 1 }),
      /** How much later than they happened the rows of a second come into the file: their order among each other stays. */
      delays: fc.array(fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(900)), {
        minLength: 1,
        maxLength: 30,
      }),
    })
    .map(({ calls, shifts, restarts, delays }) => {
      const lines = [
        ...shifts.flat(),
        ...restarts.map((at): Line => ({ at, fields: ['NONE', 'NONE', 'NONE', 'QUEUESTART', ''] })),
        ...calls.flatMap((linesOf, index) => survived(linesOf(`${from}.${index + 1}0`), restarts)),
      ]
      return lines
        .toSorted((a, b) => a.at - b.at)
        .map(line => ({ ...line, written: line.at + (delays[line.at % delays.length] ?? 0) }))
        .sort((a, b) => a.written - b.written)
        .map(({ at, fields }) => `${from + at}|${fields.join('|')}\n`)
        .join('')
    })
    .filter(file => !takesTwoAtOnce(staysOf(rowsOf(file)).stays))

/**
 * An agent who takes two callers of a queue within the rounding of lengths: no end under another uniqueid could be told to be of one of them.
 * Or two callers of any queues at one instant: nobody could say with whom he talks.
 */
const takesTwoAtOnce = (stays: readonly Stay[]): boolean =>
  stays.some(one =>
    stays.some(
      other =>
        one !== other &&
        one.agent === other.agent &&
        Math.abs((one.answeredAt ?? Infinity) - (other.answeredAt ?? -Infinity)) <=
          (one.queue === other.queue ? 3 * second : 0),
    ),
  )
