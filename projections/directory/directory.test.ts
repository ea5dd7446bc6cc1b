import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TokenEvent } from '../../domain/access/tokens.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { nothingClosed, type Cell, type FoldContext, type TableWrite } from '../../domain/kernel/projection.ts'
import { defaultThresholds, type ThresholdEvent } from '../../domain/queues/thresholds.ts'
import type { DemoEvent } from '../../domain/sites/demo.ts'
import type { SiteEvent } from '../../domain/sites/sites.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { celProgress } from '../cel-progress/cel-progress.ts'
import { makeTables } from '../testing/in-postgres.ts'
import { directory } from './directory.ts'
import {
  allThresholds,
  demoState,
  knownAgents,
  knownQueues,
  sitesAndNodes,
  sourceProgress,
  thresholdsOf,
  tokenById,
  tokens,
} from './queries.ts'

let database: TestDatabase
let client: PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  client = await database.pool.connect()
})

afterAll(async () => {
  client.release()
  await database.drop()
})

beforeEach(emptyTables)

/** What has come of CEL is counted apart and told together. */
const projections = [celProgress, directory]

async function emptyTables() {
  for (const projection of projections) await makeTables(client, projection)
}

/** Writes as the contract has them: an insert of a row that is there fails. */
async function commit({ table, columns, key, insert, replace, remove }: TableWrite) {
  const deletion = `delete from ${table} where (${key.join(', ')}) = (${key.map((_, i) => `$${i + 1}`).join(', ')})`
  const insertion = `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`
  const keyOf = (row: readonly Cell[]) => key.map(column => row[columns.indexOf(column)])
  for (const cells of [...remove, ...replace.map(keyOf)]) await client.query(deletion, [...cells])
  for (const row of [...replace, ...insert]) await client.query(insertion, [...row])
}

const context = (position: number): FoldContext => ({
  sql: client,
  log: undefined as never,
  position,
  closedBefore: nothingClosed,
})

/** Each list is a page; a new fold is opened for every page, as after a restart, when `restarts`. */
async function process(pages: readonly (readonly RecordedEvent[])[], restarts = false) {
  for (const projection of projections) {
    const { name, handles } = projection
    await client.query(`set search_path to ${name}`)
    let fold = await projection.open(context(0))
    for (const page of pages) {
      const handled = page.filter(({ type }) => handles.includes(type))
      for (const write of await fold.page(handled)) await commit(write)
      if (restarts) fold = await projection.open(context(page.at(-1)?.position ?? 0))
    }
  }
}

const recorded = (event: Omit<Partial<RecordedEvent>, 'data'> & { type: string; data: object }, index: number) =>
  ({
    id: `e${index}`,
    schemaVersion: 1,
    stream: 'some',
    revision: index,
    position: index + 1,
    occurredAt: index * 1000,
    recordedAt: 1_000_000 + index,
    ...event,
  }) as RecordedEvent

type Decided = SiteEvent | ThresholdEvent | TokenEvent | DemoEvent
const decided = (event: Decided, actor?: string) => ({ type: event.type, data: event, ...(actor ? { actor } : {}) })

const fact = (type: string, data: object, at: number, node = 'pbx1') => {
  const kind = type === 'QueueLogRowRecorded' ? 'queue_log' : type === 'CelRowRecorded' ? 'cel' : 'quarantine'
  return { type, data, occurredAt: at, site: 'paris', node, stream: `facts/paris/${node}/${kind}` }
}
const row = (at: number, queue: string, agent: string, flags?: string[]) =>
  fact('QueueLogRowRecorded', { raw: '', queue, agent, event: 'X', data: [], ...(flags ? { flags } : {}) }, at)

const log = (...events: (Omit<Partial<RecordedEvent>, 'data'> & { type: string; data: object })[]) =>
  events.map(recorded)

