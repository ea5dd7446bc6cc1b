import type { ProjectionHealth } from '../ports/engine.ts'
import type { May } from '../auth/may.ts'
import { shownCounts, type SourceHealth } from '../status/source-health.ts'
import type { Status } from '../status/status-now.ts'
import type { Family, Sample } from './prometheus.ts'

/** What the query `status` says in words, as numbers that an alert can be set on. */
export function statusMetrics(status: Status, may: Pick<May, 'seesWhole'>, residentBytes: number): Family[] {
  const { version, position, dataAge, sources, projections } = status
  return [
    gauge('ringledger_info', 'Always 1; the label names the version of the server.', [
      { labels: { version }, value: 1 },
    ]),
    gauge('ringledger_resident_memory_bytes', 'Memory of the server process.', [{ value: residentBytes }]),
    counter('ringledger_log_position', 'End of the log: how many events there are.', [{ value: position }]),
    gauge('ringledger_data_age_seconds', 'Since the newest row of any source.', some(undefined, dataAge)),
    ...ofSources(sources, may),
    ...ofProjections(projections),
  ]
}

function ofSources(sources: readonly SourceHealth[], may: Pick<May, 'seesWhole'>): Family[] {
  const each = (value: (source: SourceHealth) => number | null) =>
    sources.flatMap(source => some({ site: source.site, node: source.node, kind: source.kind }, value(source)))
  return [
    gauge(
      'ringledger_source_up',
      '0: nothing comes of a source that is configured. Absent of what was imported and is not followed.',
      each(({ state }) => (state === 'FINISHED' ? null : Number(state !== 'DOWN'))),
    ),
    gauge(
      'ringledger_source_lag_seconds',
      'How far the reading is behind what the source has written. Absent while that is not known.',
      each(({ lagSeconds }) => lagSeconds),
    ),
    gauge(
      'ringledger_source_problem',
      '1: something about it should be looked at, be it a clock or zone that is wrong. `ringledger status` says what.',
      each(({ problem }) => Number(problem !== null)),
    ),
    gauge(
      'ringledger_source_newest_row_timestamp_seconds',
      'When the newest row was written, by the clock of the PBX.',
      each(({ lastEventAt }) => (lastEventAt === null ? null : lastEventAt / 1e6)),
    ),
    counter(
      'ringledger_source_rows_total',
      'Rows understood and stored.',
      each(source => shownCounts(source, may)?.rows ?? null),
    ),
    counter(
      'ringledger_source_quarantined_total',
      'Rows that no parser has understood.',
      each(source => shownCounts(source, may)?.quarantined ?? null),
    ),
    counter(
      'ringledger_source_unknown_events_total',
      'Rows of an event that is not in the vocabulary: stored, counted nowhere.',
      each(source => shownCounts(source, may)?.unknownEvents ?? null),
    ),
  ]
}

function ofProjections(projections: readonly ProjectionHealth[]): Family[] {
  const each = (value: (projection: ProjectionHealth) => number) =>
    projections.map(projection => ({ labels: { projection: projection.name }, value: value(projection) }))
  return [
    gauge(
      'ringledger_projection_up',
      '0: it stands still until somebody does something, `ringledger status` says what.',
      each(({ state }) => Number(state !== 'STOPPED')),
    ),
    gauge(
      'ringledger_projection_problem',
      '1: something keeps it from going on, and it tries again. `ringledger status` says what.',
      each(({ problem }) => Number(problem !== null)),
    ),
    gauge(
      'ringledger_projection_position',
      'Its tables hold the log up to here.',
      each(({ position }) => position),
    ),
    counter(
      'ringledger_projection_dead_letters_total',
      'Events that it could not take and left out.',
      each(({ deadLetters }) => deadLetters),
    ),
  ]
}

const some = (labels: Sample['labels'], value: number | null): Sample[] =>
  value === null ? [] : [{ ...(labels && { labels }), value }]

const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  help,
  samples,
  type: 'gauge',
})

const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  help,
  samples,
  type: 'counter',
})
