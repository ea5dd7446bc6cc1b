import { expect, test } from 'vitest'
import { hoursShown, stretchesOf, totalsByLane } from './day-stretches.ts'
import type { TimelineState } from './queries.ts'

const at = (clock: string) => Date.parse(`2026-11-21T${clock}:00Z`)
const day = { from: at('00:00'), to: Date.parse('2026-11-22T00:00:00Z') }
const words = { nameOf: (state: string) => state.toLowerCase(), describe: () => '' }
const state = (name: TimelineState['state'], from: string, to: string | null): TimelineState => ({
  state: name,
  from,
  to,
  reason: null,
  reasonLabel: null,
  queue: null,
  callId: null,
})

test('a state from yesterday is cut at midnight, one that goes on ends now', () => {
  const stretches = stretchesOf(
    [
      state('LOGGED_OUT', '2026-11-20T18:00:00Z', '2026-11-21T08:00:00.5Z'),
      state('READY', '2026-11-21T08:00:00Z', null),
    ],
    day,
    at('09:30'),
    words,
  )
  expect(stretches.map(({ lane, from, to }) => [lane, from, to])).toEqual([
    ['loggedOut', day.from, at('08:00') + 500],
    ['ready', at('08:00'), at('09:30')],
  ])
})

test('what goes on does not reach beyond a day that is over', () => {
  const [only] = stretchesOf([state('PAUSED', '2026-11-21T08:00:00Z', null)], day, at('09:30') + 5 * 86_400_000, words)
  expect(only?.to).toBe(day.to)
})

test('a day that has not begun shows nothing', () => {
  expect(stretchesOf([state('READY', '2026-11-20T08:00:00Z', null)], day, day.from - 1, words)).toEqual([])
})

test('every state has a total', () => {
  const totals = totalsByLane(
    stretchesOf([state('READY', '2026-11-21T08:00:00Z', '2026-11-21T08:10:00Z')], day, day.to, words),
  )
  expect(totals.get('ready')).toBe(600_000)
  expect(totals.get('paused')).toBe(0)
  expect(totals.size).toBe(7)
})

test('the strip shows the whole hours in which something happened, six at least', () => {
  const shown = (from: string, to: string) =>
    hoursShown(stretchesOf([state('READY', from, to)], day, day.to, words), day)
  expect(shown('2026-11-21T08:20:00Z', '2026-11-21T17:30:00Z')).toEqual({ from: at('08:00'), to: at('18:00') })
  expect(shown('2026-11-21T16:20:00Z', '2026-11-21T17:30:00Z')).toEqual({ from: at('12:00'), to: at('18:00') })
  expect(shown('2026-11-21T00:10:00Z', '2026-11-21T00:30:00Z')).toEqual({ from: day.from, to: at('01:00') })
})

test('a day of being logged out is shown whole', () => {
  expect(hoursShown(stretchesOf([state('LOGGED_OUT', '2026-11-20T08:00:00Z', null)], day, day.to, words), day)).toEqual(
    day,
  )
})
