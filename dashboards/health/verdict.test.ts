import { expect, test } from 'vitest'
import type { ProjectionRow, SourceRow } from './queries.ts'
import { verdictOf } from './verdict.ts'

const source = (parts: Partial<SourceRow>): SourceRow => ({
  site: 'paris',
  node: 'pbx1',
  kind: 'QUEUE_LOG',
  names: [],
  state: 'LIVE',
  lagSeconds: 0,
  problem: null,
  rows: 10,
  quarantined: 0,
  unknownEvents: 0,
  lastEventAt: null,
  lastRecordedAt: null,
  demo: false,
  ...parts,
})

const projection = (parts: Partial<ProjectionRow>): ProjectionRow => ({
  name: 'queue_visits',
  version: 1,
  state: 'UP_TO_DATE',
  position: '10',
  lag: 0,
  deadLetters: 0,
  problem: null,
  ...parts,
})

test('a finished recording and a rebuild are no faults', () => {
  expect(
    verdictOf({ sources: [source({ state: 'FINISHED' })], projections: [projection({ state: 'REBUILDING' })] }),
  ).toEqual({ level: 'good', faults: [] })
})

test('what stands still comes first, with its reason', () => {
  const verdict = verdictOf({
    sources: [source({ state: 'LATE', node: 'pbx2' }), source({ state: 'DOWN', problem: 'file not found' })],
    projections: [projection({ state: 'STOPPED', problem: 'disk full' })],
  })
  expect(verdict.level).toBe('bad')
  expect(verdict.faults).toEqual([
    { name: 'paris/pbx1 queue_log', problem: 'file not found' },
    { name: 'queue_visits', problem: 'disk full' },
    { name: 'paris/pbx2 queue_log', problem: null },
  ])
})

test('rows that were left out are a warning', () => {
  expect(verdictOf({ sources: [source({ quarantined: 1 })], projections: [] })).toEqual({
    level: 'warn',
    faults: [{ name: 'paris/pbx1 queue_log', problem: null, quarantined: 1 }],
  })
  expect(verdictOf({ sources: [], projections: [projection({ deadLetters: 2 })] }).level).toBe('warn')
})

test('a read model that goes on and names a problem is no sign that everything works', () => {
  const verdict = verdictOf({
    sources: [],
    projections: [projection({ state: 'CATCHING_UP', problem: 'the database does not answer' })],
  })
  expect(verdict).toEqual({
    level: 'warn',
    faults: [{ name: 'queue_visits', problem: 'the database does not answer' }],
  })
})
