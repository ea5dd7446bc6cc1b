import fc from 'fast-check'
import { expect, test } from 'vitest'
import { microsOfSeconds } from '../kernel/time.ts'
import type { Call } from './call.ts'
import { callOfTied, callsOf } from './calls.ts'
import { contactsOf } from './rows/contacts.ts'
import type { CallFacts } from './rows/rows.ts'
import { amiRow, celRow, queueLogRow, second } from './testing/colliding-rows.ts'

const placed = <R>(rows: readonly R[]) => rows.map((row, index) => ({ ...row, position: index + 1 }))

const anyFacts = fc
  .record({
    cel: fc.array(celRow, { maxLength: 40 }),
    queueLog: fc.array(queueLogRow, { maxLength: 8 }),
    ami: fc.array(amiRow, { maxLength: 6 }),
  })
  .map((facts): CallFacts => ({ cel: placed(facts.cel), queueLog: placed(facts.queueLog), ami: placed(facts.ami) }))

const history = { restarts: [microsOfSeconds(20)] }

const shuffled = <R>(rows: readonly R[]) => fc.shuffledSubarray([...rows], { minLength: rows.length })

test('the calls depend on the set of rows, not on their order', () => {
  const inAnyOrder = anyFacts.chain(facts =>
    fc.tuple(
      fc.constant(facts),
      fc.record({ cel: shuffled(facts.cel), queueLog: shuffled(facts.queueLog), ami: shuffled(facts.ami) }),
    ),
  )
  fc.assert(
    fc.property(inAnyOrder, ([facts, again]) => {
      expect(callsOf(again, history)).toEqual(callsOf(facts, history))
    }),
    { numRuns: 400 },
  )
})

test('contacts read one by one are the same calls as all of them at once', () => {
  const order = (a: Call, b: Call): number => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1)
  fc.assert(
    fc.property(anyFacts, facts => {
      const contacts = contactsOf(facts)
      const all = [...callsOf(facts, history)].sort(order)
      expect(contacts.flatMap(contact => callsOf(contact, history)).sort(order)).toEqual(all)
      expect(contacts.flatMap(contact => callOfTied(contact, history) ?? []).sort(order)).toEqual(all)
    }),
    { numRuns: 200 },
  )
})

test('a start of the PBX, told late too, changes nothing of a call that is not open', () => {
  fc.assert(
    fc.property(anyFacts, second, (facts, at) => {
      const restarts = [...history.restarts, microsOfSeconds(at)].sort((a, b) => a - b)
      const again = new Map(callsOf(facts, { restarts }).map(call => [call.id, call]))
      for (const call of callsOf(facts, history)) if (!call.isOpen) expect(again.get(call.id)).toEqual(call)
    }),
    { numRuns: 400 },
  )
})

test('whatever the rows say: every channel is in one call, talks follow each other, and no length is negative', () => {
  fc.assert(
    fc.property(anyFacts, facts => {
      const calls = callsOf(facts, history)
      const channels = calls.flatMap(({ uniqueIds }) => uniqueIds)
      expect(new Set(channels).size).toBe(channels.length)
      for (const { uniqueid, eventtype } of facts.cel)
        if (eventtype !== 'LINKEDID_END') expect(channels).toContain(uniqueid)
      for (const { talk, hold, ring, wait, parties } of calls) {
        for (const length of [talk, hold, ring, wait]) expect(length ?? 0).toBeGreaterThanOrEqual(0)
        for (const { talks, ...party } of parties) {
          for (const length of [party.talk, party.ring, party.hold]) expect(length ?? 0).toBeGreaterThanOrEqual(0)
          talks.forEach(({ from }, index) => expect(from).toBeGreaterThanOrEqual(talks[index - 1]?.to ?? from))
          expect(talks.slice(0, -1).every(({ to }) => to !== null)).toBe(true)
        }
      }
    }),
    { numRuns: 400 },
  )
})
