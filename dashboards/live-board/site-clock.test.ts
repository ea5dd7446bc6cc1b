import { expect, test } from 'vitest'
import type { Source } from './board.ts'
import { createSiteClock, endOfRecording, recordingEnds } from './site-clock.ts'

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
  const clock = createSiteClock(recordingEnds(sources), now)
  expect(clock('lab')()).toBe(1000)
  expect(clock('paris')()).toBe(5000)
  expect(clock('elsewhere')).toBe(now)
})

test('newer rows of a followed site change nothing in what the clocks hang on', () => {
  const before = recordingEnds([source('lab', 'FINISHED', 1000), source('paris', 'LIVE', 10)])
  expect(recordingEnds([source('paris', 'LATE', 2000), source('lab', 'FINISHED', 1000)])).toEqual(before)
  expect(before).toEqual({ lab: 1000 })
})

test('a site is no recording while one of its sources is followed, or before its first row', () => {
  expect(endOfRecording([source('a', 'FINISHED', 900), source('a', 'DOWN', 1000)], 'a')).toBeUndefined()
  expect(endOfRecording([source('a', 'FINISHED', null)], 'a')).toBeUndefined()
  expect(endOfRecording([], 'a')).toBeUndefined()
})
