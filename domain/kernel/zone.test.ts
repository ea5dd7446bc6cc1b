import { describe, expect, test } from 'vitest'
import { isoOf, microsOfIso, type Micros } from './time.ts'
import { firstInstantOf, instantsOf, isZone, offsetSeconds, startOfLocalDay, wallOf } from './zone.ts'

const instant = (iso: string): Micros => microsOfIso(iso)!
/** A wall clock reading, written as if it were UTC. */
const wall = (reading: string) => instant(`${reading}Z`)
const isos = (instants: readonly Micros[]) => instants.map(at => isoOf(at).slice(0, 19))

test.each([
  ['Europe/Paris', '2026-10-25T02:30:00', ['2026-10-25T00:30:00', '2026-10-25T01:30:00']],
  ['Europe/Paris', '2026-10-25T01:59:59', ['2026-10-24T23:59:59']],
  ['Europe/Paris', '2026-10-25T03:00:00', ['2026-10-25T02:00:00']],
  ['Europe/Paris', '2026-03-29T02:30:00', []],
  ['Europe/Paris', '2026-03-29T03:00:00', ['2026-03-29T01:00:00']],
  ['Australia/Lord_Howe', '2026-04-05T01:45:00', ['2026-04-04T14:45:00', '2026-04-04T15:15:00']],
  ['Australia/Lord_Howe', '2026-10-04T02:15:00', []],
  ['America/Sao_Paulo', '2018-11-04T00:30:00', []],
  ['America/Sao_Paulo', '2018-02-17T23:30:00', ['2018-02-18T01:30:00', '2018-02-18T02:30:00']],
  ['Asia/Beirut', '2026-03-29T00:00:00', []],
  ['Asia/Kathmandu', '2026-03-29T00:00:00', ['2026-03-28T18:15:00']],
  ['Pacific/Apia', '2011-12-30T12:00:00', []],
  ['UTC', '2026-10-25T02:30:00', ['2026-10-25T02:30:00']],
])('in %s the clock shows %s at %j', (zone, reading, expected) => {
  expect(isos(instantsOf(zone, wall(reading)))).toEqual(expected)
})

describe('the local day', () => {
  test.each([
    ['Europe/Paris', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00', 25],
    ['Europe/Paris', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00', 23],
    ['Australia/Lord_Howe', '2026-04-05T02:00:00Z', '2026-04-04T13:00:00', 24.5],
    // Midnight does not exist: the day begins at 01:00.
    ['America/Sao_Paulo', '2018-11-04T12:00:00Z', '2018-11-04T03:00:00', 23],
    ['Asia/Beirut', '2026-03-29T12:00:00Z', '2026-03-28T22:00:00', 23],
    // 23:00 to 24:00 happens twice on the day before.
    ['America/Sao_Paulo', '2018-02-17T12:00:00Z', '2018-02-17T02:00:00', 25],
    ['America/Sao_Paulo', '2018-02-18T02:30:00Z', '2018-02-17T02:00:00', 25],
  ])('in %s that holds %s starts at %s and has %d hours', (zone, at, start, hours) => {
    const begin = startOfLocalDay(zone, instant(at))
    const next = startOfLocalDay(zone, begin + 30 * 3_600_000_000)
    expect(isos([begin])).toEqual([start])
    expect((next - begin) / 3_600_000_000).toBe(hours)
  })
})

test('the offset of every quarter of an hour is what the clock shows, also on the days of a change', () => {
  for (const [zone, day] of [
    ['Europe/Paris', '2026-10-25'],
    ['Australia/Lord_Howe', '2026-04-04'],
    ['Pacific/Apia', '2011-12-30'],
    ['America/St_Johns', '2009-11-01'],
    ['Africa/Casablanca', '2026-02-15'],
  ] as const) {
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    for (let quarter = -96; quarter < 192; quarter++) {
      const at = instant(`${day}T00:00:00Z`) + quarter * 900_000_000
      const shown = wall(clock.format(at / 1000).replace(' ', 'T'))
      expect(offsetSeconds(zone, at), `${zone} ${isoOf(at)}`).toBe((shown - at) / 1_000_000)
    }
  }
})

test('a reading that the clock skips is the instant of the skip', () => {
  expect(isos([firstInstantOf('Europe/Paris', wall('2026-03-29T02:30:00'))])).toEqual(['2026-03-29T01:00:00'])
  expect(isos([firstInstantOf('Pacific/Apia', wall('2011-12-30T12:00:00'))])).toEqual(['2011-12-30T10:00:00'])
})

test('every instant of the days around a change is read back from its wall clock', () => {
  for (const zone of ['Europe/Paris', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Beirut', 'America/St_Johns'])
    for (const day of [
      '2018-02-17',
      '2018-11-03',
      '2026-03-28',
      '2026-04-04',
      '2026-10-03',
      '2026-10-24',
      '2026-11-01',
    ])
      for (let at = instant(`${day}T00:00:00Z`), end = at + 2 * 86_400_000_000; at < end; at += 900_000_000) {
        expect(instantsOf(zone, wallOf(zone, at))).toContain(at)
        expect(wallOf(zone, at)).toBe(at + offsetSeconds(zone, at) * 1_000_000)
      }
})

test('a zone has a name of the tz database', () => {
  expect(['Europe/Paris', 'UTC', 'America/Argentina/Buenos_Aires'].map(isZone)).toEqual([true, true, true])
  expect(['+02:00', 'Paris', '', 'Europe/Pariss'].map(isZone)).toEqual([false, false, false, false])
})
