import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pool } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { check } from './figures.ts'

/** The queue_log table of XiVO with its indexes: what a bare COPY of the same rows has to fill. */
const table = `
  CREATE TABLE queue_log (
    id serial PRIMARY KEY, "time" text NOT NULL DEFAULT '', callid text NOT NULL DEFAULT '', queuename text NOT NULL DEFAULT '',
    agent text NOT NULL DEFAULT '', event text NOT NULL DEFAULT '', data1 text, data2 text, data3 text, data4 text, data5 text);
  CREATE INDEX queue_log__idx_agent ON queue_log (agent);
  CREATE INDEX queue_log__idx_callid ON queue_log (callid);
  CREATE INDEX queue_log__idx_event ON queue_log (event);
  CREATE INDEX queue_log__idx_time ON queue_log ("time")`

/** Rows a second of a bare COPY of the same rows, already cut into columns, into one indexed table of the same server. */
export async function bareCopy(pool: Pool, file: string, rows: number): Promise<number> {
  const prepared = await queueLogCopyText(file)
  const seconds = await copyQueueLog(pool, prepared)
  const { rows: counted } = await pool.query<{ n: number }>('SELECT count(*) AS n FROM queue_log')
  check(counted[0]?.n === rows, `the bare COPY stored ${String(counted[0]?.n)} rows, not ${rows}`)
  return rows / seconds
}

/** @returns how many seconds the COPY took */
export async function copyQueueLog(pool: Pool, prepared: readonly string[]): Promise<number> {
  await pool.query(table)
  return copyInto(
    pool,
    'queue_log ("time", callid, queuename, agent, event, data1, data2, data3, data4, data5)',
    prepared,
  )
}

export async function copyInto(pool: Pool, target: string, prepared: readonly string[]): Promise<number> {
  const client = await pool.connect()
  const started = performance.now()
  await pipeline(Readable.from(prepared), client.query(copyFrom(`COPY ${target} FROM STDIN`)))
  const seconds = (performance.now() - started) / 1000
  client.release()
  return seconds
}

export async function queueLogCopyText(file: string): Promise<string[]> {
  return copyText(file, line => {
    const [epoch = '', callid = '', queue = '', agent = '', event = '', ...data] = line.split('|')
    const time = new Date(Number(epoch) * 1000).toISOString().replace('T', ' ').replace('Z', '000')
    return [time, callid, queue, agent, event, ...Array.from({ length: 5 }, (_, index) => data[index] ?? '')]
  })
}

/** @param columnsOf the columns of a line; undefined for one that is no row */
export async function copyText(
  file: string,
  columnsOf: (line: string) => readonly string[] | undefined,
): Promise<string[]> {
  const chunks: string[] = []
  let lines: string[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const columns = columnsOf(line)
    if (columns) lines.push(`${columns.join('\t')}\n`)
    if (lines.length < 5_000) continue
    chunks.push(lines.join(''))
    lines = []
  }
  chunks.push(lines.join(''))
  return chunks
}
