import type { Client } from 'pg'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Leases } from '../../domain/kernel/leases.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'
import { sites, type Site, type SiteEvent, type SourceSettings } from '../../domain/sites/sites.ts'
import { followManager } from '../ami/follow-manager.ts'
import type { ReadThrough } from '../intake-pace.ts'
import { intoLog } from '../transport/into-log.ts'
import { logProblems } from './logged-problems.ts'
import { followerName, leaseOfSource } from './follower-names.ts'
import { followLogFile } from './follow-log-file.ts'
import { followCollector } from '../transport/follow-collector.ts'
import { followLogTable } from './follow-log-table.ts'
import type { SourceContext, FollowerHealth } from './running-source.ts'
import { followWhileHeld } from './while-held.ts'

export interface FollowedSource extends FollowerHealth {
  readonly site: string
  readonly node: string
  readonly name: string
  /** Of the rows that it reads; left out: of all that its source has. */
  readonly kind?: FactKind
}

export interface SourceSet {
  followed(): readonly FollowedSource[]
  /** Resolves when every follower has stopped. */
  stop(): Promise<void>
}

interface SourceSetOptions {
  readonly store: EventStore
  /** Of several servers on one database one follows a source. */
  readonly leases: Leases
  readonly log: Log
  /** What waits in files and tables comes no faster than it is read there. Left out: as fast as it goes. */
  readonly readThrough?: ReadThrough
  /** Opens a connection to a PBX's database. @param passwordFrom name of the environment variable with the password */
  readonly connect: (url: string, passwordFrom: string | undefined) => Promise<Client>
  /** Told when the first source is configured: the demonstration ends then. */
  readonly onConfigured?: (event: SiteEvent & { type: 'SourceConfigured' }) => void
}

const siteEvents = ['SiteRegistered', 'NodeRegistered', 'SourceConfigured', 'SourceRemoved']

/** Follows every source that is configured, from the log: a source that is configured or removed starts or stops at once. */
export function followSources(options: SourceSetOptions): SourceSet {
  const { store, leases, log, readThrough } = options
  const ended = new AbortController()
  const running = new Map<
    string,
    { readonly stop: AbortController; readonly settings: string; health: FollowedSource; done: Promise<void> }
  >()
  const known = new Map<string, Site>()

  function start(site: string, node: string, clockZone: string, source: SourceSettings): void {
    for (const follower of followersOf(source, options)) {
      const key = `${site}/${node}/${follower.name}`
      const named = { site, node, name: source.name, ...(follower.kind ? { kind: follower.kind } : {}) }
      const settings = JSON.stringify([clockZone, source])
      if (running.get(key)?.settings === settings) continue
      running.get(key)?.stop.abort()
      const stop = new AbortController()
      const entry = {
        stop,
        settings,
        health: { ...named, state: 'LATE', lagSeconds: null, problem: null } as FollowedSource,
        done: Promise.resolve(),
      }
      const logNews = logProblems(log, key)
      const report = (health: FollowerHealth): void => {
        logNews(health)
        entry.health = { ...named, ...health }
      }
      const { signal } = stop
      const facts = intoLog(store, site, node, { readThrough, signal })
      const context = { facts, site, node, clockZone, log, signal, report }
      entry.done = followWhileHeld(leases, leaseOfSource(site, node, follower.name), context, follower.follow)
      running.set(key, entry)
    }
  }

  function stop(site: string, node: string, sourceName: string): void {
    for (const [key, entry] of running)
      if (key === `${site}/${node}/${sourceName}` || key.startsWith(`${site}/${node}/${sourceName}.`)) {
        entry.stop.abort()
        running.delete(key)
      }
  }

  function take(event: SiteEvent): void {
    const site = sites.evolve(known.get(event.site) ?? sites.initial, event)
    known.set(event.site, site)
    if (event.type === 'SourceConfigured') options.onConfigured?.(event)
    if (event.type === 'SourceRemoved') stop(event.site, event.node, event.sourceName)
    for (const [node, { clockZone, sources }] of site.nodes)
      for (const source of sources.values()) start(event.site, node, clockZone, source)
  }

  const following = (async () => {
    for await (const page of store.subscribe({ types: siteEvents, signal: ended.signal }))
      for (const event of page.events) take(event.data as unknown as SiteEvent)
  })()

  return {
    followed: () => [...running.values()].map(entry => entry.health),
    async stop() {
      ended.abort()
      for (const entry of running.values()) entry.stop.abort()
      await Promise.all([following, ...[...running.values()].map(entry => entry.done)])
    },
  }
}

interface Follower {
  readonly name: string
  readonly kind?: FactKind
  readonly follow: (context: SourceContext) => Promise<void>
}

function followersOf(source: SourceSettings, { connect, store }: SourceSetOptions): Follower[] {
  switch (source.kind) {
    case 'queue_log_file':
    case 'cel_file': {
      const kind = source.kind === 'cel_file' ? 'cel' : 'queue_log'
      const file = { name: source.name, kind, path: source.path, celFields: source.celFields } as const
      return [{ name: source.name, follow: context => followLogFile(file, context) }]
    }
    case 'database':
      return source.tables.map(table => {
        const name = followerName(source.name, table)
        return {
          name,
          follow: context =>
            followLogTable({ name, table, connect: () => connect(source.url, source.passwordFrom) }, context),
        }
      })
    case 'collector':
      return source.kinds.map(kind => ({
        name: followerName(source.name, kind),
        kind,
        follow: context => followCollector(store, kind, context),
      }))
    case 'ami':
      return [{ name: source.name, follow: context => followManager(source, context) }]
  }
}
