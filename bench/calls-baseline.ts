import type { Pool } from 'pg'
import { csvRecord } from '../domain/pbx/csv-record.ts'
import { celHeader } from '../ingest/simulator/cel-writer.ts'
import { copyInto, copyQueueLog, copyText, queueLogCopyText } from './baseline.ts'
import type { CallsInput } from './calls-input.ts'
import { check } from './figures.ts'

/** The cel table of XiVO with its indexes. */
const table = `
  CREATE TABLE cel (
    id serial PRIMARY KEY, eventtype text NOT NULL, eventtime timestamp NOT NULL, userdeftype text NOT NULL, cid_name text NOT NULL,
    cid_num text NOT NULL, cid_ani text NOT NULL, cid_rdnis text NOT NULL, cid_dnid text NOT NULL, exten text NOT NULL,
    context text NOT NULL, channame text NOT NULL, appname text NOT NULL, appdata text NOT NULL, amaflags int NOT NULL,
    accountcode text NOT NULL, peeraccount text NOT NULL, uniqueid text NOT NULL, linkedid text NOT NULL, userfield text NOT NULL,
    peer text NOT NULL, extra text, call_log_id int);
  CREATE INDEX cel__idx_call_log_id ON cel (call_log_id);
  CREATE INDEX cel__idx_eventtime ON cel (eventtime);
  CREATE INDEX cel__idx_linkedid ON cel (linkedid);
  CREATE INDEX cel__idx_uniqueid ON cel (uniqueid)`

/** In the order of the generated file. */
const columns =
  'eventtype, eventtime, cid_name, cid_num, cid_ani, cid_rdnis, cid_dnid, exten, context, channame, appname, appdata, amaflags, ' +
  'accountcode, peeraccount, uniqueid, linkedid, userfield, peer, userdeftype, extra'

/** Rows a second of a bare COPY of the same rows, already cut into columns, into the two tables of XiVO. */
export async function bareCopyOfCalls(pool: Pool, input: CallsInput): Promise<number> {
  const ofQueueLog = await copyQueueLog(pool, await queueLogCopyText(input.queueLog))
  await pool.query(table)
  const ofCel = await copyInto(pool, `cel (${columns})`, await copyText(input.cel, celColumns))
  const { rows } = await pool.query<{ n: number }>(
    'SELECT (SELECT count(*) FROM cel) + (SELECT count(*) FROM queue_log) AS n',
  )
  check(rows[0]?.n === input.rows, `the bare COPY stored ${String(rows[0]?.n)} rows, not ${input.rows}`)
  return input.rows / (ofQueueLog + ofCel)
}

function celColumns(line: string): readonly string[] | undefined {
  if (line === celHeader) return undefined
  const fields = csvRecord(line, ',')
  check(typeof fields !== 'string', `the generated line is ${String(fields)}: ${line}`)
  return typeof fields === 'string' ? undefined : fields
}
