import type { Position } from '../../domain/kernel/event.ts'
import { builder } from '../schema/builder.ts'
import { NewestRowsType } from '../schema/newest-rows.ts'
import type { ProjectionHealth } from '../ports/engine.ts'
import { needs } from '../rights/rights.ts'
import { SourceHealthType } from './source-type.ts'
import { statusNow, type Status } from './status-now.ts'

const ProjectionStateType = builder.enumType('ProjectionState', {
  description: 'What a projection is doing.',
  values: {
    CATCHING_UP: { description: 'Reads events that are older than its start.' },
    UP_TO_DATE: { description: 'Has every event, or is about to.' },
    REBUILDING: { description: 'Answers from its old tables while new ones are made beside them.' },
    STOPPED: { description: 'Stands still; `problem` says why. Its figures are as old as its position.' },
  } as const,
})

const ProjectionType = builder.objectRef<ProjectionHealth & { readonly logEnd: Position }>('Projection').implement({
  description: 'A read model: tables that are computed from the log and can be thrown away.',
  fields: t => ({
    name: t.exposeString('name', { description: 'Name, also that of its SQL schema.' }),
    version: t.exposeInt('version', {
      description: 'Version of its meaning and tables. Another version is another build.',
    }),
    state: t.expose('state', { type: ProjectionStateType, description: 'What it is doing.' }),
    position: t.expose('position', { type: 'Position', description: 'Its tables hold every event up to here.' }),
    lag: t.float({
      description: 'Positions that it is behind the end of the log; 0 when it is up to date.',
      resolve: ({ position, logEnd }) => Math.max(0, logEnd - position),
    }),
    deadLetters: t.exposeInt('deadLetters', { description: 'Events that it could not take and left out.' }),
    problem: t.exposeString('problem', {
      nullable: true,
      description: 'Why it stopped, and what to do: in full for who sees every site.',
    }),
  }),
})

const StatusType = builder.objectRef<Status>('Status').implement({
  description: 'Whether everything works, and how new everything is.',
  fields: t => ({
    version: t.exposeString('version', { description: 'Version of the server.' }),
    now: t.expose('now', { type: 'DateTime', description: 'Clock of the server.' }),
    position: t.expose('position', { type: 'Position', description: 'End of the log.' }),
    dataAge: t.exposeFloat('dataAge', {
      nullable: true,
      description: 'Seconds since the newest fact of any source that you may see; null when there is none.',
    }),
    sources: t.expose('sources', {
      type: [SourceHealthType],
      description: 'What comes in, by site, node and kind of fact.',
    }),
    projections: t.field({
      type: [ProjectionType],
      description: 'The read models and how far they are.',
      resolve: ({ projections, position }) => projections.map(projection => ({ ...projection, logEnd: position })),
    }),
    newest: t.field({
      type: [NewestRowsType],
      description:
        'What is newest in the statistics of each site, and how much it has (contact-center 2.2). The newest calls and visits themselves: `calls(first: 2)`, `queueVisits(first: 2)`. None of a site of which some queues or agents are hidden from you.',
      extensions: { cost: 20 },
      resolve: ({ sites }, _, { reports, may }) => reports.newestRows(sites.filter(site => may.seesWhole(site))),
    }),
  }),
})

builder.queryField('status', t =>
  t.field({
    type: StatusType,
    description: 'End of the log, sources with their lag, projections with their lag (contact-center 2.2, 2.3).',
    extensions: { ...needs('readStatus'), cost: 20 },
    resolve: (_, __, context) => statusNow(context, context.may),
  }),
)
