import type { ConfigurationCommand } from '../domain/configuration/commands.ts'
import { evolveAll, initialConfiguration, type Configuration } from '../domain/configuration/configuration.ts'
import { decideChangeSet } from '../domain/configuration/decide.ts'
import { handleChangeSet } from '../domain/configuration/handle-change-set.ts'
import { createConfigurationReader } from '../domain/configuration/history.ts'
import { kinds } from '../domain/configuration/kinds.ts'
import { filesOf } from '../domain/pbx-files/file-changes.ts'
import { openStore } from './store.ts'
import type { Bench } from './bench.ts'
import { check, percentile, type Figure } from './figures.ts'

const users = 5_000
const queues = 200
const agents = 1_000
const events = 100_000
const node = 'pbx1'

const rules = { kinds, seal: (plain: string) => plain }
const open = (sealed: string) => sealed

/** A large site: deciding, storing, replaying, rendering; and one queue renamed. */
export async function benchConfiguration({ say, poolOf }: Bench): Promise<readonly Figure[]> {
  say(`... a configuration of ${users.toLocaleString('en')} users and ${queues} queues`)
  const { pool, store } = await openStore(await poolOf('configuration'))
  try {
    const start = performance.now()
    const decision = decideChangeSet({ commands: largeSite() }, initialConfiguration(kinds), rules)
    const decideMs = performance.now() - start
    if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections.slice(0, 3)))
    const configuration = evolveAll(initialConfiguration(kinds), decision.events, kinds)

    const renderMs = timed(() => filesOf(configuration, node, open).size)
    const renamed = renamedQueues(configuration)

    const reader = createConfigurationReader(store, kinds)
    await fill(store, reader)
    const replayStart = performance.now()
    const replayed = await createConfigurationReader(store, kinds).now('bench')
    const replayMs = performance.now() - replayStart
    check((replayed.revision ?? 0) + 1 >= events, `${String(replayed.revision)} events were replayed`)
    check(filesOf(replayed.configuration, node, open).size > 0, 'the replayed configuration has no files')
    return [
      { name: '(k) decide a change set of the whole site', value: decideMs, unit: 'ms' },
      { name: '    render all its files', value: renderMs, unit: 'ms', target: { atMost: 1000 } },
      {
        name: '    one queue renamed, rendered again, p95',
        value: percentile(renamed, 0.95),
        unit: 'ms',
        target: { atMost: 50 },
      },
      {
        name: `    read and replay ${events.toLocaleString('en')} events`,
        value: replayMs,
        unit: 'ms',
        target: { atMost: 2000 },
      },
    ]
  } finally {
    await pool.end()
  }
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** Fifty queues get another display name, one after the other; only the files that hold it may change. */
function renamedQueues(configuration: Configuration): readonly number[] {
  let before = configuration
  return Array.from({ length: 50 }, (_, i) => {
    const command = { changeQueue: { name: `queue${i}`, displayName: `Renamed ${i}`, weight: i + 1 } }
    const decision = decideChangeSet({ commands: [command] }, before, rules)
    if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections))
    const after = evolveAll(before, decision.events, kinds)
    const was = filesOf(before, node, open)
    let is: ReadonlyMap<string, string> = new Map()
    const ms = timed(() => (is = filesOf(after, node, open)))
    const changed = [...is].filter(([path, content]) => was.get(path) !== content).map(([path]) => path)
    check(
      changed.includes('queues.conf') && !changed.includes('pjsip.conf'),
      `a renamed queue changed ${changed.join(', ')}`,
    )
    before = after
    return ms
  })
}

/** The whole site, then changes until the log holds as many events as wanted. */
async function fill(
  store: Awaited<ReturnType<typeof openStore>>['store'],
  reader: ReturnType<typeof createConfigurationReader>,
): Promise<void> {
  const send = async (commands: readonly ConfigurationCommand[]) => {
    const context = { site: 'bench', changeSetId: 'bench', comment: null, actor: 'bench', occurredAt: 0, dryRun: false }
    const result = await handleChangeSet(store, reader, { commands }, rules, context)
    if (!result.accepted) throw new Error(JSON.stringify(result.rejections.slice(0, 3)))
  }
  await send(largeSite())
  for (let round = 1; (await store.lastPosition()) < events; round++)
    await send(
      Array.from({ length: users }, (_, i) => ({ changeUser: { user: `user${i}`, description: `round ${round}` } })),
    )
}

function largeSite(): readonly ConfigurationCommand[] {
  const of = (count: number, command: (i: number) => readonly ConfigurationCommand[]) =>
    Array.from({ length: count }, (_, i) => command(i)).flat()
  return [
    { defineMediaServer: { name: node, address: '192.0.2.10', main: true } },
    { defineContext: { name: 'default', displayName: 'Default' } },
    ...of(users, i => [
      {
        defineLine: {
          name: `line${i}`,
          context: 'default',
          number: String(100_000 + i),
          password: `secret${i}`,
          endpoint: { sip: {} },
        },
      },
      { defineUser: { user: `user${i}`, firstName: 'First', lastName: `Last ${i}`, lines: [`line${i}`] } },
    ]),
    ...of(agents, i => [{ defineAgent: { number: String(20_000 + i), firstName: `Agent ${i}`, context: 'default' } }]),
    ...of(queues, i => [
      {
        defineQueue: {
          name: `queue${i}`,
          displayName: `Queue ${i}`,
          number: String(30_000 + i),
          context: 'default',
          members: Array.from({ length: 25 }, (_, j) => ({
            agent: String(20_000 + ((i * 25 + j) % agents)),
            penalty: j % 3,
          })),
        },
      },
    ]),
  ]
}
