import type { PanelGroup, PanelMetric, PanelTerm } from '../../domain/panels/panel-index.ts'
import { visibleGroups } from '../../domain/panels/visible-groups.ts'
import { secondsOf } from '../../domain/kernel/time.ts'
import { builder } from '../schema/builder.ts'
import { badInput } from '../schema/errors.ts'
import type { Freshness } from '../schema/freshness.ts'
import { intervalFields } from '../statistics/interval-fields.ts'
import { needs } from '../rights/rights.ts'
import { PanelDocumentsType, PanelMeasureType, PanelStatisticType, PanelTermType } from './enums.ts'
import {
  PanelBucketsInput,
  panelFilter,
  PanelFilterInput,
  panelFreshness,
  PanelMetricInput,
  panelMetrics,
  panelScope,
  panelTerms,
} from './panel-input.ts'

const mostGroups = 10_000
const defaultGroups = 1000

interface PanelAnswer {
  readonly groups: readonly GroupOfPanel[]
  readonly isCut: boolean
  readonly freshness: Freshness
}

interface GroupOfPanel extends PanelGroup {
  readonly asked: { readonly terms: readonly PanelTerm[]; readonly metrics: readonly PanelMetric[] }
}

interface TermValue {
  readonly term: PanelTerm
  readonly value: string | null
}

const PanelTermValueType = builder.objectRef<TermValue>('PanelTermValue').implement({
  description: 'A name that the documents of a group have in common.',
  fields: t => ({
    term: t.expose('term', { type: PanelTermType, description: 'What it names.' }),
    value: t.exposeString('value', { nullable: true, description: 'The name; null: they have none.' }),
  }),
})

interface Figure {
  readonly metric: PanelMetric
  readonly value: number | null
}

const PanelFigureType = builder.objectRef<Figure>('PanelFigure').implement({
  description: 'A figure of a group of documents.',
  fields: t => ({
    statistic: t.field({
      type: PanelStatisticType,
      description: 'How it is measured.',
      resolve: ({ metric }) => metric.figure,
    }),
    of: t.field({
      type: PanelMeasureType,
      description: 'What is measured.',
      resolve: ({ metric }) => (metric.of === 'wait' ? 'WAIT' : 'TALK'),
    }),
    percentile: t.float({
      nullable: true,
      description: 'Of PERCENTILE: which.',
      resolve: ({ metric }) => (metric.figure === 'PERCENTILE' ? metric.percentile : null),
    }),
    value: t.float({
      nullable: true,
      description: 'Seconds; of COUNT how many. Null when no document of the group has what is measured.',
      resolve: ({ metric, value }) => (value === null || metric.figure === 'COUNT' ? value : secondsOf(value)),
    }),
  }),
})

const PanelGroupType = builder.objectRef<GroupOfPanel>('PanelGroup').implement({
  description: 'Documents that lie in one interval and have the same names.',
  fields: t => ({
    ...intervalFields(t),
    terms: t.field({
      type: [PanelTermValueType],
      description: 'The names, in the order in which they were asked for.',
      resolve: ({ terms, asked }) => asked.terms.map((term, index) => ({ term, value: terms[index] ?? null })),
    }),
    count: t.exposeInt('count', { description: 'How many documents.' }),
    metrics: t.field({
      type: [PanelFigureType],
      description: 'The figures, in the order in which they were asked for.',
      resolve: ({ metrics, asked }) =>
        asked.metrics.map((metric, index) => ({ metric, value: metrics[index] ?? null })),
    }),
  }),
})

const PanelType = builder.objectRef<PanelAnswer>('Panel').implement({
  description: 'What a panel draws: counts and figures of documents.',
  fields: t => ({
    groups: t.field({
      type: [PanelGroupType],
      description:
        'By start, then by the terms, null first. Groups without a document are left out, and such as name a queue or an agent that is not yours.',
      extensions: { rows: 100 },
      resolve: ({ groups }) => groups,
    }),
    isCut: t.exposeBoolean('isCut', { description: 'There are more groups than `most`: the last are missing.' }),
    position: t.field({
      type: 'Position',
      description: 'The documents tell of every event up to this position of the log.',
      resolve: answer => answer.freshness.position,
    }),
    dataAge: t.float({
      nullable: true,
      description:
        'Seconds since the newest fact that the PBX nodes of the sites concerned have sent. Null when nothing has come from them yet.',
      resolve: answer => answer.freshness.dataAge(),
    }),
  }),
})

builder.queryField('panel', t =>
  t.field({
    type: PanelType,
    description:
      'Counts, sums and percentiles of rows, visits or calls, by time, queue, agent, event or outcome: from the index behind the panels, which follows the read models by a second or so.',
    args: {
      documents: t.arg({ type: PanelDocumentsType, required: true, description: 'What is counted.' }),
      filter: t.arg({ type: PanelFilterInput, required: true, description: 'Which of them.' }),
      buckets: t.arg({ type: PanelBucketsInput, description: 'What they are grouped by.' }),
      metrics: t.arg({ type: [PanelMetricInput], description: 'What is measured of each group besides the count.' }),
      most: t.arg.int({ description: `Groups at most: 1 to ${mostGroups}; ${defaultGroups} when left out.` }),
    },
    extensions: { ...needs('readStatistics'), cost: 200 },
    resolve: async (_, { documents, filter, buckets, metrics, most: groupsAtMost }, context) => {
      const { panels } = context
      const most = groupsAtMost ?? defaultGroups
      if (most < 1 || most > mostGroups)
        throw badInput('most', `${most} groups cannot be had at once; ask for 1 to ${mostGroups}`)
      const interval = buckets?.interval ?? 'TOTAL'
      const scope = await panelScope(context, filter.entities)
      const asked = { terms: panelTerms(buckets?.terms), metrics: panelMetrics(metrics ?? []) }
      const question = {
        ...asked,
        filter: await panelFilter(documents, filter, interval, scope, context),
        ...(interval === 'TOTAL' ? {} : { time: { interval, timeZone: buckets?.timeZone ?? 'UTC' } }),
        most,
      }
      const fresh = await panelFreshness(context)
      const { groups, isCut } = await panels.aggregate(question)
      return {
        groups: visibleGroups(groups, asked.terms, scope).map(group => ({ ...group, asked })),
        isCut,
        freshness: fresh,
      }
    },
  }),
)
