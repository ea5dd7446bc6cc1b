import { describe, expect, test } from 'vitest'
import { isoOf, microsOfIso } from '../kernel/time.ts'
import { moveOn, readTime, sourceClock } from './source-time.ts'
import { channelStart } from './uniqueid.ts'

const read = (text: string, zone = 'Europe/Paris') => {
  const reading = readTime(sourceClock(zone), text)
  return reading && isoOf(reading.at)
}

/** Readings in the order in which one source wrote them: `HH:MM:SS` in UTC and the flag. */
function inOrder(zone: string, texts: readonly string[], seed?: string): string[] {
  const clock = sourceClock(zone, seed === undefined ? undefined : microsOfIso(seed))
  return texts.map(text => {
    const [time = '', uniqueid] = text.split('|')
    const reading = readTime(clock, time, uniqueid)!
    moveOn(clock, reading.at)
    return [isoOf(reading.at).slice(11, 19), ...reading.flags].join(' ')
  })
}

test.each([
  ['1795233076', '2026-11-21T03:51:16.000000Z'],
  ['1795233076.682684', '2026-11-21T03:51:16.682684Z'],
  ['1795233076.5', '2026-11-21T03:51:16.500000Z'],
  ['2026-11-21 04:51:16.682684', '2026-11-21T03:51:16.682684Z'],
  ['2026-11-21T04:51:16', '2026-11-21T03:51:16.000000Z'],
  ['2026-07-21 04:51:16', '2026-07-21T02:51:16.000000Z'],
  ['2026-11-21 03:51:18.12568+01', '2026-11-21T02:51:18.125680Z'],
  ['2026-11-21 03:51:18.123456789+01:00', '2026-11-21T02:51:18.123456Z'],
  ['2026-11-21 03:51:18-0330', '2026-11-21T07:21:18.000000Z'],
  ['2026-11-21T03:51:18Z', '2026-11-21T03:51:18.000000Z'],
  ['2026-11-21 03:51:18 UTC', '2026-11-21T03:51:18.000000Z'],
  ['2028-02-29 00:00:00', '2028-02-28T23:00:00.000000Z'],
])('%s is %s in Paris', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  '',
  ' ',
  'now',
  '12:00:00',
  '2026-11-21',
  '2026-13-01 00:00:00',
  '2026-11-31 00:00:00',
  '2027-02-29 00:00:00',
  '2026-11-21 24:00:00',
  '2026-11-21 03:60:00',
  '2026-11-21 03:51:18.',
  '2026-11-21 03:51:18 CET',
  '1795233076.',
  '1795233076.5x',
  '4102444800',
  '-1',
  '0x10',
])('%j is no time', text => {
  expect(read(text)).toBeUndefined()
})

describe('the hour that autumn repeats', () => {
  test('is the first one until the clock has been seen to go back', () => {
    expect(
      inOrder('Europe/Paris', [
        '2026-10-25 01:59:59',
        '2026-10-25 02:10:00',
        '2026-10-25 02:59:59',
        '2026-10-25 02:00:01',
        '2026-10-25 02:59:59',
        '2026-10-25 03:00:00',
      ]),
    ).toEqual([
      '23:59:59',
      '00:10:00 ambiguousTime',
      '00:59:59 ambiguousTime',
      '01:00:01 ambiguousTime',
      '01:59:59 ambiguousTime',
      '02:00:00',
    ])
  })

  test('is half an hour on Lord Howe', () => {
    expect(
      inOrder('Australia/Lord_Howe', ['2026-04-05 01:50:00', '2026-04-05 01:31:00', '2026-04-05 02:00:00']),
    ).toEqual(['14:50:00 ambiguousTime', '15:01:00 ambiguousTime', '15:30:00'])
  })

  test('is not taken for the second one because of some seconds of disorder', () => {
    expect(inOrder('Europe/Paris', ['2026-10-25 02:10:30', '2026-10-25 02:10:00'])).toEqual([
      '00:10:30 ambiguousTime',
      '00:10:00 ambiguousTime',
    ])
  })

  test('is the second one for a call whose id was made in it', () => {
    // 1793890800 is 01:00:00Z, when the clock goes back to 02:00.
    expect(inOrder('Europe/Paris', ['2026-10-25 02:10:00|pbx1-1793890800.7', '2026-10-25 02:10:01'])).toEqual([
      '01:10:00 ambiguousTime',
      '01:10:01 ambiguousTime',
    ])
  })

  test('goes on where a source that is taken up again stood', () => {
    expect(inOrder('Europe/Paris', ['2026-10-25 02:10:00'], '2026-10-25T01:09:00Z')).toEqual(['01:10:00 ambiguousTime'])
  })
})

test('a time that spring skips is read by the clock that was not yet changed, and flagged', () => {
  expect(inOrder('Europe/Paris', ['2026-03-29 01:59:59', '2026-03-29 02:30:00', '2026-03-29 03:30:01'])).toEqual([
    '00:59:59',
    '01:30:00 skippedTime',
    '01:30:01',
  ])
  expect(inOrder('America/Sao_Paulo', ['2018-11-04 00:15:00'])).toEqual(['03:15:00 skippedTime'])
})

test('a uniqueid tells when its channel began', () => {
  expect(channelStart('1795233078.0')).toBe(1_795_233_078_000_000)
  expect(channelStart('pbx1-1795233078.12')).toBe(1_795_233_078_000_000)
  expect(['NONE', 'MANAGER', '', '1795233078', 'abc.1', '17952330781.1', '1.2.3'].map(channelStart)).toEqual(
    Array.from({ length: 7 }),
  )
})
