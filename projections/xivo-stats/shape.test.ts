import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { append, reporting, type Reporting } from './testing/reporting.ts'

let empty: Reporting

beforeAll(async () => {
  empty = await reporting(store => append(store, {}))
})

afterAll(() => empty.drop())

/** Columns of the original, in its order (contact-center 5); ours stand behind them. */
const original = {
  call_data:
    'uniqueid varchar, dst_num varchar, start_time timestamp, answer_time timestamp, end_time timestamp, status status_type, ring_duration integer, transferred boolean, call_direction call_direction, src_num varchar, transfer_direction call_direction, src_agent varchar, dst_agent varchar, src_interface varchar',
  attached_data: 'id_call_data bigint, key varchar, value varchar',
  call_element:
    'call_data_id bigint, start_time timestamp, answer_time timestamp, end_time timestamp, interface varchar',
  call_on_queue:
    'callid varchar, queue_time timestamp, total_ring_seconds integer, answer_time timestamp, hangup_time timestamp, status call_status, queue_ref varchar, agent_num varchar',
  hold_periods: 'linkedid varchar, start timestamp, end timestamp',
  transfers: 'callidfrom varchar, callidto varchar',
  stat_queue_periodic:
    'time timestamp, queue varchar, answered integer, abandoned integer, total integer, full integer, closed integer, joinempty integer, leaveempty integer, divert_ca_ratio integer, divert_waittime integer, timeout integer',
  stat_agent_periodic: 'time timestamp, agent varchar, login_time interval, pause_time interval, wrapup_time interval',
  stat_queue_specific:
    'time timestamp, queue_ref varchar, dst_num varchar, nb_offered integer, nb_abandoned integer, sum_resp_delay integer, answer_less_t1 integer, abandoned_btw_t1_t2 integer, answer_btw_t1_t2 integer, abandoned_more_t2 integer, communication_time integer, hold_time integer, wrapup_time integer',
  stat_agent_specific:
    'time timestamp, agent_num varchar, nb_offered integer, nb_answered integer, conversation_time integer, ringing_time integer, nb_outgoing_calls integer, conversation_time_outgoing_calls integer, hold_time integer, nb_received_internal_calls integer, conversation_time_received_internal_calls integer, nb_transferred_intern integer, nb_transferred_extern integer, nb_emitted_internal_calls integer, conversation_time_emitted_internal_calls integer, nb_incoming_calls integer, conversation_time_incoming_calls integer',
  stat_agent_queue_specific:
    'time timestamp, agent_num varchar, queue_ref varchar, dst_num varchar, nb_answered_calls integer, communication_time integer, hold_time integer, wrapup_time integer',
  agent_position: 'agent_num varchar, line_num varchar, start_time timestamp, end_time timestamp, sda varchar',
  agent_states: 'agent varchar, time timestamp, state agent_state_type',
  queue_specific_time_period: 'name varchar, seconds integer',
  queue_threshold_time: 'queue varchar, t1 integer, t2 integer',
  agentfeatures: 'numgroup integer, number varchar, firstname varchar, lastname varchar',
  queuefeatures: 'name varchar, displayname varchar, number varchar',
  userfeatures: 'firstname varchar, lastname varchar',
  linefeatures: 'name varchar, number varchar, context varchar, provisioningid integer',
  agentgroup: 'groupid integer, name varchar, groups varchar, commented integer, deleted integer, description text',
  dialaction:
    'event varchar, category varchar, categoryval varchar, action varchar, actionarg1 varchar, actionarg2 varchar, linked integer',
  extensions: 'commented integer, context varchar, exten varchar, type varchar, typeval varchar',
  user_line: 'user_id integer, line_id integer, extension_id integer',
  labels: 'display_name varchar, description text',
  userlabels: 'user_id integer, label_id integer',
}

const columnsOf = async (view: string): Promise<readonly string[]> => {
  const rows = await empty.query(
    `SELECT column_name || ' ' || CASE data_type WHEN 'character varying' THEN 'varchar' WHEN 'timestamp without time zone' THEN 'timestamp'
       WHEN 'USER-DEFINED' THEN udt_name ELSE data_type END AS text
     FROM information_schema.columns WHERE table_schema = 'xivo_stats' AND table_name = '${view}' ORDER BY ordinal_position`,
  )
  return rows.map(row => String(row['text']))
}

describe('columns are those of the original, in its order, with the site as the last', () => {
  test.each(Object.entries(original))('%s', async (view, columns) => {
    const found = await columnsOf(view)
    const ofOriginal = found.filter(column => column !== 'id bigint' && column !== 'id integer')
    expect(ofOriginal.slice(0, columns.split(', ').length).join(', ')).toBe(columns)
    expect(found.at(-1)).toBe('site text')
  })

  test('and there is no other view', async () => {
    const rows = await empty.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'xivo_stats'`,
    )
    expect(rows.map(row => row['name']).sort()).toEqual(Object.keys(original).sort())
  })
})

test('every view and column says what it is', async () => {
  const rows = await empty.query(
    `SELECT c.relname || '.' || coalesce(a.attname, '') AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE n.nspname IN ('xivo_stats', 'wazo_stats') AND c.relkind = 'v'
       AND (coalesce(col_description(c.oid, a.attnum), '') = '' OR coalesce(obj_description(c.oid), '') = '')`,
  )
  expect(rows).toEqual([])
})

test('the reader role reads the schemas for reports and nothing else', async () => {
  const relations = await empty.query(
    `SELECT n.nspname AS schema, bool_and(has_table_privilege('ringledger_reader', c.oid, 'SELECT')) AS every,
       bool_or(has_table_privilege('ringledger_reader', c.oid, 'SELECT, INSERT, UPDATE, DELETE')) AS any,
       bool_or(has_table_privilege('ringledger_reader', c.oid, 'INSERT, UPDATE, DELETE')) AS writes
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'v', 'm', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
     GROUP BY n.nspname ORDER BY n.nspname`,
  )
  const readable = relations.filter(row => row['any'])
  expect(readable.map(row => row['schema'])).toEqual(
    ['report', 'wazo_stats', 'xivo_stats'].filter(schema => relations.some(row => row['schema'] === schema)),
  )
  expect(readable.every(row => row['every'] === true && row['writes'] === false)).toBe(true)
  expect(relations.length).toBeGreaterThan(6)
})
