import { afterAll, beforeAll, expect, test } from 'vitest'
import { projections } from '../../infra/projections.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { append, reporting, type Reporting } from './testing/reporting.ts'

const folder = 'replay-tests/corpus/asterisk-20'

let lab: Reporting

/** The recording of Asterisk 20, in a zone away from UTC, and a second site that must not be mixed in. */
beforeAll(async () => {
  lab = await reporting(async store => {
    await append(store, { site: 'lab', timeZone: 'Asia/Kathmandu' })
    const files = {
      queueLog: [`${folder}/queue_log_table.csv`],
      cel: [`${folder}/cel.csv`],
      ami: [`${folder}/ami.jsonl.gz`],
    }
    await importFiles({ store, site: 'lab', node: 'pbx1', clockZone: 'UTC', ...files })
    await append(store, {
      site: 'other',
      from: '2026-11-21T03:50:00Z',
      queueLog: `
        time | callid | queue | agent | event      | data
        0    | 7.1    | sales | NONE  | ENTERQUEUE | |0612345678|1
        5    | 7.1    | sales | NONE  | ABANDON    | 1|1|5`,
    })
  })
  for (const { name } of projections) await lab.engine.rebuild(name)
}, 240_000)

afterAll(() => lab.drop())

test('the views outlive the switch of every projection, and their times are those of the clock of the site', async () => {
  const [row] = await lab.query(`
    SELECT min(extract(epoch FROM q.queue_time - to_timestamp(v.entered_us / 1e6) AT TIME ZONE 'UTC'))::int AS least,
      max(extract(epoch FROM q.queue_time - to_timestamp(v.entered_us / 1e6) AT TIME ZONE 'UTC'))::int AS most, count(*)::int AS visits
    FROM xivo_stats.call_on_queue q JOIN queue_visits.visit v ON v.positions[1] = q.id WHERE q.site = 'lab'`)
  expect(row).toMatchObject({ least: 20_700, most: 20_700 })
  expect(row!['visits']).toBeGreaterThan(80)
})

test('stat_queue_periodic adds up to the stays and refusals of call_on_queue, queue by queue', async () => {
  const rows = await lab.query(`
    SELECT * FROM (
      SELECT site, queue, sum(total) - sum(answered) - sum(abandoned) - sum(leaveempty) - sum(timeout) AS others,
        sum(answered) AS answered, sum(abandoned) AS abandoned, sum(timeout) AS timeout, sum(leaveempty) AS leaveempty,
        sum("full") AS full, sum(closed) AS closed, sum(joinempty) AS joinempty
      FROM xivo_stats.stat_queue_periodic GROUP BY site, queue
    ) periodic
    FULL JOIN (
      SELECT site, queue_ref AS queue, count(*) FILTER (WHERE status IS NULL OR status = 'exit_with_key') AS others,
        count(*) FILTER (WHERE status = 'answered') AS answered, count(*) FILTER (WHERE status = 'abandoned') AS abandoned,
        count(*) FILTER (WHERE status = 'timeout') AS timeout, count(*) FILTER (WHERE status = 'leaveempty') AS leaveempty,
        count(*) FILTER (WHERE status = 'full') AS full, count(*) FILTER (WHERE status = 'closed') AS closed,
        count(*) FILTER (WHERE status = 'joinempty') AS joinempty
      FROM xivo_stats.call_on_queue GROUP BY site, queue_ref
    ) calls USING (site, queue, others, answered, abandoned, timeout, leaveempty, "full", closed, joinempty)`)
  const queues = new Set(rows.map(row => `${String(row['site'])} ${String(row['queue'])}`))
  expect(queues.size).toBeGreaterThan(5)
  expect(rows).toHaveLength(queues.size)
})

test('every stay, hold and transfer finds its call, and each call has one row', async () => {
  const missing = await lab.query(`
    SELECT 'stay' AS what, q.callid AS call FROM xivo_stats.call_on_queue q
    LEFT JOIN xivo_stats.call_data d ON d.site = q.site AND d.uniqueid = q.callid WHERE d.id IS NULL
    UNION ALL
    SELECT 'hold', h.linkedid FROM xivo_stats.hold_periods h
    LEFT JOIN xivo_stats.call_data d ON d.site = h.site AND d.uniqueid = h.linkedid WHERE d.id IS NULL
    UNION ALL
    SELECT 'transfer', t.callidfrom FROM xivo_stats.transfers t
    LEFT JOIN xivo_stats.call_data d ON d.site = t.site AND d.uniqueid = t.callidfrom WHERE d.id IS NULL
    UNION ALL
    SELECT 'leg', t.callidto FROM xivo_stats.transfers t
    LEFT JOIN xivo_stats.call_element e ON e.site = t.site AND e.uniqueid = t.callidto WHERE t.callidto IS NOT NULL AND e.id IS NULL
    UNION ALL
    SELECT 'element', e.uniqueid FROM xivo_stats.call_element e
    LEFT JOIN xivo_stats.call_data d ON d.id = e.call_data_id WHERE d.id IS NULL
    UNION ALL
    SELECT 'repeated', uniqueid FROM xivo_stats.call_data GROUP BY site, uniqueid HAVING count(*) > 1
    UNION ALL
    SELECT 'repeated id', min(uniqueid) FROM xivo_stats.call_data GROUP BY id HAVING count(*) > 1
    UNION ALL
    SELECT 'repeated element', min(uniqueid) FROM xivo_stats.call_element GROUP BY id HAVING count(*) > 1`)
  expect(missing).toEqual([])
})

