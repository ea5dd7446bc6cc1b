import { expect, test } from 'vitest'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import type { SourceHealth } from '../status/source-health.ts'
import { standstills } from './standstill.ts'

const now = microsOfSeconds(10_000)

const source = (site: string, parts: Partial<SourceHealth> = {}): SourceHealth => ({
  site,
  node: 'pbx1',
  kind: 'queue_log',
  names: [],
  state: 'LIVE',
  lagSeconds: 0,
  problem: null,
  demo: false,
  rows: 1,
  quarantined: 0,
  unknownEvents: 0,
  lastEventAt: microsOfSeconds(9_999),
  lastRecordedAt: now,
  ...parts,
})
const at = (seconds: number) => ({ lastEventAt: microsOfSeconds(seconds) })

const of = (...sources: readonly SourceHealth[]) => Object.fromEntries(standstills(sources, now))

test('a site whose sources are read as they write does not stand still', () => {
  expect(of(source('paris'), source('paris', { kind: 'cel' }))).toEqual({})
})

test('a recording is as of its newest row, of whatever kind; before its first row there is nothing to tell', () => {
  const recorded = { state: 'FINISHED', lagSeconds: null } as const
  expect(
    of(source('lab', { ...recorded, ...at(100) }), source('lab', { ...recorded, kind: 'cel', ...at(120) })),
  ).toEqual({
    lab: { reason: 'RECORDING', since: microsOfSeconds(120) },
  })
  expect(of(source('lab', { ...recorded, lastEventAt: null }))).toEqual({})
})

test('a site is as of its newest row of queue_log when that does not come; its CEL alone stops nothing', () => {
  const down = source('paris', { state: 'DOWN', lagSeconds: null, ...at(200) })
  expect(of(down, source('paris', { kind: 'cel' }))).toEqual({ paris: { reason: 'DOWN', since: microsOfSeconds(200) } })
  expect(of(source('paris'), source('paris', { kind: 'cel', state: 'DOWN' }))).toEqual({})
})

test('or comes more than a minute late', () => {
  const late = (lagSeconds: number | null, seconds: number) =>
    source('paris', { state: 'LATE', lagSeconds, ...at(seconds) })
  expect(of(late(61, 9_939))).toEqual({ paris: { reason: 'LATE', since: microsOfSeconds(9_939) } })
  expect(of(late(60, 9_940))).toEqual({})
  // It has only begun: by its newest row.
  expect(of(late(null, 9_000))).toEqual({ paris: { reason: 'LATE', since: microsOfSeconds(9_000) } })
  expect(of(late(null, 9_990))).toEqual({})
  expect(of(source('paris', { state: 'LATE', lagSeconds: null, lastEventAt: null }))).toEqual({})
})

test('of two PBXs one that does not come is enough; what the other writes is of now', () => {
  const down = source('paris', { node: 'pbx2', state: 'DOWN', lagSeconds: null, ...at(200) })
  const late = source('paris', { state: 'LATE', lagSeconds: 600, ...at(9_400) })
  expect(of(source('paris'), down)).toEqual({ paris: { reason: 'DOWN', since: null } })
  expect(of(late, down)).toEqual({ paris: { reason: 'DOWN', since: microsOfSeconds(9_400) } })
})
