import type { ClientBase } from 'pg'
import type { Position } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { quote } from './copy.ts'
import { Fenced } from './errors.ts'
import type { GatheredWrite } from './gather.ts'
import { removeOver } from './retention.ts'
import type { Session } from './session.ts'
import claimBuilding from './sql/claim-building.sql'
import claimLive from './sql/claim-live.sql'
import createBuildRow from './sql/create-build.sql'
import indexedColumns from './sql/indexed-columns.sql'
import moveCheckpoint from './sql/move-checkpoint.sql'
import { tableWriter } from './write.ts'

/** A row of engine.build that we own. */
interface BuildRow {
  readonly build: number
  readonly version: number
  readonly schema: string
  readonly token: number
  readonly position: Position
  readonly indexed: boolean
}

/** A build that this process fills. One session reads and writes it, so a lost connection loses the right to write with it. */
export interface OwnedBuild extends Omit<BuildRow, 'position' | 'indexed'> {
  readonly projection: Projection
  readonly session: Session
  readonly writeTables: (writes: readonly GatheredWrite[]) => Promise<void>
  position: Position
  indexed: boolean
}

/** Makes the schema and the tables. The caller owns the transaction and the projection's lock. */
export async function createBuild(
  client: ClientBase,
  projection: Projection,
  status: 'live' | 'building',
  holder: string,
): Promise<number> {
  const { rows } = await client.query<BuildRow>(createBuildRow, [projection.name, projection.version, status, holder])
  const [row] = rows
  if (!row) throw new Error(`no build of ${projection.name} was registered`)
  await client.query(`CREATE SCHEMA ${quote(row.schema)}`)
  await client.query(`SET LOCAL search_path TO ${quote(row.schema)}`)
  await client.query(projection.tables)
  await client.query('SET LOCAL search_path TO DEFAULT')
  return row.build
}

/** @returns undefined when readers have no build yet */
export const ownLive = async (session: Session, projection: Projection, holder: string) =>
  own(session, projection, (await session.client.query<BuildRow>(claimLive, [projection.name, holder])).rows[0])

export async function ownBuilding(session: Session, projection: Projection, build: number, holder: string) {
  const { rows } = await session.client.query<BuildRow>(claimBuilding, [projection.name, build, holder])
  const owned = await own(session, projection, rows[0])
  if (!owned) throw new Fenced(`build ${build} of ${projection.name} is gone`)
  return owned
}

async function own(session: Session, projection: Projection, row: BuildRow | undefined) {
  if (!row) return undefined
  await session.client.query(`SET search_path TO ${quote(row.schema)}`)
  const owned: OwnedBuild = { ...row, projection, session, writeTables: tableWriter(session.client) }
  return owned
}

export async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    const result = await work()
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/**
 * Writes what pages have changed and moves the checkpoint, or does neither.
 * @param over by site what of its rows must not stay, whatever is written
 * @throws Fenced when the build is not ours any more
 */
export async function commitPages(
  build: OwnedBuild,
  writes: readonly GatheredWrite[],
  through: Position,
  over: ReadonlyMap<string, RetentionBounds> = new Map(),
): Promise<void> {
  const move = () => moveTo(build, through)
  const { client } = build.session
  const { retention } = build.projection
  if (writes.length === 0 && over.size === 0) await move()
  else
    await inTransaction(client, async () => {
      await move()
      await build.writeTables(writes)
      if (retention) for (const [site, bounds] of over) await removeOver(client, retention, site, bounds)
    })
  build.position = through
}

/** Leaves an event out for good and says so in engine.dead_letter. */
export async function commitDeadLetter(
  build: OwnedBuild,
  event: { readonly position: Position; readonly type: string },
  error: string,
): Promise<void> {
  const { client } = build.session
  await inTransaction(client, async () => {
    await moveTo(build, event.position)
    await client.query(
      `INSERT INTO engine.dead_letter (projection, build, position, event_type, error) VALUES ($1, $2, $3, $4, $5)`,
      [build.projection.name, build.build, event.position, event.type, error.replaceAll('\0', '\uFFFD')],
    )
  })
  build.position = event.position
}

/** Tells other processes as well, when the transaction commits: `{ projection, build, position }` on ringledger_projection. */
async function moveTo(
  { session, projection, build, schema, token, position }: OwnedBuild,
  to: Position,
): Promise<void> {
  const { name } = projection
  const news = schema === name && to > position ? JSON.stringify({ projection: name, build, position: to }) : null
  const { rowCount } = await session.client.query({
    name: 'move-checkpoint',
    text: moveCheckpoint,
    values: [name, build, token, position, to, news],
  })
  if (rowCount !== 1) throw new Fenced(`build ${build} of ${name} has another owner or was replaced`)
}

/** Makes Projection.indexes, once, and tells the planner what the tables hold. Readers go on meanwhile. */
export async function makeIndexes(build: OwnedBuild): Promise<void> {
  if (build.indexed) return
  const { client } = build.session
  const { indexes, name } = build.projection
  await inTransaction(client, async () => {
    await moveTo(build, build.position)
    if (indexes !== undefined) await client.query(indexes)
    await client.query('UPDATE engine.build SET indexed = true WHERE projection = $1 AND build = $2', [
      name,
      build.build,
    ])
  })
  build.indexed = true
  const { rows } = await client.query<{ columns: string }>(indexedColumns)
  if (rows.length > 0) await client.query(`ANALYZE ${rows.map(({ columns }) => columns).join(', ')}`)
}