test('stat_queue_specific and stat_agent_queue_specific add up to the visits, however their lengths are cut', async () => {
  const [row] = await lab.query(`
    SELECT
      (SELECT count(*) FROM queue_visits.visit) - (SELECT sum(nb_offered) FROM xivo_stats.stat_queue_specific) AS offered,
      (SELECT sum(talk_us) FROM queue_visits.visit) - (SELECT sum(talk_us) FROM stats_parts.visit_length) AS talk,
      (SELECT sum(wait_us) FROM queue_visits.visit WHERE answered_us IS NOT NULL) - (SELECT sum(wait_us) FROM stats_parts.visit_length) AS wait,
      (SELECT sum(wrap_up_us) FROM queue_visits.visit WHERE ended_us IS NOT NULL) - (SELECT sum(wrap_up_us) FROM stats_parts.visit_length) AS wrap_up,
      (SELECT sum(answered) FROM queue_visits.quarter) - (SELECT sum(nb_answered) FROM xivo_stats.stat_queue_specific) AS answered,
      (SELECT count(*) FROM queue_visits.visit WHERE answered_us IS NOT NULL AND agent IS NOT NULL)
        - (SELECT sum(nb_answered_calls) FROM xivo_stats.stat_agent_queue_specific) AS answered_by_agents,
      abs((SELECT sum(communication_time) FROM xivo_stats.stat_queue_specific)
        - (SELECT sum(communication_time) FROM xivo_stats.stat_agent_queue_specific)) < 10 AS same_talk`)
  const { same_talk: sameTalk, ...differences } = row!
  expect(Object.values(differences).map(Number)).toEqual([0, 0, 0, 0, 0, 0])
  expect(sameTalk).toBe(true)
})

test('stat_agent_specific adds up to the parties of the calls, kind by kind', async () => {
  const rows = await lab.query(`
    SELECT p.agent, p.kind, count(*)::int AS calls, sum(p.talk_us) AS talk_us
    FROM stats_parts.agent_party p WHERE p.talked_us IS NOT NULL AND p.agent IS NOT NULL GROUP BY p.agent, p.kind`)
  const sums = await lab.query(`
    SELECT agent, kind, sum(calls)::int AS calls, sum(talk_us) AS talk_us, sum(offered)::int AS offered FROM stats_parts.agent_call GROUP BY agent, kind`)
  const found = new Map(sums.map(row => [`${String(row['agent'])} ${String(row['kind'])}`, row]))
  expect(rows.length).toBeGreaterThan(5)
  for (const row of rows) {
    const sum = found.get(`${String(row['agent'])} ${String(row['kind'])}`)!
    expect(sum['talk_us']).toBe(row['talk_us'])
    if (row['kind'] !== 'QUEUE') expect(sum['calls']).toBe(row['calls'])
  }
  const [answered] = await lab.query(`
    SELECT (SELECT sum(nb_answered) FROM xivo_stats.stat_agent_specific)::int AS table, sum(answered)::int AS quarters,
      (SELECT sum(nb_offered) FROM xivo_stats.stat_agent_specific)::int AS offered, (sum(answered) + sum(missed))::int AS presented
    FROM agent_states.quarter`)
  expect(answered!['table']).toBe(answered!['quarters'])
  expect(answered!['offered']).toBe(answered!['presented'])
})

test('the agents of the recording placed, took and passed on the calls that its driver tells of', async () => {
  const consultations = { toUsers: 2, toQueue: 1, thatCameBack: 1 }
  expect(
    await lab.query(`
      SELECT sum(nb_outgoing_calls)::int AS outgoing, sum(nb_emitted_internal_calls)::int AS emitted,
        sum(nb_received_internal_calls)::int AS received, sum(nb_transferred_extern)::int AS outside
      FROM xivo_stats.stat_agent_specific`),
  ).toEqual([
    {
      outgoing: 4 + 1, // outgoing_answered and outgoing_far_end_hangs_up; the consultation of queue_attended_transfer_outside
      emitted: 2 + consultations.toUsers + consultations.toQueue + consultations.thatCameBack, // internal_between_agents
      received: 2, // internal_between_agents
      outside: 2, // queue_blind_transfer_outside, queue_attended_transfer_outside
    },
  ])
})

test('login, pause and wrap-up of closed sessions are those of the states', async () => {
  const [row] = await lab.query(`
    SELECT extract(epoch FROM sum(p.login_time)) * 1000000 - sum(q.login_us) AS login, extract(epoch FROM sum(p.pause_time)) * 1000000 - sum(q.pause_us) AS pause
    FROM (SELECT site, start_us, agent, login_us, pause_us FROM agent_states.quarter) q
    JOIN xivo_stats.stat_agent_periodic p ON p.id = stats_parts.stable_id(concat_ws(E'\\n', q.site, q.agent, q.start_us))
    WHERE NOT EXISTS (SELECT FROM agent_states.agent_now n WHERE n.site = q.site AND n.agent = q.agent AND n.state <> 'LOGGED_OUT' AND n.since_us < q.start_us + 900000000)`)
  expect(Number(row!['login'])).toBe(0)
  expect(Number(row!['pause'])).toBe(0)
})

test('one site of several is what a user asks for, or is set to', async () => {
  const count = `SELECT count(*)::int AS calls FROM xivo_stats.call_on_queue`
  const [both] = await lab.query(count)
  const [one] = await lab.query(`${count} WHERE site = 'other'`)
  const client = await lab.database.pool.connect()
  try {
    await client.query(`SET ringledger.site = 'other'`)
    expect((await client.query(count)).rows).toEqual([one])
    expect(one).toEqual({ calls: 1 })
    expect(both!['calls']).toBeGreaterThan(80)
  } finally {
    client.release(true)
  }
})
