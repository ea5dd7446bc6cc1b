import { expect, test } from 'vitest'
import { microsOfIso } from '../../domain/kernel/time.ts'
import type { Comparing } from '../../projections/engine/restate.ts'
import { restatementLines } from './restatement-lines.ts'

const at = microsOfIso('2026-11-21T02:51:42Z') ?? NaN
const day = microsOfIso('2026-11-21T00:00:00Z') ?? NaN

const found: Comparing = {
  projection: 'queue_visits',
  build: 4,
  buildBefore: 3,
  versionBefore: 2,
  versionAfter: 3,
  position: 12_235,
  comparedAt: at,
  problem: null,
  tables: [
    { table: 'site', onlyOld: 0, onlyNew: 0 },
    { table: 'visit', onlyOld: 1, onlyNew: 2 },
  ],
  totals: [
    { name: 'offered', before: 40, after: 40 },
    { name: 'talkSeconds', before: 100.1, after: 99.9 },
  ],
  figures: 1,
  calls: 2,
  firstFigures: [
    {
      site: 'lab',
      name: 'sales',
      start: day,
      differences: [
        { name: 'abandoned', before: 3, after: 4 },
        { name: 'serviceLevel', before: null, after: 0.5 },
      ],
    },
  ],
  firstCalls: [
    {
      site: 'lab',
      node: 'pbx1',
      callId: '1.1',
      name: 'sales',
      at,
      change: 'CHANGED',
      differences: [{ name: 'outcome', before: 'TIMEOUT', after: 'ABANDONED' }],
    },
    {
      site: 'lab',
      node: 'pbx1',
      callId: '2.1',
      name: null,
      at,
      change: 'ADDED',
      differences: [
        { name: 'agent', before: null, after: null },
        { name: 'waitSeconds', before: null, after: 4 },
      ],
    },
  ],
}

test('a person reads what changes in total, on which days, and because of which calls; what stays is left out', () => {
  expect(restatementLines(found)).toEqual([
    '  version 2 -> 3, both at position 12,235',
    '  visit: 1 rows only before, 2 only after',
    '  In total:',
    '    talkSeconds 100.1 -> 99.9 (-0.2)',
    '  Days with figures that change: 1',
    '    lab/sales from 2026-11-21T00:00:00.000000Z: abandoned 3 -> 4 (+1), serviceLevel nothing -> 0.5',
    '  Calls that are read differently: 2',
    '    lab/pbx1/1.1 sales at 2026-11-21T02:51:42.000000Z changed: outcome TIMEOUT -> ABANDONED',
    '    lab/pbx1/2.1 at 2026-11-21T02:51:42.000000Z only after: waitSeconds 4',
  ])
})

test('more than a person reads is counted', () => {
  const many = Array.from({ length: 25 }, () => found.firstCalls[0]!)
  const lines = restatementLines({ ...found, calls: 1200, firstCalls: many })
  expect(lines.filter(line => line.includes('outcome TIMEOUT'))).toHaveLength(20)
  expect(lines.at(-1)).toBe('    and 1,180 more')
})

test('tables that are the same are said to be, and nothing else', () => {
  const same = found.tables.map(({ table }) => ({ table, onlyOld: 0, onlyNew: 0 }))
  expect(restatementLines({ ...found, tables: same })).toEqual(['  the same, byte for byte'])
})
