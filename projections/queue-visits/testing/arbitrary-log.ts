import fc from 'fast-check'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { queueTalkEndFound } from '../../../domain/queues/talk-ends.ts'
import { excluding, factOf, siteRegistered, thresholdsSet, type FactRow } from './folding.ts'

const queue = fc.constantFrom('sales', 'support')
const agent = fc.constantFrom('Agent/8001', 'Agent/8002')
const node = fc.constantFrom('pbx1', 'pbx2')

/** A stay as a PBX would write it, with everything that can go wrong left to the log below. */
const stay = fc.record({
  queue,
  agent,
  wait: fc.integer({ min: 0, max: 40 }),
  talk: fc.integer({ min: 0, max: 60 }),
  rings: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 }),
  end: fc.constantFrom(
    'COMPLETEAGENT',
    'COMPLETECALLER',
    'BLINDTRANSFER',
    'ATTENDEDTRANSFER',
    'ABANDON',
    'EXITWITHTIMEOUT',
    'EXITEMPTY',
    'EXITWITHKEY',
    'FULL',
    'nothing',
    'no answer yet',
  ),
  /** The end is written under another callid. */
  ghost: fc.boolean(),
  twice: fc.boolean(),
  wrapUp: fc.boolean(),
  /** So long behind the answer CEL tells of the end, whatever queue_log does. */
  found: fc.option(fc.integer({ min: 0, max: 80 }), { freq: 2 }),
})

type Stay = typeof stay extends fc.Arbitrary<infer S> ? S : never

const isExit = (end: string) => ['ABANDON', 'EXITWITHTIMEOUT', 'EXITEMPTY', 'EXITWITHKEY'].includes(end)

function rowsOfStay(callid: string, from: number, s: Stay): FactRow[] {
  const row = (at: number, event: string, data: (number | string)[], agentOf = 'NONE', id = callid): FactRow => ({
    at,
    callid: id,
    queue: s.queue,
    agent: agentOf,
    event,
    data: data.map(String),
  })
  if (s.end === 'FULL') return [row(from, 'FULL', [])]
  const rows = [row(from, 'ENTERQUEUE', ['', '0612345678', 1])]
  s.rings.forEach(ms => rows.push(row(from + s.wait / 2, 'RINGNOANSWER', [ms * 1000], s.agent)))
  const out = from + s.wait
  if (s.end === 'nothing') return rows
  if (isExit(s.end)) rows.push(row(out, s.end, s.end === 'EXITWITHKEY' ? [1, 1, 1, s.wait] : [1, 1, s.wait]))
  else {
    rows.push(row(out, 'CONNECT', [s.wait, 'x', 1], s.agent))
    if (s.found !== null) rows.push(row(out + s.found, queueTalkEndFound, [out * 1_000_000], s.agent))
    if (s.end === 'no answer yet') return rows
    const lengths =
      s.end === 'BLINDTRANSFER' || s.end === 'ATTENDEDTRANSFER'
        ? ['BRIDGE', 'b', s.wait, s.talk, 1]
        : [s.wait, s.talk, 1]
    const endId = s.ghost ? `${callid}9` : callid
    rows.push(row(out + s.talk, s.end, lengths, s.agent, endId))
    if (s.wrapUp) rows.push(row(out + s.talk, 'WRAPUPSTART', [5], s.agent, endId))
  }
  const last = rows.at(-1)
  return s.twice && last ? [...rows, last] : rows
}

const call = (span: number) =>
  fc.record({
    node,
    start: fc.integer({ min: 0, max: span }),
    did: fc.option(fc.constantFrom('0123456001', '0123456002')),
    stays: fc.array(stay, { minLength: 1, maxLength: 3 }),
    /** Rows that are lost, by their index. */
    lost: fc.array(fc.nat(8), { maxLength: 2 }),
  })

/** 1795233102: an evening in November, so that the two hours lie around midnight in Paris. */
const zero = Date.UTC(2026, 10, 21, 22, 0, 0) / 1000

const callRows = (span: number) =>
  fc.tuple(call(span), fc.nat(999_999)).map(([{ start, did, stays, lost, node: of }, counter]) => {
    const callid = `${zero + start}.${counter}`
    let at = zero + start
    const rows: FactRow[] = []
    if (did) rows.push({ at, callid, queue: 'NONE', agent: 'NONE', event: 'DID', data: [did] })
    for (const one of stays) {
      rows.push(...rowsOfStay(callid, at, one))
      at = rows.at(-1)?.at ?? at
    }
    return rows.filter((_, index) => !lost.includes(index)).map(row => ({ ...row, node: of }))
  })

/**
 * Logs of two PBXs of one site: calls that overlap, rows lost, doubled, late and under other callids, restarts, thresholds that change in
 * the middle and for the past, a site that may be registered late.
 * @param span seconds within which the calls begin: the fewer, the more they touch each other
 */
export const arbitraryLog = (span: number): fc.Arbitrary<NewEvent[]> =>
  fc
    .record({
      calls: fc.array(callRows(span), { minLength: 1, maxLength: 12 }),
      restarts: fc.array(fc.tuple(node, fc.integer({ min: 0, max: span + 200 })), { maxLength: 3 }),
      thresholds: fc.array(fc.tuple(queue, fc.integer({ min: 0, max: span }), fc.integer({ min: 0, max: 30 })), {
        maxLength: 3,
      }),
      /** How much later than it was written a row comes in, by its place. */
      delays: fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 4000 })), {
        minLength: 1,
        maxLength: 30,
      }),
      registered: fc.nat(20),
      /** Of which row the call is, where in the log it is said, whether it is counted again. */
      exclusions: fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.boolean()), { maxLength: 4 }),
    })
    .map(({ calls, restarts, thresholds, delays, registered, exclusions }) => {
      const rows: { at: number; event: NewEvent }[] = [
        ...calls.flat().map(row => ({ at: row.at, event: factOf(row) })),
        ...restarts.map(([of, at]) => ({
          at: zero + at,
          event: factOf({
            at: zero + at,
            node: of,
            callid: 'NONE',
            queue: 'NONE',
            agent: 'NONE',
            event: 'QUEUESTART',
            data: [],
          }),
        })),
      ]
      const inOrder = rows
        .sort((a, b) => a.at - b.at)
        .map(({ at, event }, index) => ({ at: at + (delays[index % delays.length] ?? 0), event }))
        .sort((a, b) => a.at - b.at)
        .map(({ event }) => event)
      thresholds.forEach(([of, from, seconds], index) =>
        inOrder.splice(index * 9, 0, thresholdsSet(of, zero + from, seconds)),
      )
      for (const [of, place, isIncluded] of exclusions) {
        const row = calls.flat()[of % Math.max(1, calls.flat().length)]
        if (!row) continue
        const names = [row.callid, `${row.callid}9`]
        inOrder.splice(place, 0, excluding(isIncluded ? 'CallIncluded' : 'CallExcluded', row.node, names))
      }
      inOrder.splice(registered, 0, siteRegistered())
      return inOrder
    })
