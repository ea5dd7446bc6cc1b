import { expect, test } from 'vitest'
import { isoOf, microsOfIso, secondsOf } from '../../../domain/kernel/time.ts'
import { quartersOf, type QuarterTalk } from './quarters.ts'

type Times = readonly [from: string, to: string | null]

const at = (clock: string) => microsOfIso(`2018-12-01T${clock}:00Z`) ?? 0

function cut(talks: readonly Times[], holds: readonly Times[] = []) {
  const stretches = (times: readonly Times[]) =>
    times.map(([from, to]) => ({ from: at(from), to: to === null ? null : at(to) }))
  const quarters = new Map<number, QuarterTalk>()
  quartersOf({ talks: stretches(talks), holds: stretches(holds) }, quarter => {
    const sums = quarters.get(quarter) ?? { talk: 0, hold: 0 }
    quarters.set(quarter, sums)
    return sums
  })
  return [...quarters].map(([quarter, { talk, hold }]) => [
    isoOf(quarter).slice(11, 16),
    secondsOf(talk),
    secondsOf(hold),
  ])
}

test('G-11: a conversation and its hold are split at the quarter of an hour', () => {
  expect(cut([['15:02', '15:22']], [['15:13', '15:17']])).toEqual([
    ['15:00', 780, 120],
    ['15:15', 420, 120],
  ])
})

test('G-13: who talks and consults at once has more than a quarter of an hour in it: nothing is clamped', () => {
  const talks = [
    ['15:02', '15:12'],
    ['15:00', '15:12'],
  ] as const
  expect(cut(talks, [['15:07', '15:12']])).toEqual([['15:00', 1320, 300]])
})

test('what ends on a boundary has nothing in the next quarter, and what lasts long fills each in between', () => {
  expect(cut([['15:15', '15:30']])).toEqual([['15:15', 900, 0]])
  expect(cut([['15:20', '16:05']])).toEqual([
    ['15:15', 600, 0],
    ['15:30', 900, 0],
    ['15:45', 900, 0],
    ['16:00', 300, 0],
  ])
})

test('what goes on counts when it is over', () => {
  expect(cut([['15:02', null]], [['15:03', null]])).toEqual([])
})

test('a clock that jumped makes no row for each quarter of fifty years: such a talk counts where it began', () => {
  const rows: number[] = []
  const talk = { from: 0, to: at('15:00') }
  const sums = { talk: 0, hold: 0 }
  quartersOf({ talks: [talk], holds: [] }, quarter => {
    rows.push(quarter)
    return sums
  })
  expect({ rows, sums }).toEqual({ rows: [0], sums: { talk: talk.to, hold: 0 } })
})
