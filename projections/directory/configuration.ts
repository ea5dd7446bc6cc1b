import type { TokenEvent } from '../../domain/access/tokens.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Cell, Queryable, TableWrite } from '../../domain/kernel/projection.ts'
import type { ThresholdEvent } from '../../domain/queues/thresholds.ts'
import type { DemoEvent } from '../../domain/sites/demo.ts'
import type { SiteEvent } from '../../domain/sites/sites.ts'
import { holdTable, type TableShape } from './held-table.ts'
import type { KnownNames } from './known-names.ts'

type ConfigurationEvent = SiteEvent | ThresholdEvent | TokenEvent | DemoEvent

export const configurationTypes = [
  'SiteRegistered',
  'NodeRegistered',
  'SourceConfigured',
  'SourceRemoved',
  'QueueThresholdsSet',
  'TokenIssued',
  'TokenRevoked',
  'DemoStarted',
  'DemoStopped',
] as const satisfies readonly ConfigurationEvent['type'][]

const shapes = {
  site: { table: 'site', key: ['site'], columns: ['site', 'site_id', 'display_name', 'time_zone', 'registered_us'] },
  node: {
    table: 'node',
    key: ['site', 'node'],
    columns: ['site', 'node', 'node_id', 'display_name', 'clock_zone', 'registered_us'],
  },
  source: {
    table: 'source',
    key: ['site', 'node', 'source_name'],
    columns: ['site', 'node', 'source_name', 'settings', 'configured_us'],
  },
  token: {
    table: 'access_token',
    key: ['token_id'],
    columns: [
      'token_id',
      'label',
      'role',
      'scope',
      'secret_hash',
      'issued_us',
      'issued_by',
      'expires_us',
      'revoked_us',
      'revoked_by',
    ],
  },
  demo: { table: 'demo', key: ['site'], columns: ['site', 'running', 'since_us'] },
} as const satisfies Record<string, TableShape<string>>

const thresholdTable = {
  table: 'queue_threshold',
  key: ['site', 'queue', 'effective_from_us', 'position'],
  columns: [
    'site',
    'queue',
    'effective_from_us',
    'position',
    'service_level_seconds',
    'short_abandon_seconds',
    't1_seconds',
    't2_seconds',
    'set_by',
    'set_us',
  ],
} as const

type Handlers = {
  readonly [T in ConfigurationEvent['type']]: (
    event: Extract<ConfigurationEvent, { type: T }>,
    envelope: RecordedEvent,
  ) => void
}

interface Configuration {
  apply(event: RecordedEvent): void
  takeWrites(): (TableWrite | undefined)[]
}

/** Sites, nodes, sources, thresholds, tokens and demonstrations: the newest event about each says what it is. */
export async function openConfiguration(sql: Queryable, queues: KnownNames): Promise<Configuration> {
  const sites = await holdTable(sql, shapes.site)
  const nodes = await holdTable(sql, shapes.node)
  const sources = await holdTable(sql, shapes.source)
  const tokens = await holdTable(sql, shapes.token)
  const demos = await holdTable(sql, shapes.demo)
  let thresholds: Cell[][] = []

  const handlers: Handlers = {
    SiteRegistered: (event, { recordedAt }) =>
      sites.put({
        site: event.site,
        site_id: event.siteId,
        display_name: event.displayName,
        time_zone: event.timeZone,
        registered_us: sites.get(event.site)?.registered_us ?? recordedAt,
      }),
    NodeRegistered: (event, { recordedAt }) =>
      nodes.put({
        site: event.site,
        node: event.node,
        node_id: event.nodeId,
        display_name: event.displayName,
        clock_zone: event.clockZone,
        registered_us: nodes.get(event.site, event.node)?.registered_us ?? recordedAt,
      }),
    SourceConfigured: ({ site, node, source }, { recordedAt }) =>
      sources.put({
        site,
        node,
        source_name: source.name,
        settings: JSON.stringify(source),
        configured_us: recordedAt,
      }),
    SourceRemoved: ({ site, node, sourceName }) => sources.remove(site, node, sourceName),
    QueueThresholdsSet(event, { position, actor = null, recordedAt }) {
      const { serviceLevelSeconds, shortAbandonSeconds, t1Seconds, t2Seconds } = event.thresholds
      const limits = [serviceLevelSeconds, shortAbandonSeconds, t1Seconds, t2Seconds]
      thresholds.push([event.site, event.queue, event.effectiveFrom, position, ...limits, actor, recordedAt])
      queues.see(event.site, event.queue)
    },
    TokenIssued: (event, { recordedAt, actor = null }) =>
      tokens.put({
        token_id: event.tokenId,
        label: event.label,
        role: event.role,
        scope: JSON.stringify(event.scope),
        secret_hash: event.secretHash,
        issued_us: recordedAt,
        issued_by: actor,
        expires_us: event.expiresAt,
        revoked_us: null,
        revoked_by: null,
      }),
    TokenRevoked({ tokenId }, { recordedAt, actor = null }) {
      const token = tokens.get(tokenId)
      if (token) tokens.put({ ...token, revoked_us: recordedAt, revoked_by: actor })
    },
    DemoStarted: ({ site }, { recordedAt }) => demos.put({ site, running: true, since_us: recordedAt }),
    DemoStopped: ({ site }, { recordedAt }) => demos.put({ site, running: false, since_us: recordedAt }),
  }

  return {
    apply(envelope) {
      const event = envelope.data as unknown as ConfigurationEvent
      const handle = handlers[event.type] as (event: ConfigurationEvent, envelope: RecordedEvent) => void
      handle(event, envelope)
    },
    takeWrites() {
      const insert = thresholds
      thresholds = []
      return [
        ...[sites, nodes, sources, tokens, demos].map(table => table.takeWrites()),
        insert.length > 0 ? { ...thresholdTable, insert, replace: [], remove: [] } : undefined,
      ]
    },
  }
}
