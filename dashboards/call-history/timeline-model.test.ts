import { expect, test } from 'vitest'
import type { Participant, Step } from './call-query.ts'
import { timelineOf } from './timeline-model.ts'

const at = (second: number) => `2026-11-21T03:54:${String(second).padStart(2, '0')}.000000Z`
const millis = (second: number) => Date.parse(at(second).replace('000000Z', '000Z'))
const now = millis(59)

const party = (uniqueId: string, line: string, parts: Partial<Participant> = {}): Participant => ({
  uniqueId,
  line,
  role: 'CALLEE',
  number: null,
  name: null,
  agent: null,
  agentName: null,
  queue: null,
  startedAt: at(0),
  endedAt: null,
  ringSeconds: null,
  talkSeconds: 0,
  holdSeconds: null,
  ...parts,
})
const caller = party('c1', 'PJSIP/trunk-in', { role: 'CALLER', number: '0611' })
const agent = party('c2', 'PJSIP/1004', { number: '1004', agent: 'Agent/8004' })
const consulting = party('c3', 'PJSIP/1004', { role: 'CONSULTATION', number: '1004' })
const outside = party('c4', 'PJSIP/trunk-out', { number: '0061' })

const step = (kind: Step['kind'], from: number, until: number | null, parts: Partial<Step> = {}): Step => ({
  kind,
  at: at(from),
  until: until === null ? null : at(until),
  seconds: null,
  detail: null,
  participant: null,
  ...parts,
})

test('the second leg of who consults lies in his own lane', () => {
  const { lanes, drawn } = timelineOf(
    [caller, agent, consulting, outside],
    [step('CONSULTATION', 4, 6, { participant: consulting, detail: '0061' })],
    now,
  )
  expect(lanes.map(lane => lane?.uniqueId)).toEqual(['c1', 'c2', 'c4'])
  expect(drawn.map(({ lane }) => lane)).toEqual([1, 2])
})

test('who talk to each other are joined where that began, and nobody else', () => {
  const { joined } = timelineOf(
    [caller, agent, outside],
    [
      step('RING', 1, 3, { participant: outside }),
      step('TALK', 3, 9, { participant: outside, detail: 'Agent/8004' }),
      step('HOLD', 5, 6, { participant: agent }),
    ],
    now,
  )
  expect(joined).toEqual([{ place: 1, kind: 'TALK', at: millis(3), upper: 1, lower: 2 }])
})

test('a conversation is drawn with both, a ring with the one who was rung', () => {
  const { drawn } = timelineOf(
    [caller, agent],
    [
      step('RING', 1, 3, { participant: agent, detail: 'Agent/8004' }),
      step('TALK', 3, 9, { participant: caller, detail: 'Agent/8004' }),
    ],
    now,
  )
  expect(drawn.map(({ step: { kind }, lane }) => [kind, lane])).toEqual([
    ['RING', 1],
    ['TALK', 0],
    ['TALK', 1],
  ])
})

test('what the PBX does by itself has a lane of its own, which is left out when it does nothing', () => {
  const talk = step('TALK', 3, 9, { participant: caller })
  expect(timelineOf([caller], [talk], now).lanes).toHaveLength(1)
  const recorded = timelineOf([caller], [talk, step('RECORDING', 3, 9)], now)
  expect(recorded.lanes).toEqual([caller, undefined])
  expect(recorded.drawn.at(-1)?.lane).toBe(1)
})

test('what goes on reaches up to now, and a call of an instant still has a length', () => {
  const goingOn = timelineOf([caller], [step('QUEUE', 10, null, { participant: caller })], now)
  expect([goingOn.from, goingOn.to, goingOn.drawn[0]?.to]).toEqual([millis(10), now, now])
  const instant = timelineOf([caller], [step('REFUSED', 10, null, { participant: caller })], now)
  expect([instant.from, instant.to]).toEqual([millis(10), millis(11)])
})
