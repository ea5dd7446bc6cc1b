import { expect, test } from 'vitest'
import { decodeQueueLogLine } from '../domain/pbx/queue-log-line.ts'
import { queueLogTableDecoder } from '../domain/pbx/queue-log-table.ts'
import { sourceClock } from '../domain/pbx/source-time.ts'
import type { Row } from './row-decoder.ts'
import { createZoneCheck } from './zone-check.ts'

const columns = ['time', 'callid', 'queuename', 'agent', 'event']

/** Calls that began at 03:51:18Z and later entered the queue at the times written. */
function rowsAt(zone: string, times: readonly string[]): Row[] {
  const clock = sourceClock(zone)
  return times.map((time, index): Row => {
    const raw = `${time},1795233078.${index},q,NONE,ENTERQUEUE`
    const decoded = queueLogTableDecoder(columns)(raw.split(','), raw, clock)
    if ('reason' in decoded) throw new Error(decoded.reason)
    return decoded
  })
}

function warning(zone: string, times: readonly string[]): string | undefined {
  const check = createZoneCheck(zone)
  check.see(rowsAt(zone, times))
  return check.warning()
}

const five = (time: string) => Array.from({ length: 5 }, () => time)

test('times that fit the epoch seconds of the call ids are no cause for a warning', () => {
  expect(warning('UTC', five('2026-11-21 03:51:20'))).toBeUndefined()
  expect(warning('Europe/Paris', five('2026-11-21 04:51:17'))).toBeUndefined()
  expect(warning('Europe/Paris', [...five('2026-11-21 04:52:00'), '2026-11-21 05:30:00'])).toBeUndefined()
})

test('times that are off by quarters of an hour are, and the offset that fits is named', () => {
  expect(warning('Europe/Paris', five('2026-11-21 03:51:20'))).toMatch(
    /^its times are 1 h before the epoch seconds in its call ids \(5 of 5 compared\): .* UTC\+01:00 \(Europe\/Paris\), but UTC\+00:00 fits/,
  )
  expect(warning('UTC', five('2026-11-21 09:36:20'))).toMatch(/5 h 45 min after .* UTC\+05:45 fits/)
  expect(warning('UTC', five('2026-11-21 00:21:20'))).toMatch(/3 h 30 min before .* UTC-03:30 fits/)
})

test('an offset that is written beside the time can be wrong too', () => {
  expect(warning('UTC', five('2026-11-21 03:51:20+01'))).toMatch(/read as UTC\+01:00 \(as it is written beside them\)/)
})

test('a few rows prove nothing, and epoch seconds need no zone', () => {
  expect(warning('Europe/Paris', five('2026-11-21 03:51:20').slice(1))).toBeUndefined()
  const check = createZoneCheck('Europe/Paris')
  const line = decodeQueueLogLine('1795236678|1795233078.1|q|NONE|ENTERQUEUE|', sourceClock('UTC'))
  check.see(Array.from({ length: 9 }, () => line as Row))
  expect(check.warning()).toBeUndefined()
})

test('what was told stays as it was told while more rows say the same, and is told anew when they say something else', () => {
  const check = createZoneCheck('Europe/Paris')
  const warningAfter = (times: readonly string[]) => {
    check.see(rowsAt('Europe/Paris', times))
    return check.warning()
  }
  const first = warningAfter(five('2026-11-21 03:51:20'))
  expect(warningAfter(five('2026-11-21 03:51:20'))).toBe(first)
  expect(warningAfter([...five('2026-11-21 02:51:20'), ...five('2026-11-21 02:51:20'), '2026-11-21 02:51:20'])).toMatch(
    /2 h before .* \(21 of 21 compared\)/,
  )
})
