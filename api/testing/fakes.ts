import type { GrantedScope, Role } from '../../domain/access/identity.ts'
import { objectOf } from '../../domain/configuration/configuration.ts'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { singleKey } from '../../domain/configuration/kind.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { cancelScheduled, scheduleChangeSet } from '../../domain/configuration/scheduled/schedule.ts'
import { testSeal, testSecret } from '../../domain/configuration/testing/given.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { retentionSettings } from '../../domain/retention/retention-settings.ts'
import { newToken } from '../../projections/directory/tokens.ts'
import type { SiteRow, TokenRow } from '../../projections/directory/types.ts'
import type { RowPage, Scope, SiteItem } from '../../projections/scope.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import type { Reports } from '../ports/reports.ts'

export const noon: Micros = microsOfIso('2026-11-21T12:00:00Z') ?? 0

const nothing = <R>(): RowPage<R> => ({ rows: [], hasNextPage: false })

export const paris: SiteRow = {
  site: 'paris',
  siteId: '0b0f5a52-6a53-4c58-9b4e-1d1f0c6b1a01',
  displayName: 'Paris',
  timeZone: 'Europe/Paris',
  registeredAt: 0,
  demo: false,
  nodes: [],
}

export const knownQueues: readonly SiteItem[] = [
  { site: 'lyon', name: 'sales' },
  { site: 'paris', name: 'sales' },
  { site: 'paris', name: 'support' },
]

const knownAgents: readonly SiteItem[] = [
  { site: 'paris', name: 'Agent/8001' },
  { site: 'paris', name: 'Agent/8002' },
]

/** Read models that hold nothing but names; a test gives what it is about. */
export const emptyReports: Reports = {
  queueStatistics: () => Promise.resolve(nothing()),
  agentStatistics: () => Promise.resolve(nothing()),
  agentCallFigures: () => Promise.resolve([]),
  agentQueueStatistics: () => Promise.resolve(nothing()),
  queueHolds: (_, rows) => Promise.resolve(rows.map(({ figures }) => figures.hold)),
  agentHolds: (_, rows) => Promise.resolve(rows.map(({ figures }) => figures.hold)),
  agentQueueHolds: (_, rows) => Promise.resolve(rows.map(({ figures }) => figures.hold)),
  queueRings: (_, rows) => Promise.resolve(rows.map(({ figures }) => figures.ring)),
  lengthsFromCalls: visits => Promise.resolve(visits.map(({ hold, ring }) => ({ hold, ring }))),
  switchboardFigures: () => Promise.resolve([]),
  reconciliation: () => Promise.resolve([]),
  queueVisits: () => Promise.resolve(nothing()),
  visitsOfCalls: calls => Promise.resolve(calls.map(() => [])),
  queueVisit: () => Promise.resolve(undefined),
  visitPositions: () => Promise.resolve([]),
  agentTimeline: () => Promise.resolve([]),
  queueBoard: () => Promise.resolve([]),
  agentPhones: () => Promise.resolve([]),
  amiTrunkStatus: () => Promise.resolve({ contacts: [], registrations: [], lists: [] }),
  queueStaffing: () => Promise.resolve([]),
  agentBoard: () => Promise.resolve([]),
  knownQueues: () => Promise.resolve(knownQueues),
  knownAgents: () => Promise.resolve(knownAgents),
  sites: () => Promise.resolve([paris]),
  sourceProgress: () => Promise.resolve([]),
  newestRows: () => Promise.resolve([]),
  queueThresholds: () => Promise.resolve([]),
  queueSchedules: () => Promise.resolve([]),
  tokens: () => Promise.resolve([]),
  tokenById: () => Promise.resolve(undefined),
  names: {
    queues: asked => Promise.resolve(asked.map(() => undefined)),
    agents: asked => Promise.resolve(asked.map(() => undefined)),
    groups: asked => Promise.resolve(asked.map(() => undefined)),
    lines: asked => Promise.resolve(asked.map(() => undefined)),
    callers: asked => Promise.resolve(asked.map(() => undefined)),
    pauseReasons: asked => Promise.resolve(asked.map(() => undefined)),
  },
  agentGroups: () => Promise.resolve([]),
  calls: {
    history: () => Promise.resolve(nothing()),
    byId: () => Promise.resolve(undefined),
    byKey: () => Promise.resolve([]),
    byKeys: asked => Promise.resolve(asked.map(() => [])),
    byNumber: () => Promise.resolve(undefined),
    parts: () => Promise.resolve([]),
    origins: calls => Promise.resolve(calls.map(() => ({ keys: [], restarts: [] }))),
    participations: () => Promise.resolve(nothing()),
    customerHistory: () => Promise.resolve({ ...nothing<never>(), total: 0 }),
    lastAgent: () => Promise.resolve(undefined),
    witnessTotals: () => Promise.resolve([]),
    witnesses: () => Promise.resolve(nothing()),
    counts: () => Promise.resolve([]),
  },
  qualifications: {
    answers: () => Promise.resolve(nothing()),
    ofCalls: calls => Promise.resolve(calls.map(() => [])),
    statistics: () => Promise.resolve([]),
  },
  callbacks: {
    requests: () => Promise.resolve(nothing()),
    byId: () => Promise.resolve(undefined),
    ticketsOf: asked => Promise.resolve(asked.map(() => [])),
    totals: () => Promise.resolve([]),
    exported: () => Promise.resolve(nothing()),
  },
  restatements: {
    of: () => Promise.resolve(undefined),
    figures: () => Promise.resolve(nothing()),
    calls: () => Promise.resolve(nothing()),
  },
}

