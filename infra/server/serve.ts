import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { createApi, type Api } from '../../api/server/server.ts'
import type { Reports } from '../../api/ports/reports.ts'
import { listen } from '../../api/http/listen.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { microsOfDate } from '../../domain/kernel/time.ts'
import type { NewVersions } from '../../projections/engine/context.ts'
import { followedThrough } from '../../projections/engine/followed.ts'
import { createAgentActions } from '../agent-actions/service.ts'
import { open, type Opened } from '../open.ts'
import { promptProjections } from '../projections.ts'
import { packageRoot, packageVersion } from '../package-root.ts'
import { followPanels, withPanels } from '../panel-index/follow.ts'
import { openPanels } from '../panel-index/open-panels.ts'
import { createPool } from '../postgres/pool.ts'
import { makeDirectory } from '../postgres/failures.ts'
import { publishAddress, runningServer } from './address-file.ts'
import { apiConfiguration } from './api-configuration.ts'
import { apiEngine } from './api-engine.ts'
import { apiSources } from './api-sources.ts'
import { nothingBegun, type Begun } from './begun.ts'
import { claimDirectory } from './claim-directory.ts'
import { factIntake } from './fact-intake.ts'
import { beginFollowing } from './following.ts'
import { firstToken } from './local-token.ts'
import { openRollOuts } from './roll-outs.ts'
import { separateReaders } from './separate-readers.ts'
import { sessionKeyOf } from './session-key.ts'
import { isWelcomeDue, welcome } from './welcome.ts'

/** A directory that is rebuilt after an upgrade reads the whole log first. */
const startMs = 600_000

interface ServeOptions {
  readonly dataDirectory: string
  readonly host: string
  readonly port: number
  readonly log: Log
  /** Whether readers get a new version of a read model at once; left out: as RINGLEDGER_NEW_VERSIONS says. */
  readonly newVersions?: NewVersions | undefined
  /** On the very first start: import the sample recording and begin the demonstration. */
  readonly welcome: boolean
}

interface RunningServer {
  readonly address: string
  /** The first administrator's token where it is known: on the first start, and whenever its file is readable. */
  readonly token: string | undefined
  readonly isFirstStart: boolean
  stop(): Promise<void>
}

/** Questions of analysts at once, and how long each may take: the others go on meanwhile. */
const analystsPool = {
  max: 8,
  applicationName: 'ringledger questions',
  statementTimeoutMs: 60_000,
  answerTimeoutMs: 70_000,
}

/** Of boards and of who signs in; a database that says nothing for longer is away. */
const livePool = { max: 6, applicationName: 'ringledger boards', answerTimeoutMs: 20_000 }

/**
 * Runs everything: the log, the read models, the sources, the API and the dashboards on one port.
 * @throws what says why it cannot: a server that runs already, port in use, database unreachable, schema newer than this program
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { dataDirectory, log, newVersions } = options
  makeDirectory(dataDirectory)
  const other = await runningServer(dataDirectory)
  if (other !== undefined)
    throw new Error(
      `Ringledger runs already on ${dataDirectory}, at ${other}. Stop that one first, or choose another data directory with --data.`,
    )
  const release = claimDirectory(dataDirectory)
  try {
    const opened = await open({ dataDirectory, log, newVersions })
    try {
      const server = await serveOpened(options, opened)
      return { ...server, stop: () => server.stop().finally(release) }
    } catch (error) {
      await opened.close()
      throw error
    }
  } catch (error) {
    release()
    throw error
  }
}

/** What was begun is ended when something behind it fails: a worker that nobody stops would keep the process for ever. */
async function serveOpened(options: ServeOptions, opened: Opened): Promise<RunningServer> {
  const begun = nothingBegun(options.log)
  try {
    return { ...(await begin(options, opened, begun)), stop: () => begun.end().finally(() => opened.close()) }
  } catch (error) {
    await begun.end()
    throw error
  }
}

async function begin(options: ServeOptions, opened: Opened, begun: Begun): Promise<Omit<RunningServer, 'stop'>> {
  const { dataDirectory, log } = options
  const { store, pool, engine, databaseUrl } = opened
  const sessionKey = sessionKeyOf(dataDirectory)
  const { bearer, isNew } = await firstToken(store, dataDirectory)
  begun.add(() => engine.stop())
  await engine.start()
  // Before the address is told: whoever is told the token must be let in.
  await engine.waitUntilProcessed(await store.lastPosition(), { projections: ['directory'], timeoutMs: startMs })

  const clock = () => microsOfDate(new Date())
  const reports = beginReading(databaseUrl, log, begun)
  const configuration = await apiConfiguration({ store, pool }, dataDirectory)
  const { port: apiPort, stop: stopWatching } = await apiEngine(opened, log)
  begun.add(stopWatching)
  const rollOuts = await openRollOuts(opened, { configuration, dataDirectory, log })
  begun.add(() => rollOuts.close())
  const rollOutWorker = await rollOuts.work()
  begun.add(() => rollOutWorker.stop())
  await rollOuts.scheduled.resume()
  await rollOuts.retention.resume()
  const readThrough = () => followedThrough(pool, promptProjections)
  const agentActions = createAgentActions({ store, reader: configuration.reader, clock })
  const tools = { dataDirectory, configuration, agentActions, readThrough, clock, log }
  const following = await beginFollowing(opened, tools, begun)
  const panels = openPanels(opened)
  const panelFollower = followPanels({ databaseUrl, ...panels, store, log })
  begun.add(() => panelFollower.stop())
  const api = createApi({
    reports,
    store,
    engine: withPanels(apiPort, panelFollower),
    sources: apiSources(store, reports, () => following.followed()),
    configuration,
    rollOuts,
    agentActions,
    scheduledChanges: rollOuts.scheduled,
    retention: rollOuts.retention,
    facts: factIntake({ store, clock, log, readThrough }),
    panels: panels.index,
    clock,
    log,
    version: packageVersion,
    sessionKey,
    ...staticFiles(),
  })
  const address = await beginListening(api, options, begun)
  if (options.welcome && (await isWelcomeDue(store))) await welcome(store)
  return { address, token: bearer, isFirstStart: isNew }
}

function beginReading(databaseUrl: string, log: Log, begun: Begun): Reports {
  const analysts = createPool(databaseUrl, { ...analystsPool, log })
  begun.add(() => analysts.end())
  const live = createPool(databaseUrl, { ...livePool, log })
  begun.add(() => live.end())
  return separateReaders(live, analysts)
}

/** @returns the address, which the commands on this data directory are told too */
async function beginListening(api: Api, { dataDirectory, port, host }: ServeOptions, begun: Begun): Promise<string> {
  const server = createServer()
  api.attach(server)
  begun.add(() => {
    api.close()
    return new Promise(resolve => {
      server.close(resolve)
      server.closeAllConnections()
    })
  })
  const address = await listen(server, port, host)
  begun.add(publishAddress(dataDirectory, address))
  return address
}

const staticFiles = (): { staticDirectory?: string } => {
  const staticDirectory = path.join(packageRoot, 'dist', 'dashboards')
  return existsSync(staticDirectory) ? { staticDirectory } : {}
}
