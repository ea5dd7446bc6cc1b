import fc from 'fast-check'
import { expect, test } from 'vitest'
import { microsOfSeconds } from '../kernel/time.ts'
import type { CallRow } from '../queues/stays.ts'
import type { Call } from './call.ts'
import { callOfTied, callsOf } from './calls.ts'
import { contactsOf } from './contacts.ts'
import type { AmiRow, CallFacts, CelRow } from './rows.ts'

/** A handful of channels, instants and bridges: rows collide, contradict each other and lack their partners. */
const ids = ['100.1', '100.2', '101.3', '101.4', '200.1', '200.2'] as const
const names = [
  'PJSIP/trunk-in-01',
  'PJSIP/1001-02',
  'Local/id-4@x-01;1',
  'Local/id-4@x-01;2',
  'PJSIP/1002-03',
  'PJSIP/1001-04',
]
const someId = fc.constantFrom(...ids)
const second = fc.integer({ min: 0, max: 30 })

const extra = fc.oneof(
  fc.constantFrom(
    '',
    '{"bridge_id":"B1","bridge_technology":"simple_bridge"}',
    '{"bridge_id":"B2","bridge_technology":"softmix"}',
  ),
  fc.constantFrom(
    '{"bridge_id":"B3","bridge_technology":"holding_bridge"}',
    '{"hangupcause":16,"hangupsource":"PJSIP/1001-02"}',
    '{"cut',
  ),
  fc.tuple(someId, someId, someId).map(([one, two, three]) =>
    JSON.stringify({
      ...{ extension: '1002', transferee_channel_uniqueid: one, channel2_uniqueid: two, pickup_channel_uniqueid: two },
      ...{ transfer_target_channel_uniqueid: three, local_two_uniqueid: three, extra: 'recording=r1' },
    }),
  ),
)

const celEvent = fc.constantFrom(
  ...[
    'CHAN_START',
    'ANSWER',
    'APP_START',
    'APP_END',
    'BRIDGE_ENTER',
    'BRIDGE_ENTER',
    'BRIDGE_EXIT',
    'HANGUP',
    'CHAN_END',
  ],
  ...[
    'LINKEDID_END',
    'BLINDTRANSFER',
    'ATTENDEDTRANSFER',
    'PICKUP',
    'PARK_START',
    'PARK_END',
    'LOCAL_OPTIMIZE',
    'HOLD',
  ],
  ...[
    'UNHOLD',
    'STREAM_BEGIN',
    'STREAM_END',
    'XIVO_INCALL',
    'XIVO_OUTCALL',
    'ATTACHED_DATA',
    'BRIDGE_START',
    'BRIDGE_END',
  ],
)

const celRow = fc
  .record({
    at: second,
    place: fc.integer({ min: 0, max: ids.length - 1 }),
    linked: fc.option(someId, { freq: 4 }),
    eventtype: celEvent,
    exten: fc.constantFrom('', 's', '3001'),
    appname: fc.constantFrom('', 'Queue', 'Dial', 'AppQueue', 'VoiceMail', 'ConfBridge'),
    userdeftype: fc.constantFrom('', 'MOH_STREAM_BEGIN', 'MOH_STREAM_END'),
    extra,
  })
  .map(({ at, place, linked, ...row }): Omit<CelRow, 'position'> => ({
    ...row,
    at: microsOfSeconds(at),
    uniqueid: ids[place] ?? '',
    linkedid: linked ?? ids[place] ?? '',
    channame: names[place] ?? '',
    cid_num: place === 0 ? '0612345678' : '1001',
    ...{ cid_name: '', cid_dnid: '', context: '', appdata: 'sales', accountcode: '', peer: names[1] ?? '' },
  }))

const queueLogRow = fc
  .record({
    at: second,
    callid: someId,
    agent: fc.constantFrom('NONE', 'Agent/8001'),
    event: fc.constantFrom(
      'ENTERQUEUE',
      'CONNECT',
      'COMPLETEAGENT',
      'ABANDON',
      'RINGNOANSWER',
      'BLINDTRANSFER',
      'CLOSED',
    ),
    data: fc.array(fc.constantFrom('', '1', '8000', '101.3'), { maxLength: 5 }),
  })
  .map(({ at, ...row }): Omit<CallRow, 'position'> => ({ ...row, at: microsOfSeconds(at), queue: 'sales' }))

const amiRow = fc
  .record({
    at: second,
    event: fc.constantFrom('Hold', 'Unhold', 'BridgeEnter', 'BridgeLeave', 'AgentCalled', 'BlindTransfer'),
    id: someId,
    other: someId,
  })
  .map(({ at, event, id, other }): Omit<AmiRow, 'position'> => ({
    at: microsOfSeconds(at),
    event,
    fields: {
      ...{ Uniqueid: id, DestUniqueid: other, TransfererUniqueid: id, TransfereeUniqueid: other, BridgeUniqueid: 'B1' },
      ...{ MemberName: 'Agent/8001', Queue: 'sales' },
    },
  }))

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