const noPages = async function* () {
  // Nothing was ever appended.
}

/** A log without events that takes none; tests of commands use the memory store. */
export const emptyLog: EventStore = {
  append: () => Promise.reject(new Error('this log takes no events')),
  lastRevision: () => Promise.resolve(undefined),
  lastPosition: () => Promise.resolve(0),
  readCursor: () => Promise.resolve(undefined),
  readStream: noPages,
  readAll: noPages,
  readTagged: noPages,
  subscribe: noPages,
}

export interface FakeEngine {
  readonly port: ApiPorts['engine']
  commit(): void
  readonly listeners: () => number
}

export function fakeEngine(): FakeEngine {
  const listeners = new Set<() => void>()
  const health = (name: string) =>
    ({ name, version: 1, state: 'UP_TO_DATE', position: 42, deadLetters: 0, problem: null }) as const
  return {
    commit() {
      for (const listener of listeners) listener()
    },
    listeners: () => listeners.size,
    port: {
      projections: () =>
        ['directory', 'queue_visits', 'agent_states', 'live_phones', 'calls', 'qualification_answers', 'callbacks'].map(
          health,
        ),
      waitUntilProcessed: () => Promise.resolve(true),
      onCommit(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  }
}

interface TokenBook {
  /** @returns the bearer token */
  issue(role: Role, options?: { readonly scope?: GrantedScope; readonly expiresAt?: Micros }): string
  revoke(bearer: string): void
  readonly reports: Pick<Reports, 'tokens' | 'tokenById'>
}

const everything: GrantedScope = { queues: 'all', agents: 'all' }

/** Tokens as the directory would have them. */
export function tokenBook(): TokenBook {
  const rows = new Map<string, TokenRow>()
  return {
    issue(role, { scope = role === 'supervisor' ? everything : {}, expiresAt } = {}) {
      const { tokenId, bearer, secretHash } = newToken()
      const history = { issuedAt: 0, issuedBy: null, expiresAt: expiresAt ?? null, revokedAt: null, revokedBy: null }
      rows.set(tokenId, { tokenId, label: `a ${role}`, role, scope, secretHash, ...history })
      return bearer
    },
    revoke(bearer) {
      const tokenId = bearer.split('_')[1] ?? ''
      const row = rows.get(tokenId)
      if (row) rows.set(tokenId, { ...row, revokedAt: noon })
    },
    reports: {
      tokens: () => Promise.resolve([...rows.values()]),
      tokenById: tokenId => Promise.resolve(rows.get(tokenId)),
    },
  }
}

export function fakePorts(
  store: EventStore,
  overrides: Partial<ApiPorts> & { readonly reports?: Reports } = {},
): ApiPorts {
  const configuration = {
    reader: createConfigurationReader(store, kinds),
    rules: { kinds, seal: testSeal, newSecret: testSecret },
  }
  return {
    reports: emptyReports,
    store,
    engine: fakeEngine().port,
    sources: {
      followed: () => [],
      retryQuarantine: () => Promise.resolve({ retried: 0, released: 0, lastPosition: 0 }),
    },
    configuration,
    scheduledChanges: {
      schedule: (changeSet, context) =>
        scheduleChangeSet(store, configuration.reader, changeSet, configuration.rules, context),
      cancel: cancellation => cancelScheduled(store, cancellation),
    },
    rollOuts: {
      start: () => Promise.resolve({ position: 0, started: [], rejections: [] }),
      drift: () => Promise.resolve([]),
    },
    facts: {
      cursors: () => Promise.resolve({}),
      read: () => ({ site: 'paris', node: 'pbx1' }),
      take: () => Promise.resolve({ taken: 0, behind: {} }),
    },
    retention: {
      status: async site => {
        const at = await configuration.reader.now(site)
        const settings = objectOf(at.configuration, retentionSettings, singleKey)
        if (!settings) throw new Error('there are always settings')
        return { settings: settings.value, inForce: {}, due: {}, last: null, next: null }
      },
      inForce: () => Promise.resolve({}),
      purge: () => Promise.resolve({ position: 0, rejections: [], before: {}, rows: {} }),
    },
    agentActions: {
      act: () => Promise.resolve({ position: 0, rejections: [], steps: [], since: 0 }),
      bringMemberships: () => Promise.resolve([]),
    },
    panels: {
      aggregate: () => Promise.resolve({ groups: [], isCut: false }),
      search: () => Promise.resolve({ documents: [], next: undefined }),
      checkpoint: () => Promise.resolve({ position: 0, meaning: '' }),
    },
    clock: () => noon,
    log: () => undefined,
    version: 'test',
    ...overrides,
  }
}

export const only = (...names: string[]): Scope =>
  names.map(name => ({ site: name.slice(0, name.indexOf('/')), name: name.slice(name.indexOf('/') + 1) }))
