import { isVisible, visibleNames, type VisibleDocuments } from '../../domain/panels/visible.ts'
import type { PanelDocument } from '../../domain/panels/document.ts'
import type {
  PanelBuild,
  PanelChange,
  PanelFilter,
  PanelGroup,
  PanelIndex,
  PanelMetric,
  PanelQuestion,
  PanelCheckpoint,
  PanelTerm,
  PanelWriting,
} from '../../domain/panels/panel-index.ts'
import { shareOfPercentile } from '../../domain/panels/panel-index.ts'
import { intervalsOf, type TimeSpan } from '../../projections/periodic/intervals.ts'
import { newestOfEach, placeOf, versionOf } from './newest.ts'

interface Held {
  changes: Map<string, PanelChange>
  checkpoint: PanelCheckpoint
}

const nothing = (): Held => ({ changes: new Map(), checkpoint: { position: 0, meaning: '' } })

/** An index in this process, for tests. */
export function createMemoryPanelIndex(): PanelIndex {
  let live = nothing()

  const documents = (filter: PanelFilter): PanelDocument[] =>
    [...live.changes.values()]
      .flatMap(change => (change.change === 'WRITE' ? change.document : []))
      .filter(document => fits(document, filter))

  return {
    ...writingTo(() => live),

    beside() {
      const beside = nothing()
      const build: PanelBuild = {
        ...writingTo(() => beside),
        switch() {
          if (beside.checkpoint.position < live.checkpoint.position) return Promise.resolve(false)
          live = beside
          return Promise.resolve(true)
        },
        drop: () => Promise.resolve(),
      }
      return Promise.resolve(build)
    },

    aggregate(question) {
      const groups = groupsOf(documents(question.filter), question)
      return Promise.resolve({ groups: groups.slice(0, question.most), isCut: groups.length > question.most })
    },

    search(filter, { first, after }) {
      const found = documents(filter)
        .sort(newestFirst)
        .filter(document => !after || newestFirst(after, document) < 0)
      const page = found.slice(0, first)
      const last = page.at(-1)
      return Promise.resolve({
        documents: page,
        next: last && found.length > first ? { at: last.at, id: last.id } : undefined,
      })
    },
  }
}

const writingTo = (held: () => Held): PanelWriting => ({
  write(changes) {
    const { changes: known } = held()
    for (const change of newestOfEach(changes)) {
      const old = known.get(placeOf(change))
      if (!old || versionOf(old) <= versionOf(change)) known.set(placeOf(change), change)
    }
    return Promise.resolve()
  },

  removeBefore(site, at) {
    const { changes: known } = held()
    for (const [place, change] of known)
      if (change.change === 'WRITE' && change.document.site === site && change.document.at < at) known.delete(place)
    return Promise.resolve()
  },

  held: (kind, ids) =>
    Promise.resolve(new Set(ids.filter(id => held().changes.get(`${kind} ${id}`)?.change === 'WRITE'))),

  checkpoint: () => Promise.resolve(held().checkpoint),

  moveTo({ position, meaning }) {
    const to = held()
    to.checkpoint = { position: Math.max(position, to.checkpoint.position), meaning }
    return Promise.resolve()
  },
})

const newestFirst = (a: { at: number; id: string }, b: { at: number; id: string }): number =>
  b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

function fits(document: PanelDocument, filter: PanelFilter): boolean {
  const { kind, at } = document
  const { period, visible, excluded = 'WITHOUT' } = filter
  if (kind !== filter.kind || at < period.from || at >= period.to || !isVisible(document, visible)) return false
  if (excluded !== 'WITH' && document.excluded !== (excluded === 'ONLY')) return false
  const asked: [PanelTerm, readonly string[] | undefined][] = [
    ['SITE', filter.sites],
    ['QUEUE', filter.queues],
    ['QUEUE_DISPLAY_NAME', filter.queueNames],
    ['AGENT', filter.agents],
    ['GROUP', filter.groups],
    ['EVENT', filter.events],
    ['OUTCOME', filter.outcomes],
    ['DIRECTION', filter.directions],
  ]
  return asked.every(
    ([term, wanted]) =>
      !wanted || valuesOf(document, term, visible).some(value => value !== null && wanted.includes(value)),
  )
}

/** null: the document has none. */
function valuesOf(document: PanelDocument, term: PanelTerm, visible: VisibleDocuments): Terms {
  switch (term) {
    case 'SITE':
      return [document.site]
    case 'QUEUE':
      return document.queues.length > 0 ? document.queues : [null]
    case 'QUEUE_DISPLAY_NAME':
      return visibleNames(document, 'queueNames', visible)
    case 'AGENT':
      return document.agents.length > 0 ? document.agents : [null]
    case 'GROUP':
      return visibleNames(document, 'groups', visible)
    case 'EVENT':
      return [document.event]
    case 'OUTCOME':
      return [document.outcome]
    case 'DIRECTION':
      return [document.direction]
  }
}

type Terms = readonly (string | null)[]

interface Group {
  readonly span: TimeSpan
  readonly terms: Terms
  readonly documents: PanelDocument[]
}

function groupsOf(documents: readonly PanelDocument[], { filter, time, terms, metrics }: PanelQuestion): PanelGroup[] {
  const { from: start, to: end } = filter.period
  const spans = time ? intervalsOf(filter.period, time.interval, time.timeZone) : [{ start, end }]
  const groups = new Map<string, Group>()
  for (const document of documents) {
    const span = spans.find(({ end: until }) => document.at < until)
    if (!span) continue
    for (const values of combinations(document, terms, filter.visible)) {
      const key = JSON.stringify([span.start, values])
      const group = groups.get(key)
      if (group) group.documents.push(document)
      else groups.set(key, { span, terms: values, documents: [document] })
    }
  }
  return [...groups.values()]
    .sort((a, b) => a.span.start - b.span.start || compareTerms(a.terms, b.terms))
    .map(({ span, terms: values, documents: members }) => ({
      ...span,
      terms: values,
      count: members.length,
      metrics: metrics.map(metric => figureOf(members, metric)),
    }))
}

function combinations(
  document: PanelDocument,
  terms: readonly PanelTerm[],
  visible: VisibleDocuments,
): readonly Terms[] {
  let found: Terms[] = [[]]
  for (const term of terms) {
    const values = valuesOf(document, term, visible)
    found = found.flatMap(before => values.map(value => [...before, value]))
  }
  return found
}

function compareTerms(one: Terms, other: Terms): number {
  for (const [index, value] of one.entries()) {
    const next = other[index] ?? null
    if (value === next) continue
    return value === null || (next !== null && value < next) ? -1 : 1
  }
  return 0
}

function figureOf(documents: readonly PanelDocument[], metric: PanelMetric): number | null {
  const lengths = documents.map(document => document[metric.of]).filter(length => length !== null)
  if (metric.figure === 'COUNT') return lengths.length
  if (lengths.length === 0) return null
  const sum = lengths.reduce((total, length) => total + length, 0)
  switch (metric.figure) {
    case 'SUM':
      return sum
    case 'AVERAGE':
      return sum / lengths.length
    case 'MAXIMUM':
      return Math.max(...lengths)
    case 'PERCENTILE': {
      const rank = Math.max(1, Math.ceil(shareOfPercentile(metric.percentile) * lengths.length))
      return lengths.sort((a, b) => a - b)[rank - 1] ?? null
    }
  }
}
