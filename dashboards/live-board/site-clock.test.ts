import { expect, test } from 'vitest'
import type { Source, Standstill } from './board.ts'
import { createSiteClock, endOfRecording, standingSince } from './site-clock.ts'

const row = (site: string, standstill: Standstill | null = null) => ({ site, standstill })
const recording = (since: number): Standstill => ({ reason: 'recording', since })

const source = (site: string, state: Source['state'], lastEventAt: number | null): Source => ({
  id: `${site}/${state}/${lastEventAt ?? ''}`,
  site,
  node: 'pbx1',
  kind: 'QUEUE_LOG',
  state,
  problem: null,
  lagSeconds: null,
  lastEventAt,
  demo: false,
})

test('the clock of a recording stands at its last row, that of a followed site goes', () => {
  const now = () => 5000
  const clock = createSiteClock(
    standingSince([row('lab', recording(1000)), row('lab', recording(1000)), row('paris')]),
    now,
  )
  expect(clock('lab')()).toBe(1000)
  expect(clock('paris')()).toBe(5000)
  expect(clock('elsewhere')).toBe(now)
})

test('the clock of a site of which no queue_log comes, or late, stands at its newest row; one node that writes keeps it going', () => {
  const rows = [
    row('paris', { reason: 'down', since: 1000 }),
    row('lyon', { reason: 'late', since: 2000 }),
    row('nice', { reason: 'down', since: null }),
  ]
  expect(standingSince(rows)).toEqual({ lyon: 2000, paris: 1000 })
})

test('in whatever order the rows come: what the clocks hang on is the same text', () => {
  const rows = [row('lab', recording(1)), row('bern', recording(2))]
  expect(JSON.stringify(standingSince(rows))).toBe(JSON.stringify(standingSince(rows.toReversed())))
})

test('a site is no recording while one of its sources is followed, or before its first row', () => {
  expect(endOfRecording([source('a', 'FINISHED', 900), source('a', 'DOWN', 1000)], 'a')).toBeUndefined()
  expect(endOfRecording([source('a', 'FINISHED', null)], 'a')).toBeUndefined()
  expect(endOfRecording([], 'a')).toBeUndefined()
})
