import { GraphQLError } from 'graphql'
import { accessOf } from './fake-access.ts'
import { agentActionsOf } from './fake-agent-actions.ts'
import { agentGroups, agentStatistics, agentTimeline } from './fake-agent-reports.ts'
import { fakeStandstill, iso, type FakeWorld } from './fake-boards.ts'
import { callbackChanges, callbacksOf } from './fake-callbacks.ts'
import { configurationOf } from './fake-configuration.ts'
import { calls, customerHistory, wholeCall } from './fake-calls.ts'
import { correctionsOf } from './fake-corrections.ts'
import { fakeDefinitions } from './fake-definitions.ts'
import { serviceCommandsOf } from './fake-services.ts'
import { connection, queueStatistics, queueVisits, reconciliation, visitEvents } from './fake-reports.ts'

export interface FakeRoot {
  readonly query: Record<string, object>
  readonly subscription: Record<string, object>
  push(): void
  hush(silent: boolean): void
  setDifference(difference: number): void
}

interface Watcher {
  wake: (() => void) | undefined
  pending: boolean
}

/** Resolvers by field name, as execute() takes them for a schema that was only printed. */
export function createFakeRoot(world: FakeWorld): FakeRoot {
  const watchers = new Set<Watcher>()
  let silent = false
  let difference = 0

  const head = () => ({
    now: iso(Date.now()),
    position: String(184_223 + Math.floor((Date.now() - world.startedAt) / 100)),
    dataAge: Math.max(0, (Date.now() - world.newestFactAt) / 1000),
    sources: world.sources,
  })
  const standing = <R extends { readonly site: string }>(rows: readonly R[]) =>
    structuredClone(rows).map(row => ({ ...row, standstill: fakeStandstill(world, row.site) }))
  const queueBoard = () => ({ ...head(), queues: standing(world.queues) })
  const agentBoard = () => ({ ...head(), agents: standing(world.agents) })

  function allowed<Answer>(field: string, answer: Answer): Answer {
    if (!world.denied.includes(field)) return answer
    throw new GraphQLError(`you may not ask for ${field}`, { extensions: { code: 'FORBIDDEN' } })
  }

  async function* watch<Board>(name: string, board: () => Board) {
    const watcher: Watcher = { wake: undefined, pending: true }
    watchers.add(watcher)
    try {
      while (true) {
        if (!watcher.pending) await new Promise<void>(resolve => (watcher.wake = resolve))
        watcher.pending = false
        yield { [name]: board() }
      }
    } finally {
      watchers.delete(watcher)
    }
  }

  return {
    query: {
      sites: () => sites,
      status: () => ({ ...head(), version: '0.1.0', projections: projections(), newest: newest(world) }),
      trunkBoard: () => allowed('trunkBoard', { ...head(), trunks: world.trunks }),
      metricDefinitions: () => fakeDefinitions,
      queueBoard,
      agentBoard,
      queueStatistics: (args: Parameters<typeof queueStatistics>[1]) => queueStatistics(world, args),
      agentStatistics: ({ groupBy, groups }: { groupBy?: readonly string[]; groups?: readonly string[] }) =>
        agentStatistics(world, groupBy, groups),
      agentGroups: () => agentGroups(world),
      reconciliation: (args: Parameters<typeof queueStatistics>[1]) => reconciliation(world, args, difference),
      queueVisits: ({ filter }: { filter?: { outcomes?: readonly string[] } }) => queueVisits(world, filter?.outcomes),
      calls: (args: Parameters<typeof calls>[1]) => calls(world, args),
      call: (args: Parameters<typeof wholeCall>[1]) => wholeCall(world, args),
      customerHistory: (args: Parameters<typeof customerHistory>[1]) => customerHistory(world, args),
      node: ({ id }: { id: string }) => visitEvents(world, id),
      agentTimeline: ({ period }: { period: { from: string; to: string } }) => agentTimeline(world, period),
      ...correctionsOf(world),
      ...agentActionsOf(world),
      ...accessOf(world),
      ...serviceCommandsOf(world),
      ...callbacksOf(world),
      ...configurationOf(world),
      quarantine: () => allowed('quarantine', connection(quarantined(world.startedAt))),
    },
    subscription: {
      callbackChanges: () => callbackChanges(world),
      queueBoard: () => watch('queueBoard', queueBoard),
      agentBoard: () => watch('agentBoard', agentBoard),
    },
    push() {
      if (silent) return
      for (const watcher of watchers) {
        watcher.pending = true
        watcher.wake?.()
      }
    },
    hush(next) {
      silent = next
    },
    setDifference(next) {
      difference = next
    },
  }
}

const site = (name: string, displayName: string, demo = false) => ({
  site: name,
  displayName,
  timeZone: 'Europe/Paris',
  demo,
  sample: name === 'lab',
})

const sites = [site('demo', 'Demonstration', true), site('lab', 'Lab'), site('paris', 'Paris')]

const projection = (name: string, parts: object = {}) => ({
  name,
  version: 1,
  state: 'UP_TO_DATE',
  position: '184223',
  lag: 0,
  deadLetters: 0,
  problem: null,
  ...parts,
})

const projections = () => [
  projection('queue_visits', { version: 3 }),
  projection('agent_states', { version: 2, state: 'REBUILDING', position: '150211', lag: 34_012 }),
  projection('directory'),
]

const newest = ({ startedAt }: FakeWorld) => {
  const quarter = new Date(startedAt - (startedAt % 900_000)).toISOString()
  const queueVisitAt = new Date(startedAt - 2000).toISOString()
  return [
    { site: 'paris', queueVisitAt, queueQuarter: quarter, agentQuarter: quarter, queues: 11, agents: 1036 },
    { site: 'lab', queueVisitAt: null, queueQuarter: null, agentQuarter: null, queues: 0, agents: 0 },
  ]
}

const quarantined = (at: number) =>
  [
    { line: 8841, reason: 'a queue_log row has at least 5 fields, this one has 2', raw: '1795400991|17954' },
    {
      line: 9120,
      reason: 'the time is no number',
      raw: 'garbage\u0000|1795400991.17|sales|NONE|ENTERQUEUE||0612345678|1',
    },
  ].map((row, place) => ({
    ...row,
    position: String(120_400 + place),
    site: 'paris',
    node: 'pbx1',
    kind: 'QUEUE_LOG',
    input: '/var/log/asterisk/queue_log',
    recordedAt: iso(at - 3_600_000),
  }))
