import type { FieldNode } from 'graphql'
import { secondsOf } from '../../domain/kernel/time.ts'
import { agentCalls } from '../../domain/metrics/agent-calls.ts'
import { agentTime } from '../../domain/metrics/agent-time.ts'
import type { DefinitionOf } from '../../domain/metrics/definition.ts'
import type { MicrosLength } from '../../domain/metrics/figures.ts'
import { noAgentFigures } from '../../domain/metrics/sums.ts'
import type { AgentStatisticsRow } from '../../projections/agent-states/types.ts'
import type { NamesAsOf } from '../../projections/directory/names.ts'
import type { AgentCallFigures } from '../../projections/calls/figures/agent-call-figures.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import { AgentDimensionType, excludedArg } from '../schema/enums.ts'
import { figureText, textOf } from './figures.ts'
import { freshness } from '../schema/freshness.ts'
import { intervalFields } from './interval-fields.ts'
import { agentNameOf, groupNameOf, namesArg, pauseLabelOf } from '../names/names.ts'
import { pageOf } from '../schema/page-size.ts'
import { checkedPeriod } from '../schema/period.ts'
import { agentsArg, intervalArg, periodArg, zoneOfHoursArg, entitiesArg } from '../reports/report-args.ts'
import { needs } from '../rights/rights.ts'
import { selectedFields } from '../schema/selected-fields.ts'

/** `pauseSeconds` takes an argument besides, holds are told by the history of calls. */
const figures: readonly DefinitionOf<'agent'>[] = [...agentTime, ...agentCalls].filter(
  ({ name, compute }) => name !== 'pauseSeconds' && name !== 'holdSeconds' && compute,
)

const ofCalls = [
  'internalReceived',
  'internalPlaced',
  'externalReceived',
  'externalPlaced',
  'transferredInternally',
  'transferredExternally',
] as const satisfies readonly (keyof AgentCallFigures)[]

/** A row, and what the history of calls tells of it: read for the whole page when a first field asks for it. */
interface AgentLine extends AgentStatisticsRow {
  readonly calls: () => Promise<AgentCallFigures | undefined>
  readonly hold: () => Promise<MicrosLength>
  readonly names: NamesAsOf
}

async function nameOf({ site, agent, start, end, names }: AgentLine, context: ApiContext) {
  if (site === null || agent === null) return undefined
  return agentNameOf(context, { site, name: agent, from: start, to: end, asOf: names })
}

/** Where rows are told apart by group it is that of the row. */
async function groupOf(line: AgentLine, context: ApiContext) {
  const { site, agentGroup: group, start, end, names } = line
  if (group === undefined) return nameOf(line, context)
  if (site === null || group === null) return undefined
  const displayName = await groupNameOf(context, { site, name: group, from: start, to: end, asOf: names })
  return { group, groupDisplayName: displayName ?? null }
}

interface PauseReasonTime {
  readonly reason: string
  readonly length: number
  readonly line: AgentLine
}

const PauseReasonType = builder.objectRef<PauseReasonTime>('PauseReasonTime').implement({
  description: 'Time paused for one reason.',
  fields: t => ({
    reason: t.exposeString('reason', {
      description: 'The reason as the PBX gave it; the empty text when it gave none.',
    }),
    label: t.string({
      nullable: true,
      description:
        "What people call it, as configured at the start of the interval, or first within it; `names` says today's. Null where nothing is configured, or the row spans sites.",
      resolve: async ({ reason, line: { site, start, end, names } }, _, context) => {
        if (site === null || reason === '') return null
        return (await pauseLabelOf(context, { site, name: reason, from: start, to: end, asOf: names })) ?? null
      },
    }),
    seconds: t.float({
      description: 'Time paused for it, in seconds.',
      resolve: ({ length }) => secondsOf(length),
    }),
  }),
})

const AgentStatisticsType = builder.objectRef<AgentLine>('AgentStatistics')

