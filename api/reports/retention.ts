import {
  keptDays,
  retainedData,
  type RetainedData,
  type RetentionBounds,
} from '../../domain/retention/retention-bounds.ts'
import type { RowsAffected } from '../../domain/retention/purge.ts'
import { builder } from '../schema/builder.ts'
import { siteOf } from '../configuration/site.ts'
import { payloadRef, processed, type Payload } from '../mutations/payload.ts'
import type { RetentionStatus } from '../ports/retention.ts'
import { needs } from '../rights/rights.ts'

const RetainedDataType = builder.enumType('RetainedData', {
  description: 'What is kept for a time of its own. Nothing outlives what it is part of.',
  values: {
    CALL_DETAILS: {
      value: 'callDetails',
      description:
        'What identifies people in calls and stays in queues: numbers and names from outside, attached data, notes. Facts of that time are shown no more. Calls stay, without it.',
    },
    PANEL_DOCUMENTS: { value: 'panelDocuments', description: 'Documents behind the panels.' },
    RECORDINGS: { value: 'recordings', description: 'What leads to recordings of calls.' },
    STATISTICS: {
      value: 'statistics',
      description: 'Figures of queues and agents and what is left of the calls behind them, by whole months of UTC.',
    },
  } as const,
})

interface Bound {
  readonly data: RetainedData
  readonly before: number
}

const listed = (bounds: RetentionBounds): readonly Bound[] =>
  retainedData.flatMap(data => {
    const before = bounds[data]
    return before === undefined ? [] : [{ data, before }]
  })

const BoundType = builder.objectRef<Bound>('RetentionBound').implement({
  description: 'An instant before which there is none of something any more.',
  fields: t => ({
    data: t.expose('data', { type: RetainedDataType, description: 'Of what.' }),
    before: t.expose('before', { type: 'DateTime', description: 'What began before is gone: a midnight of UTC.' }),
  }),
})

interface TableRows {
  readonly table: string
  readonly rows: number
}

const rowsListed = (rows: RowsAffected): readonly TableRows[] =>
  Object.entries(rows).map(([table, count]) => ({ table, rows: count }))

const TableRowsType = builder.objectRef<TableRows>('PurgedTable').implement({
  description: 'A table of a read model that a purge touches.',
  fields: t => ({
    table: t.exposeString('table', { description: 'Read model and table, e.g. `calls.party`.' }),
    rows: t.exposeInt('rows', { description: 'Rows that it loses, or that lose what identifies people.' }),
  }),
})

const LastPurgeType = builder.objectRef<NonNullable<RetentionStatus['last']>>('LastPurge').implement({
  description: 'A purge. All of them are events: RecordsPurged.',
  fields: t => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it was decided.' }),
    actor: t.exposeString('actor', {
      nullable: true,
      description: 'Who asked for it: label of a token, or `retention`, which does so each day.',
    }),
    position: t.expose('position', { type: 'Position', description: 'Its place in the log.' }),
    bounds: t.field({ type: [BoundType], description: 'What it moved.', resolve: ({ before }) => [...listed(before)] }),
    tables: t.field({
      type: [TableRowsType],
      description: 'What it touched, as was counted when it was decided.',
      resolve: ({ rows }) => [...rowsListed(rows)],
    }),
  }),
})

interface Kept {
  readonly data: RetainedData
  readonly days: number | null
  readonly goneBefore: number | null
  readonly dueBefore: number | null
}

const keptIn = ({ settings, inForce, due }: RetentionStatus): Kept[] =>
  retainedData.map(data => ({
    data,
    days: keptDays(settings)[data] ?? null,
    goneBefore: inForce[data] ?? null,
    dueBefore: due[data] ?? null,
  }))

const KeptType = builder.objectRef<Kept>('KeptData').implement({
  description: 'How long something is kept, and what of it is gone.',
  fields: t => ({
    data: t.expose('data', { type: RetainedDataType, description: 'What.' }),
    days: t.exposeInt('days', {
      nullable: true,
      description: 'In effect: as it was set, or as what it is part of. Null: for ever.',
    }),
    goneBefore: t.expose('goneBefore', {
      type: 'DateTime',
      nullable: true,
      description: 'What began before was removed; null: nothing was.',
    }),
    dueBefore: t.expose('dueBefore', {
      type: 'DateTime',
      nullable: true,
      description: 'What began before goes with the next purge; null: nothing is over.',
    }),
  }),
})

const RetentionType = builder.objectRef<RetentionStatus & { readonly site: string }>('Retention').implement({
  description: 'What a site keeps, for how long, and what is gone (contact-center 2.5, pbx-configuration 17.2).',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    kept: t.field({ type: [KeptType], description: 'Each kind of data.', resolve: standing => keptIn(standing) }),
    legalHold: t.boolean({
      description: 'Nothing is removed as long as it is on.',
      resolve: ({ settings }) => settings.legalHold,
    }),
    legalBasis: t.string({
      nullable: true,
      description: 'Why so long and no longer.',
      resolve: ({ settings }) => settings.legalBasis,
    }),
    lastPurge: t.expose('last', {
      type: LastPurgeType,
      nullable: true,
      description: 'Null: nothing was ever removed.',
    }),
    nextPurgeAt: t.expose('next', {
      type: 'DateTime',
      nullable: true,
      description: 'When what is over goes by itself; null: a legal hold is on.',
    }),
  }),
})

builder.queryField('retention', t =>
  t.field({
    type: RetentionType,
    description: 'What is kept for how long, and what was removed. Settings are changed with changeRetentionSettings.',
    args: { site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }) },
    extensions: { ...needs('readRetention'), cost: 10 },
    resolve: async (_, { site: named }, context) => {
      const site = await siteOf(context, named)
      return { ...(await context.retention.status(site)), site }
    },
  }),
)

const PurgeRecordsInput = builder.inputType('PurgeRecordsInput', {
  description: 'Where what is over is removed.',
  fields: t => ({
    site: t.string({ description: 'Short name of the site; may be left out where there is only one.' }),
    dryRun: t.boolean({ description: 'Counts what would be removed, and removes nothing.' }),
  }),
})

type PurgePayload = Payload & { readonly before: RetentionBounds; readonly rows: RowsAffected }

const PurgeRecordsPayload = payloadRef<PurgePayload>('PurgeRecordsPayload', 'Answer of purgeRecords.')

builder.objectFields(PurgeRecordsPayload, t => ({
  bounds: t.field({
    type: [BoundType],
    description: 'What was over, or is in a dry run; empty: nothing.',
    resolve: ({ before }) => [...listed(before)],
  }),
  tables: t.field({
    type: [TableRowsType],
    description: 'What loses rows, or what identifies people in them.',
    resolve: ({ rows }) => [...rowsListed(rows)],
  }),
}))

builder.mutationField('purgeRecords', t =>
  t.field({
    type: PurgeRecordsPayload,
    description:
      'Removes what is over by the settings of the site now, not at the next purgeAt. It cannot be taken back by longer settings. Repeated on the same day it changes nothing.',
    args: { input: t.arg({ type: PurgeRecordsInput, required: true, description: 'The command.' }) },
    extensions: { ...needs('purgeRecords'), cost: 100 },
    resolve: async (_, { input }, context) => {
      const site = await siteOf(context, input.site)
      const dryRun = input.dryRun ?? false
      const result = await context.retention.purge({ site, dryRun, actor: context.identity.label })
      if (!dryRun && Object.keys(result.before).length > 0) await processed(context, result.position)
      return result
    },
  }),
)
