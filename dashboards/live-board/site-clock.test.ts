import { expect, test } from 'vitest'
import type { Source } from './board.ts'
import { createSiteClock, endOfRecording, standingSince, standstillOf } from './site-clock.ts'

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
  const sources = [source('lab', 'FINISHED', 900), source('lab', 'FINISHED', 1000), source('paris', 'LIVE', 10)]
  const clock = createSiteClock(standingSince(sources), now)
  expect(clock('lab')()).toBe(1000)
  expect(clock('paris')()).toBe(5000)
  expect(clock('elsewhere')).toBe(now)
})

test('newer rows of a followed site change nothing in what the clocks hang on', () => {
  const before = standingSince([source('lab', 'FINISHED', 1000), source('paris', 'LIVE', 10)])
  expect(standingSince([source('paris', 'LATE', 2000), source('lab', 'FINISHED', 1000)])).toEqual(before)
  expect(before).toEqual({ lab: 1000 })
})

test('a site is no recording while one of its sources is followed, or before its first row', () => {
  expect(endOfRecording([source('a', 'FINISHED', 900), source('a', 'DOWN', 1000)], 'a')).toBeUndefined()
  expect(endOfRecording([source('a', 'FINISHED', null)], 'a')).toBeUndefined()
  expect(endOfRecording([], 'a')).toBeUndefined()
})

test('the clock of a site of which no queue_log comes stands at its newest row; one node that writes keeps it going', () => {
  const down = source('paris', 'DOWN', 1000)
  const cel: Source = { ...source('paris', 'LIVE', 3000), kind: 'CEL' }
  expect(standingSince([down, cel])).toEqual({ paris: 1000 })
  expect(standingSince([down, source('paris', 'LIVE', 3000)])).toEqual({})
  expect(standingSince([cel])).toEqual({})
})

test('a site stands still when one of its queue_logs is down, or when it is a recording; its CEL alone stops nothing', () => {
  const standstill = standstillOf([
    source('paris', 'DOWN', 1000),
    source('paris', 'LIVE', 3000),
    source('lyon', 'LIVE', 3000),
    { ...source('lyon', 'DOWN', 1000), kind: 'CEL' },
    source('lab', 'FINISHED', 10),
  ])
  expect(['paris', 'lyon', 'lab', 'elsewhere'].map(standstill)).toEqual(['down', null, 'recording', null])
})