const paris = decided({
  type: 'SiteRegistered',
  site: 'paris',
  siteId: 's1',
  displayName: 'Paris',
  timeZone: 'Europe/Paris',
})
const pbx1 = decided({
  type: 'NodeRegistered',
  site: 'paris',
  node: 'pbx1',
  nodeId: 'n1',
  displayName: 'PBX 1',
  clockZone: 'UTC',
})
const logFile = { name: 'ql', kind: 'queue_log_file', path: '/var/log/asterisk/queue_log' } as const
const source = decided({ type: 'SourceConfigured', site: 'paris', node: 'pbx1', source: logFile })
const noSource = decided({ type: 'SourceRemoved', site: 'paris', node: 'pbx1', sourceName: 'ql' })
const issued = decided(
  {
    type: 'TokenIssued',
    tokenId: 'a1b2c3d4',
    label: 'Ana',
    role: 'supervisor',
    scope: { queues: ['paris/*'], agents: 'all' },
    secretHash: 'ab'.repeat(32),
    expiresAt: null,
  },
  'root',
)
const revoked = decided({ type: 'TokenRevoked', tokenId: 'a1b2c3d4' }, 'root')
const thresholdsSet = (effectiveFrom: number, serviceLevelSeconds: number) =>
  decided({
    type: 'QueueThresholdsSet',
    site: 'paris',
    queue: 'sales',
    effectiveFrom,
    thresholds: { ...defaultThresholds, serviceLevelSeconds },
  })

describe('the directory', () => {
  test('names sites with their nodes and what each follows', async () => {
    await process([log(paris, pbx1, source)])
    expect(await sitesAndNodes(client)).toEqual([
      {
        site: 'paris',
        siteId: 's1',
        displayName: 'Paris',
        timeZone: 'Europe/Paris',
        registeredAt: 1_000_000,
        demo: false,
        nodes: [
          {
            site: 'paris',
            node: 'pbx1',
            nodeId: 'n1',
            displayName: 'PBX 1',
            clockZone: 'UTC',
            registeredAt: 1_000_001,
            sources: [{ name: 'ql', settings: logFile, configuredAt: 1_000_002 }],
          },
        ],
      },
    ])
  })

  test('a removed source is gone, also when it came and went in one page', async () => {
    await process([log(paris, pbx1, source, noSource)])
    expect((await sitesAndNodes(client))[0]?.nodes[0]?.sources).toEqual([])
    await emptyTables()
    await process([log(paris, pbx1, source), log(noSource)], true)
    expect((await sitesAndNodes(client))[0]?.nodes[0]?.sources).toEqual([])
  })

  test('a demonstration marks its site, even when it has ended: its figures stay invented', async () => {
    await process([log(paris, decided({ type: 'DemoStarted', site: 'paris' }))])
    expect((await sitesAndNodes(client))[0]?.demo).toBe(true)
    await process([log(decided({ type: 'DemoStopped', site: 'paris' }))])
    expect((await sitesAndNodes(client))[0]?.demo).toBe(true)
    expect(await demoState(client)).toEqual([{ site: 'paris', running: false, since: 1_000_000 }])
  })

  test('the thresholds at an instant are the newest that were in force, before all changes the defaults', async () => {
    await process([log(thresholdsSet(2000, 30), thresholdsSet(1000, 20), thresholdsSet(2000, 40))])
    const secondsAt = async (at: number) => (await thresholdsOf(client, 'paris', 'sales', at)).serviceLevelSeconds
    expect([await secondsAt(999), await secondsAt(1000), await secondsAt(1999), await secondsAt(2000)]).toEqual([
      15, 20, 20, 40,
    ])
    expect((await allThresholds(client)).map(change => change.thresholds.serviceLevelSeconds)).toEqual([20, 30, 40])
    expect(await thresholdsOf(client, 'lyon', 'sales', 5000)).toEqual(defaultThresholds)
  })

  test('a token is found by its id, with who issued and who revoked it', async () => {
    await process([log(issued)])
    expect(await tokenById(client, 'a1b2c3d4')).toMatchObject({
      label: 'Ana',
      scope: { queues: ['paris/*'], agents: 'all' },
      issuedBy: 'root',
      revokedAt: null,
    })
    await process([[recorded(revoked, 7)]])
    expect(await tokens(client)).toMatchObject([{ tokenId: 'a1b2c3d4', revokedAt: 1_000_007, revokedBy: 'root' }])
    expect(await tokenById(client, 'ffffffff')).toBeUndefined()
  })
})

