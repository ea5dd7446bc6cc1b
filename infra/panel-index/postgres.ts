import type { Pool } from 'pg'
import type {
  PanelBuild,
  PanelChange,
  PanelIndex,
  PanelCheckpoint,
  PanelWriting,
} from '../../domain/panels/panel-index.ts'
import { buildBeside, dropBuild, dropUnfinished, liveBuild, switchTo, tableOf } from './builds.ts'
import { newestOfEach } from './newest.ts'
import { aggregateStatement, searchStatement, type DocumentRecord, type GroupRecord } from './question-sql.ts'
import writeSql from './sql/write.sql'

/** A statement takes so many documents: a megabyte or two of JSON. */
const atOnce = 2000

/** The documents behind the panels in tables of PostgreSQL (migration 0003). */
export function createPostgresPanelIndex(pool: Pool): PanelIndex {
  const live = (): Promise<number> => liveBuild(pool)
  return {
    ...writingTo(pool, live),

    async beside() {
      await dropUnfinished(pool)
      const number = await buildBeside(pool)
      const build: PanelBuild = {
        ...writingTo(pool, () => Promise.resolve(number)),
        switch: () => switchTo(pool, number),
        drop: () => dropBuild(pool, number),
      }
      return build
    },

    aggregate: question =>
      withTable(live, async table => {
        const { text, values, read } = aggregateStatement(table, question)
        const { rows } = await pool.query<GroupRecord>(text, [...values])
        return { groups: rows.slice(0, question.most).map(read), isCut: rows.length > question.most }
      }),

    search: (filter, { first, after }) =>
      withTable(live, async table => {
        const { text, values, read } = searchStatement(table, filter, first + 1, after)
        const { rows } = await pool.query<DocumentRecord>(text, [...values])
        const documents = rows.slice(0, first).map(read)
        const last = documents.at(-1)
        return { documents, next: last && rows.length > first ? { at: last.at, id: last.id } : undefined }
      }),
  }
}

const writingTo = (pool: Pool, buildOf: () => Promise<number>): PanelWriting => ({
  async write(changes) {
    const rows = newestOfEach(changes).map(rowOf)
    for (let start = 0; start < rows.length; start += atOnce)
      await withTable(buildOf, table =>
        pool.query(writeSql.replaceAll('{table}', table), [JSON.stringify(rows.slice(start, start + atOnce))]),
      )
  },

  removeBefore: (site, at) =>
    withTable(buildOf, async table => {
      await pool.query(`DELETE FROM ${table} WHERE site = $1 AND at_us < $2 AND NOT removed`, [site, at])
    }),

  held: (kind, ids) =>
    withTable(buildOf, async table => {
      if (ids.length === 0) return new Set()
      const { rows } = await pool.query<{ id: string }>(
        `SELECT id FROM ${table} WHERE kind = $1 AND id = ANY ($2) AND NOT removed`,
        [kind, ids],
      )
      return new Set(rows.map(({ id }) => id))
    }),

  async checkpoint() {
    const { rows } = await pool.query<PanelCheckpoint>('SELECT position, meaning FROM panels.build WHERE build = $1', [
      await buildOf(),
    ])
    return rows[0] ?? { position: 0, meaning: '' }
  },

  async moveTo({ position, meaning }) {
    await pool.query('UPDATE panels.build SET position = greatest(position, $2), meaning = $3 WHERE build = $1', [
      await buildOf(),
      position,
      meaning,
    ])
  },
})

const undefinedTable = '42P01'

/** The build may be switched between the question which one is live and the statement on its table: then the new one is asked. */
async function withTable<T>(buildOf: () => Promise<number>, work: (table: string) => Promise<T>): Promise<T> {
  const build = await buildOf()
  try {
    return await work(tableOf(build))
  } catch (error) {
    const isGone = (error as { code?: unknown }).code === undefinedTable
    const next = isGone ? await buildOf() : build
    if (next === build) throw error
    return work(tableOf(next))
  }
}

/** Property by property: this is done for every document, and spreading it takes several times as long. */
function rowOf(change: PanelChange) {
  if (change.change === 'REMOVE') {
    const { kind, id, version } = change
    return {
      kind,
      id,
      version,
      removed: true,
      at_us: 0,
      queues: [],
      queue_names: [],
      agents: [],
      groups: [],
      excluded: false,
      attributes: {},
    }
  }
  const { document } = change
  return {
    kind: document.kind,
    id: document.id,
    version: document.version,
    removed: false,
    at_us: document.at,
    site: document.site,
    queues: document.queues,
    queue_names: document.queueNames,
    agents: document.agents,
    groups: document.groups,
    event: document.event,
    outcome: document.outcome,
    direction: document.direction,
    wait_us: document.wait,
    talk_us: document.talk,
    excluded: document.excluded,
    attributes: document.attributes,
  }
}