builder.objectType(AgentStatisticsType, {
  description: 'Figures of an agent, or of a group of agents, in an interval.',
  fields: t => ({
    site: t.exposeString('site', {
      nullable: true,
      description: 'Short name of the site; null when the group spans sites.',
    }),
    agent: t.exposeString('agent', {
      nullable: true,
      description: 'Member name, e.g. `Agent/8001`; null when the group spans agents.',
    }),
    agentName: t.string({
      nullable: true,
      description:
        "Name of the agent for people, as of the start of the interval, or the first within it; `names` says today's. Null where none was configured, or the group spans agents.",
      resolve: async (line, _, context) => (await nameOf(line, context))?.name ?? null,
    }),
    agentGroup: t.string({
      nullable: true,
      description:
        'Short name of the group: that of the row when grouped by AGENT_GROUP, else the one that the agent was in at the start of the interval. Null where none was configured.',
      resolve: async (line, _, context) => (await groupOf(line, context))?.group ?? null,
    }),
    agentGroupDisplayName: t.string({
      nullable: true,
      description: 'Name of that group for people.',
      resolve: async (line, _, context) => (await groupOf(line, context))?.groupDisplayName ?? null,
    }),
    hourOfDay: t.exposeInt('hourOfDay', {
      nullable: true,
      description: 'Local hour, 0 to 23, when grouped by HOUR_OF_DAY.',
    }),
    dayOfWeek: t.exposeInt('dayOfWeek', {
      nullable: true,
      description: 'Local day, 1 (Monday) to 7 (Sunday), when grouped by DAY_OF_WEEK.',
    }),
    ...intervalFields(t),
    pauseSeconds: t.float({
      description: figureText('agent', 'pauseSeconds'),
      args: {
        reason: t.arg.string({
          description: 'Only pauses for this reason (data1 of PAUSE); the empty text: those without one.',
        }),
      },
      resolve: ({ figures }, { reason }) =>
        secondsOf(typeof reason === 'string' ? (figures.pauseByReason.get(reason) ?? 0) : figures.pause),
    }),
    holdSeconds: t.float({
      description: figureText('agent', 'holdSeconds'),
      resolve: async ({ hold }) => secondsOf(await hold()),
    }),
    pauseReasons: t.field({
      type: [PauseReasonType],
      description: 'The pause time by reason, longest first; of equal ones by name.',
      resolve: line =>
        [...line.figures.pauseByReason]
          .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
          .map(([reason, length]) => ({ reason, length, line })),
    }),
  }),
})

for (const definition of figures) {
  const { name, unit, compute } = definition
  const description = textOf(definition)
  const type = unit === 'count' ? 'Int' : 'Float'
  if (!compute || compute(noAgentFigures) === null)
    builder.objectField(AgentStatisticsType, name, t =>
      t.field({ type, nullable: true, description, resolve: ({ figures }) => compute?.(figures) ?? null }),
    )
  else
    builder.objectField(AgentStatisticsType, name, t =>
      t.field({ type, description, resolve: ({ figures }) => compute(figures) ?? 0 }),
    )
}

for (const name of ofCalls)
  builder.objectField(AgentStatisticsType, name, t =>
    t.int({
      description: figureText('agent', name),
      resolve: async ({ calls }) => (await calls())?.[name] ?? 0,
    }),
  )

const AgentStatisticsConnection = builder.connectionObject(
  { type: AgentStatisticsType, name: 'AgentStatisticsConnection', description: 'A page of agent figures.' },
  { name: 'AgentStatisticsEdge', description: 'A row of agent figures with its cursor.' },
)

const needsPauseReasons = ({ name, arguments: args = [] }: FieldNode): boolean =>
  name.value === 'pauseReasons' || (name.value === 'pauseSeconds' && args.length > 0)

builder.queryField('agentStatistics', t =>
  t.field({
    type: AgentStatisticsConnection,
    description:
      'Figures of the agents in a period: a row for every group and interval. Times are cut at the ends of intervals and are unions over queues. Definitions: metricDefinitions.',
    args: {
      period: t.arg(periodArg),
      groupBy: t.arg({
        type: [AgentDimensionType],
        description: 'A row for each combination; [AGENT] when left out, [] is one row for all.',
      }),
      interval: t.arg(intervalArg),
      timeZone: t.arg(zoneOfHoursArg),
      agents: t.arg.stringList(agentsArg),
      entities: t.arg.stringList(entitiesArg),
      groups: t.arg.stringList({
        description:
          'Short names of groups of agents, `north` or `paris/north`: only the time counts that agents were in one of them.',
      }),
      excluded: t.arg(excludedArg),
      names: t.arg(namesArg),
      ...pageArgs,
    },
    extensions: { ...needs('readStatistics'), cost: 500 },
    resolve: async (_, args, context, info) => {
      const interval = args.interval ?? 'TOTAL'
      const scope = await context.may.agents(args.agents, undefined, args.entities)
      const fresh = freshness(context, scope, 'agent_states')
      const groups = await context.may.groups(args.groups)
      const request = {
        period: checkedPeriod(args.period, interval),
        groupBy: args.groupBy ?? ['AGENT' as const],
        excluded: args.excluded ?? 'WITHOUT',
        interval,
        ...(args.timeZone ? { timeZone: args.timeZone } : {}),
        scope,
        names: args.names ?? ('EVENT' as const),
        withPauseReasons: selectedFields(info, ['edges', 'node']).some(needsPauseReasons),
        ...(groups ? { groups } : {}),
      }
      const page = await context.reports.agentStatistics({ ...pageOf(args), ...request, now: context.clock() })
      let read: Promise<readonly AgentCallFigures[]> | undefined
      const callsOf = async (index: number) =>
        (await (read ??= context.reports.agentCallFigures(request, page.rows)))[index]
      let holds: Promise<readonly MicrosLength[]> | undefined
      const holdOf = async (index: number) =>
        (await (holds ??= context.reports.agentHolds(request, page.rows)))[index] ?? 0
      const { names } = request
      const rows = page.rows.map((row, index) => ({
        ...row,
        names,
        calls: () => callsOf(index),
        hold: () => holdOf(index),
      }))
      return connectionOf({ ...page, rows }, fresh, args.after)
    },
  }),
)