describe('the progress of a source', () => {
  test('counts rows, unknown events and what is still in quarantine, and knows the newest event whatever came last', async () => {
    await process([
      log(
        row(5000, 'sales', 'NONE'),
        row(9000, 'sales', 'Agent/8001', ['unknownEvent']),
        row(7000, 'NONE', 'Agent/8002'),
        fact('RowQuarantined', { kind: 'queue_log', raw: '?' }, 1),
        fact('RowQuarantined', { kind: 'queue_log', raw: '!' }, 2),
        fact('QuarantinedRowReleased', { kind: 'queue_log' }, 2),
        fact('RowQuarantined', { kind: 'cel', raw: '?' }, 3),
        fact('CelRowRecorded', { raw: '', eventtype: 'SOMETHING', flags: ['unknownEvent'] }, 4000),
        fact('CelRowRecorded', { raw: '', eventtype: 'ANSWER' }, 3000),
      ),
    ])
    expect(await sourceProgress(client)).toEqual([
      {
        site: 'paris',
        node: 'pbx1',
        kind: 'cel',
        rows: 2,
        quarantined: 1,
        unknownEvents: 1,
        lastEventAt: 4000,
        lastRecordedAt: 1_000_008,
      },
      {
        site: 'paris',
        node: 'pbx1',
        kind: 'queue_log',
        rows: 3,
        quarantined: 1,
        unknownEvents: 1,
        lastEventAt: 9000,
        lastRecordedAt: 1_000_005,
      },
    ])
  })

  test('queues and agents are known once a row names them; NONE is neither', async () => {
    await process(
      [log(row(1, 'sales', 'NONE'), row(2, 'sales', 'Agent/8001')), log(row(3, 'NONE', 'Agent/8001'))],
      true,
    )
    expect(await knownQueues(client)).toEqual([{ site: 'paris', name: 'sales' }])
    expect(await knownAgents(client)).toEqual([{ site: 'paris', name: 'Agent/8001' }])
  })

  test('a queue is known before its first call when thresholds were set for it', async () => {
    await process([log(thresholdsSet(0, 20))])
    expect(await knownQueues(client)).toEqual([{ site: 'paris', name: 'sales' }])
  })

  test('damaged names and texts that the database cannot hold stop nothing', async () => {
    const odd = { ...paris, data: { ...paris.data, displayName: 'Par\0is' } }
    await process([log(odd, row(1, 'q'.repeat(10_000), 'a\0b'), row(2, '', '\ud800'))])
    expect(await knownQueues(client)).toEqual([])
    expect(await knownAgents(client)).toEqual([])
    expect((await sitesAndNodes(client))[0]?.displayName).toBe('Par\uFFFDis')
    expect((await sourceProgress(client))[0]?.rows).toBe(2)
  })
})

const allTables = [
  'cel_progress.source_progress',
  'site',
  'node',
  'source',
  'source_progress',
  'queue_threshold',
  'access_token',
  'demo',
  'known_queue',
  'known_agent',
]

async function dump() {
  const contents: object[] = []
  for (const table of allTables) contents.push((await client.query(`select * from ${table} t order by t::text`)).rows)
  return JSON.stringify(contents)
}

test('any cut into pages and any restarts give the same tables', async () => {
  const someEvent = fc.oneof(
    fc.constantFrom(paris, pbx1, source, noSource, issued, revoked, thresholdsSet(5, 10), thresholdsSet(5, 20)),
    fc.constantFrom('DemoStarted' as const, 'DemoStopped' as const).map(type => decided({ type, site: 'paris' })),
    fc
      .tuple(fc.nat(50), fc.constantFrom('sales', 'support', 'NONE'), fc.constantFrom('Agent/1', 'Agent/2', 'NONE'))
      .map(([at, queue, agent]) => row(at, queue, agent, at % 7 === 0 ? ['unknownEvent'] : undefined)),
    fc.nat(50).map(at => fact('CelRowRecorded', { raw: '', eventtype: 'ANSWER' }, at, 'pbx2')),
    fc
      .tuple(fc.constantFrom('RowQuarantined', 'QuarantinedRowReleased'), fc.constantFrom('cel', 'queue_log'))
      .map(([type, kind]) => fact(type, { kind }, 1)),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(someEvent, { maxLength: 40 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      async (events, sizes) => {
        const all = log(...events)
        await emptyTables()
        await process([all])
        const whole = await dump()
        const pages: RecordedEvent[][] = []
        for (let from = 0; from < all.length; from += pages.at(-1)!.length) {
          const size = sizes.next().value as number
          pages.push(all.slice(from, from + size))
        }
        await emptyTables()
        await process(pages, true)
        expect(await dump()).toBe(whole)
      },
    ),
    { numRuns: 25 },
  )
})
