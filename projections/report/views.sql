-- Our own figures for people who report with SQL: instants as timestamptz, lengths in seconds. Formulas: docs/reference/metrics.md.

CREATE SCHEMA IF NOT EXISTS report;

CREATE OR REPLACE VIEW report.queue_visit AS
SELECT
  v.site,
  v.node,
  v.call_id,
  v.visit_number,
  v.linked_id,
  v.queue,
  v.outcome,
  -- As it is indexed: stats_parts.time_index.
  (timestamp 'epoch' + v.entered_us * interval '1 microsecond') AT TIME ZONE 'UTC' AS entered_at,
  timestamptz 'epoch' + v.left_us * interval '1 microsecond' AS left_at,
  timestamptz 'epoch' + v.answered_us * interval '1 microsecond' AS answered_at,
  timestamptz 'epoch' + v.ended_us * interval '1 microsecond' AS ended_at,
  timestamptz 'epoch' + v.lost_us * interval '1 microsecond' AS lost_at,
  v.wait_us / 1000000.0 AS wait_seconds,
  CASE WHEN h.more_ring_us IS NULL THEN v.ring_us ELSE coalesce(v.ring_us, 0) + h.more_ring_us END / 1000000.0 AS ring_seconds,
  v.talk_us / 1000000.0 AS talk_seconds,
  CASE WHEN v.answered_us IS NULL OR c.hold_us IS NULL THEN v.hold_us ELSE coalesce(h.hold_us, 0) END / 1000000.0 AS hold_seconds,
  v.wrap_up_us / 1000000.0 AS wrap_up_seconds,
  v.missed_rings,
  v.agent,
  v.caller_number,
  v.called_number,
  v.entry_position,
  v.exit_position,
  v.hung_up_by,
  v.transfer_kind,
  v.transfer_to,
  v.transfer_context,
  v.transfer_method,
  v.flags,
  v.excluded,
  (
    SELECT n.display_name FROM directory.configured_queue n
    WHERE n.site = v.site AND n.queue = v.queue AND n.from_us <= v.entered_us AND (n.to_us IS NULL OR n.to_us > v.entered_us)
  ) AS queue_display_name,
  (
    SELECT n.name FROM directory.member_name n
    WHERE n.site = v.site AND n.agent = v.agent
      AND n.from_us <= coalesce(v.answered_us, v.entered_us) AND (n.to_us IS NULL OR n.to_us > coalesce(v.answered_us, v.entered_us))
    LIMIT 1
  ) AS agent_name
FROM queue_visits.visit v
-- What AMI and CEL tell of it. Each has at most one row, so that what is not asked for is not joined.
LEFT JOIN calls.heard_visit h ON h.visit_call_id = v.call_id AND h.site = v.site AND h.node = v.node AND h.visit_number = v.visit_number
LEFT JOIN calls.call_key k ON k.key = v.call_id AND k.site = v.site AND k.node = v.node
LEFT JOIN calls.call c ON c.call_id = k.call_id AND c.site = k.site AND c.node = k.node;

COMMENT ON VIEW report.queue_visit IS 'One row a stay of a call in a queue.';
COMMENT ON COLUMN report.queue_visit.site IS 'Short name of the site.';
COMMENT ON COLUMN report.queue_visit.node IS 'Short name of the PBX.';
COMMENT ON COLUMN report.queue_visit.call_id IS 'callid of queue_log: uniqueid of the callers channel.';
COMMENT ON COLUMN report.queue_visit.visit_number IS 'Counts the stays of the call over all queues, from 1.';
COMMENT ON COLUMN report.queue_visit.linked_id IS 'linkedid of the call; null: queue_log does not know it.';
COMMENT ON COLUMN report.queue_visit.queue IS 'Technical name of the queue.';
COMMENT ON COLUMN report.queue_visit.outcome IS 'ANSWERED, ABANDONED, TIMEOUT, EXIT_KEY, EXIT_EMPTY, WITHDRAWN, CALLBACK, LOST_SYSTEM or OPEN.';
COMMENT ON COLUMN report.queue_visit.entered_at IS 'When the caller entered.';
COMMENT ON COLUMN report.queue_visit.left_at IS 'When his wait ended: answer, hang-up or exit. null: he waits, or nobody knows.';
COMMENT ON COLUMN report.queue_visit.answered_at IS 'When an agent answered.';
COMMENT ON COLUMN report.queue_visit.ended_at IS 'When the conversation ended. null: there was none, it goes on, or nobody knows.';
COMMENT ON COLUMN report.queue_visit.lost_at IS 'Where the end is unknown: it was over by then (restart of the PBX, next entry of the call).';
COMMENT ON COLUMN report.queue_visit.wait_seconds IS 'left_at - entered_at; null where either is unknown. Seconds.';
COMMENT ON COLUMN report.queue_visit.ring_seconds IS 'Sum of all presentations to agents, answered or not, by AMI, else by queue_log. Seconds.';
COMMENT ON COLUMN report.queue_visit.talk_seconds IS 'ended_at - answered_at; null where either is unknown. Seconds.';
COMMENT ON COLUMN report.queue_visit.hold_seconds IS 'Time on hold by the agent, by AMI or CEL, else by queue_log; null: no source tells. Seconds.';
COMMENT ON COLUMN report.queue_visit.wrap_up_seconds IS 'Wrap-up as configured when it began. Seconds.';
COMMENT ON COLUMN report.queue_visit.missed_rings IS 'Presentations that an agent did not take.';
COMMENT ON COLUMN report.queue_visit.agent IS 'Member name of the agent who answered.';
COMMENT ON COLUMN report.queue_visit.caller_number IS 'Number of the caller.';
COMMENT ON COLUMN report.queue_visit.called_number IS 'Number that he dialled.';
COMMENT ON COLUMN report.queue_visit.entry_position IS 'Place in the queue at the entry.';
COMMENT ON COLUMN report.queue_visit.exit_position IS 'Place in the queue when he left without an answer.';
COMMENT ON COLUMN report.queue_visit.hung_up_by IS 'CALLER, AGENT or UNKNOWN; null: nobody yet, or he left otherwise.';
COMMENT ON COLUMN report.queue_visit.transfer_kind IS 'BLIND or ATTENDED; null: not transferred.';
COMMENT ON COLUMN report.queue_visit.transfer_to IS 'Extension or application.';
COMMENT ON COLUMN report.queue_visit.transfer_context IS 'Dialplan context of a blind transfer.';
COMMENT ON COLUMN report.queue_visit.transfer_method IS 'BRIDGE, APP or LINK of an attended transfer.';
COMMENT ON COLUMN report.queue_visit.flags IS 'What to know before trusting it to the second: inferredEntry, inferredAnswer, inferredEnd, lostEnd, repeatedEnd, joinedEnd, ambiguousTime, ...';
COMMENT ON COLUMN report.queue_visit.excluded IS 'Somebody has excluded its call from the figures: queue_quarter does not count it.';
COMMENT ON COLUMN report.queue_visit.queue_display_name IS 'Name of the queue for people, as it was configured at the entry; null: none was.';
COMMENT ON COLUMN report.queue_visit.agent_name IS 'Name of the agent for people, as it was configured at the answer; null: none was.';

CREATE OR REPLACE VIEW report.queue_refusal AS
SELECT
  site,
  node,
  call_id,
  position,
  queue,
  reason,
  (timestamp 'epoch' + at_us * interval '1 microsecond') AT TIME ZONE 'UTC' AS at,
  called_number,
  excluded
FROM queue_visits.refusal;

COMMENT ON VIEW report.queue_refusal IS 'One row a call that was aimed at a queue and never entered it.';
COMMENT ON COLUMN report.queue_refusal.site IS 'Short name of the site.';
COMMENT ON COLUMN report.queue_refusal.node IS 'Short name of the PBX.';
COMMENT ON COLUMN report.queue_refusal.call_id IS 'callid of queue_log.';
COMMENT ON COLUMN report.queue_refusal.position IS 'Log position of the row.';
COMMENT ON COLUMN report.queue_refusal.queue IS 'Technical name of the queue.';
COMMENT ON COLUMN report.queue_refusal.reason IS 'FULL, CLOSED, JOIN_EMPTY, DIVERT_RATIO or DIVERT_WAIT.';
COMMENT ON COLUMN report.queue_refusal.at IS 'When it was refused.';
COMMENT ON COLUMN report.queue_refusal.called_number IS 'Number that the caller dialled.';
COMMENT ON COLUMN report.queue_refusal.excluded IS 'Somebody has excluded its call from the figures: queue_quarter does not count it.';

CREATE OR REPLACE VIEW report.queue_quarter AS
SELECT
  timestamptz 'epoch' + start_us * interval '1 microsecond' AS starts_at,
  site,
  queue,
  called_number,
  offered,
  answered,
  abandoned,
  timed_out,
  exited_with_key,
  exited_empty,
  withdrawn,
  callback_requested,
  lost_by_system,
  open,
  refused_full,
  refused_closed,
  refused_join_empty,
  refused_divert_ratio,
  refused_divert_wait,
  answered_in_time,
  abandoned_in_time,
  short_abandoned,
  answered_before_t1,
  answered_t1_to_t2,
  answered_from_t2,
  abandoned_before_t1,
  abandoned_t1_to_t2,
  abandoned_from_t2,
  wait_of_answered_us / 1000000.0 AS wait_of_answered_seconds,
  wait_of_abandoned_us / 1000000.0 AS wait_of_abandoned_seconds,
  wait_of_all_us / 1000000.0 AS wait_of_all_seconds,
  (
    q.ring_us + coalesce((
      SELECT sum(h.more_ring_us) FROM calls.heard_visit h
      WHERE h.site = q.site AND h.queue = q.queue AND h.entered_us >= q.start_us AND h.entered_us < q.start_us + 900000000
        AND coalesce(h.called_number, '') = q.called_number
        AND NOT EXISTS (SELECT FROM queue_visits.exclusion x WHERE x.site = h.site AND x.node = h.node AND x.call_id = h.visit_call_id)), 0)
  ) / 1000000.0 AS ring_seconds,
  talk_us / 1000000.0 AS talk_seconds,
  talked_visits,
  (
    q.hold_us + coalesce((
      SELECT sum(h.more_hold_us) FROM calls.heard_visit h
      WHERE h.site = q.site AND h.queue = q.queue AND h.entered_us >= q.start_us AND h.entered_us < q.start_us + 900000000
        AND coalesce(h.called_number, '') = q.called_number
        AND NOT EXISTS (SELECT FROM queue_visits.exclusion x WHERE x.site = h.site AND x.node = h.node AND x.call_id = h.visit_call_id)), 0)
  ) / 1000000.0 AS hold_seconds,
  wrap_up_us / 1000000.0 AS wrap_up_seconds,
  transferred_blind,
  transferred_attended,
  hung_up_by_agent,
  hung_up_by_caller,
  missed_rings,
  inferred_entries,
  max_wait_us / 1000000.0 AS max_wait_seconds,
  (
    SELECT n.display_name FROM directory.configured_queue n
    WHERE n.site = q.site AND n.queue = q.queue AND n.from_us <= q.start_us AND (n.to_us IS NULL OR n.to_us > q.start_us)
  ) AS queue_display_name
FROM queue_visits.quarter q;

COMMENT ON VIEW report.queue_quarter IS 'Figures of a queue and called number by quarter of an hour (UTC) of the entry, without excluded calls.';
COMMENT ON COLUMN report.queue_quarter.starts_at IS 'Start of the quarter of an hour (UTC) of the entry or refusal.';
COMMENT ON COLUMN report.queue_quarter.site IS 'Short name of the site.';
COMMENT ON COLUMN report.queue_quarter.queue IS 'Technical name of the queue.';
COMMENT ON COLUMN report.queue_quarter.called_number IS 'Number that the callers dialled; empty where nobody knows.';
COMMENT ON COLUMN report.queue_quarter.offered IS 'Visits that began.';
COMMENT ON COLUMN report.queue_quarter.answered IS 'Visits with an answer.';
COMMENT ON COLUMN report.queue_quarter.abandoned IS 'Left by hanging up while waiting.';
COMMENT ON COLUMN report.queue_quarter.timed_out IS 'Left on the queues timeout.';
COMMENT ON COLUMN report.queue_quarter.exited_with_key IS 'Left with a key.';
COMMENT ON COLUMN report.queue_quarter.exited_empty IS 'Sent away because the queue had no agents any more.';
COMMENT ON COLUMN report.queue_quarter.withdrawn IS 'Taken out by the manager.';
COMMENT ON COLUMN report.queue_quarter.callback_requested IS 'Left with a request to be called back.';
COMMENT ON COLUMN report.queue_quarter.lost_by_system IS 'Lost by the PBX: a crash, channels that do not fit, no row that says how.';
COMMENT ON COLUMN report.queue_quarter.open IS 'Visits that wait still, as far as the log goes.';
COMMENT ON COLUMN report.queue_quarter.refused_full IS 'Refused: queue full.';
COMMENT ON COLUMN report.queue_quarter.refused_closed IS 'Refused: queue closed.';
COMMENT ON COLUMN report.queue_quarter.refused_join_empty IS 'Refused: no agents.';
COMMENT ON COLUMN report.queue_quarter.refused_divert_ratio IS 'Diverted: too many callers for the agents.';
COMMENT ON COLUMN report.queue_quarter.refused_divert_wait IS 'Diverted: the estimated wait is too long.';
COMMENT ON COLUMN report.queue_quarter.answered_in_time IS 'Answered with wait <= T in force at the entry.';
COMMENT ON COLUMN report.queue_quarter.abandoned_in_time IS 'Abandoned with wait <= T.';
COMMENT ON COLUMN report.queue_quarter.short_abandoned IS 'Abandoned with wait <= s.';
COMMENT ON COLUMN report.queue_quarter.answered_before_t1 IS 'Answered with wait < t1.';
COMMENT ON COLUMN report.queue_quarter.answered_t1_to_t2 IS 'Answered with t1 <= wait < t2.';
COMMENT ON COLUMN report.queue_quarter.answered_from_t2 IS 'Answered with wait >= t2.';
COMMENT ON COLUMN report.queue_quarter.abandoned_before_t1 IS 'Abandoned with wait < t1.';
COMMENT ON COLUMN report.queue_quarter.abandoned_t1_to_t2 IS 'Abandoned with t1 <= wait < t2.';
COMMENT ON COLUMN report.queue_quarter.abandoned_from_t2 IS 'Abandoned with wait >= t2.';
COMMENT ON COLUMN report.queue_quarter.wait_of_answered_seconds IS 'Sum of the waits of the answered. Seconds.';
COMMENT ON COLUMN report.queue_quarter.wait_of_abandoned_seconds IS 'Sum of the waits of the abandoned. Seconds.';
COMMENT ON COLUMN report.queue_quarter.wait_of_all_seconds IS 'Sum of all known waits. Seconds.';
COMMENT ON COLUMN report.queue_quarter.ring_seconds IS 'Sum of all presentations to agents, answered or not, by AMI, else by queue_log. Seconds.';
COMMENT ON COLUMN report.queue_quarter.talk_seconds IS 'Sum of the talks whose end is known. Seconds.';
COMMENT ON COLUMN report.queue_quarter.talked_visits IS 'Visits in talk_us.';
COMMENT ON COLUMN report.queue_quarter.hold_seconds IS 'Sum of the holds by agents, by AMI or CEL, else by queue_log; 0 also where no source tells. Seconds.';
COMMENT ON COLUMN report.queue_quarter.wrap_up_seconds IS 'Sum of the wrap-ups. Seconds.';
COMMENT ON COLUMN report.queue_quarter.transferred_blind IS 'Conversations that a blind transfer ended.';
COMMENT ON COLUMN report.queue_quarter.transferred_attended IS 'Conversations that an attended transfer ended.';
COMMENT ON COLUMN report.queue_quarter.hung_up_by_agent IS 'Conversations that the agent ended.';
COMMENT ON COLUMN report.queue_quarter.hung_up_by_caller IS 'Conversations that the caller ended.';
COMMENT ON COLUMN report.queue_quarter.missed_rings IS 'Presentations that an agent did not take.';
COMMENT ON COLUMN report.queue_quarter.inferred_entries IS 'Visits in offered whose ENTERQUEUE the log does not have.';
COMMENT ON COLUMN report.queue_quarter.max_wait_seconds IS 'Longest known wait. Seconds.';
COMMENT ON COLUMN report.queue_quarter.queue_display_name IS 'Name of the queue for people, as it was configured at the start of the quarter; null: none was.';

CREATE OR REPLACE VIEW report.agent_state AS
SELECT
  site,
  agent,
  timestamptz 'epoch' + from_us * interval '1 microsecond' AS from_at,
  timestamptz 'epoch' + to_us * interval '1 microsecond' AS to_at,
  state,
  reason,
  queue,
  call_id,
  logged_in,
  (
    SELECT n.name FROM directory.member_name n
    WHERE n.site = s.site AND n.agent = s.agent AND n.from_us <= s.from_us AND (n.to_us IS NULL OR n.to_us > s.from_us)
    LIMIT 1
  ) AS agent_name,
  (
    SELECT n.agent_group FROM directory.member_name n
    WHERE n.site = s.site AND n.agent = s.agent AND n.from_us <= s.from_us AND (n.to_us IS NULL OR n.to_us > s.from_us)
    LIMIT 1
  ) AS agent_group
FROM agent_states.interval s;

COMMENT ON VIEW report.agent_state IS 'One row a length of time that an agent spent in one state and that is over; cut at midnight UTC.';
COMMENT ON COLUMN report.agent_state.site IS 'Short name of the site.';
COMMENT ON COLUMN report.agent_state.agent IS 'Member name, e.g. Agent/8001.';
COMMENT ON COLUMN report.agent_state.from_at IS 'Beginning.';
COMMENT ON COLUMN report.agent_state.to_at IS 'End (exclusive).';
COMMENT ON COLUMN report.agent_state.state IS 'LOGGED_OUT, READY, PAUSED, WRAP_UP, RINGING, TALKING or UNCERTAIN; the one that counts when several hold.';
COMMENT ON COLUMN report.agent_state.reason IS 'Of PAUSED; null: none given.';
COMMENT ON COLUMN report.agent_state.queue IS 'Of TALKING, RINGING and WRAP_UP.';
COMMENT ON COLUMN report.agent_state.call_id IS 'callid of queue_log, of TALKING, RINGING and WRAP_UP.';
COMMENT ON COLUMN report.agent_state.logged_in IS 'Counts as login time. Not so a conversation that outlives the logoff, nor anything uncertain.';
COMMENT ON COLUMN report.agent_state.agent_name IS 'Name of the agent for people, as it was configured when the state began; null: none was.';
COMMENT ON COLUMN report.agent_state.agent_group IS 'Short name of the group that the agent was in when the state began; null: none was configured.';

CREATE OR REPLACE VIEW report.agent_call AS
SELECT
  c.site,
  c.agent,
  c.position,
  timestamptz 'epoch' + c.at_us * interval '1 microsecond' AS at,
  c.queue,
  c.call_id,
  c.outcome,
  coalesce((
    SELECT r.to_us - r.from_us FROM calls.ring r
    WHERE r.visit_call_id = c.call_id AND r.site = c.site AND r.position = c.position
    LIMIT 1
  ), c.ring_us) / 1000000.0 AS ring_seconds,
  c.talk_us / 1000000.0 AS talk_seconds,
  CASE WHEN c.outcome = 'ANSWERED' THEN coalesce((
    SELECT h.hold_us FROM calls.heard_visit h
    WHERE h.visit_call_id = c.call_id AND h.site = c.site AND h.queue = c.queue AND h.agent = c.agent AND h.answered_us = c.at_us
    LIMIT 1
  ), c.hold_us) ELSE c.hold_us END / 1000000.0 AS hold_seconds,
  c.wrap_up_us / 1000000.0 AS wrap_up_seconds,
  c.transfer,
  EXISTS (SELECT FROM queue_visits.exclusion x WHERE x.site = c.site AND x.call_id = c.call_id) AS excluded,
  (
    SELECT n.name FROM directory.member_name n
    WHERE n.site = c.site AND n.agent = c.agent AND n.from_us <= c.at_us AND (n.to_us IS NULL OR n.to_us > c.at_us)
    LIMIT 1
  ) AS agent_name,
  (
    SELECT n.display_name FROM directory.configured_queue n
    WHERE n.site = c.site AND n.queue = c.queue AND n.from_us <= c.at_us AND (n.to_us IS NULL OR n.to_us > c.at_us)
  ) AS queue_display_name
FROM (
  SELECT site, agent, position, at_us, queue, call_id, outcome, ring_us, talk_us, hold_us, wrap_up_us, transfer FROM agent_states.agent_call
  UNION ALL
  -- Of which queue_log has no row.
  SELECT site, agent, position, at_us, queue, visit_call_id, outcome, to_us - from_us, NULL, 0, 0, NULL FROM calls.ring WHERE told_us IS NULL
) c;

COMMENT ON VIEW report.agent_call IS 'One row a ring of a queue at an agent: answered, missed or canceled.';
COMMENT ON COLUMN report.agent_call.site IS 'Short name of the site.';
COMMENT ON COLUMN report.agent_call.agent IS 'Member name.';
COMMENT ON COLUMN report.agent_call.position IS 'In the log, of the row that tells it: CONNECT, RINGNOANSWER, RINGCANCELED, or the end where the CONNECT is missing; of a ring that only AMI tells, of the event that ended it.';
COMMENT ON COLUMN report.agent_call.at IS 'The answer, or when it was missed or canceled.';
COMMENT ON COLUMN report.agent_call.queue IS 'Technical name.';
COMMENT ON COLUMN report.agent_call.call_id IS 'callid of queue_log.';
COMMENT ON COLUMN report.agent_call.outcome IS 'ANSWERED, MISSED (rang out, or refused) or CANCELED (the caller left, or another one answered: AMI alone tells that).';
COMMENT ON COLUMN report.agent_call.ring_seconds IS 'How long it rang, by AMI, else as the row says. Seconds.';
COMMENT ON COLUMN report.agent_call.talk_seconds IS 'From the answer to the first end, hold included; null: it goes on, or its end was never written. Seconds.';
COMMENT ON COLUMN report.agent_call.hold_seconds IS 'Of the talk, by AMI or CEL, else where a product writes it to queue_log; 0 also where no source tells. Seconds.';
COMMENT ON COLUMN report.agent_call.wrap_up_seconds IS 'As its row says, less what a next call, a logoff or the agent cut off. Seconds.';
COMMENT ON COLUMN report.agent_call.transfer IS 'BLIND or ATTENDED, when the agent transferred the call.';
COMMENT ON COLUMN report.agent_call.excluded IS 'Somebody has excluded the call from the figures.';
COMMENT ON COLUMN report.agent_call.agent_name IS 'Name of the agent for people, as it was configured then; null: none was.';
COMMENT ON COLUMN report.agent_call.queue_display_name IS 'Name of the queue for people, as it was configured then; null: none was.';

-- Few: calls that are excluded from the figures lie where visits of theirs are (agent-states/sums-sql.ts does the same).
CREATE OR REPLACE VIEW report.agent_quarter AS
SELECT
  q.site,
  q.agent,
  timestamptz 'epoch' + q.start_us * interval '1 microsecond' AS starts_at,
  q.login_us / 1000000.0 AS login_seconds,
  q.ready_us / 1000000.0 AS ready_seconds,
  q.pause_us / 1000000.0 AS pause_seconds,
  q.wrap_up_us / 1000000.0 AS wrap_up_seconds,
  q.ringing_us / 1000000.0 AS ringing_seconds,
  q.talking_us / 1000000.0 AS talking_seconds,
  q.answered - coalesce(x.answered, 0) AS answered,
  q.missed - coalesce(x.missed, 0) AS missed,
  (
    q.hold_us - coalesce(x.hold_us, 0) + coalesce((
      SELECT sum(h.more_hold_us) FROM calls.heard_visit h
      WHERE h.site = q.site AND h.agent = q.agent AND h.answered_us >= q.start_us AND h.answered_us < q.start_us + 900000000
        AND h.more_hold_us <> 0
        AND NOT EXISTS (SELECT FROM queue_visits.exclusion e WHERE e.site = h.site AND e.node = h.node AND e.call_id = h.visit_call_id)), 0)
  ) / 1000000.0 AS hold_seconds,
  (q.talk_of_answered_us - coalesce(x.talk_us, 0)) / 1000000.0 AS talk_of_answered_seconds,
  (q.wrap_up_of_answered_us - coalesce(x.wrap_up_us, 0)) / 1000000.0 AS wrap_up_of_answered_seconds,
  q.transferred_blind - coalesce(x.transferred_blind, 0) AS transferred_blind,
  q.transferred_attended - coalesce(x.transferred_attended, 0) AS transferred_attended,
  (
    SELECT n.name FROM directory.member_name n
    WHERE n.site = q.site AND n.agent = q.agent AND n.from_us <= q.start_us AND (n.to_us IS NULL OR n.to_us > q.start_us)
    LIMIT 1
  ) AS agent_name,
  (
    SELECT n.agent_group FROM directory.member_name n
    WHERE n.site = q.site AND n.agent = q.agent AND n.from_us <= q.start_us AND (n.to_us IS NULL OR n.to_us > q.start_us)
    LIMIT 1
  ) AS agent_group
FROM agent_states.quarter q
LEFT JOIN (
  SELECT
    n.site,
    n.agent,
    visited.start_us,
    count(*) FILTER (WHERE c.outcome = 'ANSWERED') AS answered,
    count(*) FILTER (WHERE c.outcome = 'MISSED') AS missed,
    sum(c.hold_us) AS hold_us,
    sum(c.talk_us) AS talk_us,
    sum(c.wrap_up_us) AS wrap_up_us,
    count(*) FILTER (WHERE c.transfer = 'BLIND') AS transferred_blind,
    count(*) FILTER (WHERE c.transfer = 'ATTENDED') AS transferred_attended
  FROM (
    SELECT DISTINCT v.site, quarter.start_us
    FROM queue_visits.visit v
    CROSS JOIN LATERAL generate_series(
      v.entered_us - 2000000 - mod(v.entered_us - 2000000, 900000000),
      least(coalesce(v.left_us, v.lost_us, v.entered_us), v.entered_us + 86400000000) + 2000000,
      900000000) AS quarter (start_us)
    WHERE v.excluded) visited
  JOIN agent_states.agent_now n ON n.site = visited.site
  CROSS JOIN LATERAL (
    SELECT * FROM agent_states.agent_call
    WHERE site = n.site AND agent = n.agent AND quarter_us = visited.start_us AND outcome <> 'CANCELED'
    OFFSET 0) c
  WHERE EXISTS (SELECT FROM queue_visits.exclusion e WHERE e.site = n.site AND e.call_id = c.call_id)
  GROUP BY n.site, n.agent, visited.start_us) x
  ON x.site = q.site AND x.agent = q.agent AND x.start_us = q.start_us;

COMMENT ON VIEW report.agent_quarter IS 'What an agent did in a quarter of an hour (UTC): closed states only; calls without excluded ones, lengths of states with them.';
COMMENT ON COLUMN report.agent_quarter.site IS 'Short name of the site.';
COMMENT ON COLUMN report.agent_quarter.agent IS 'Member name.';
COMMENT ON COLUMN report.agent_quarter.starts_at IS 'Start of the quarter of an hour.';
COMMENT ON COLUMN report.agent_quarter.login_seconds IS 'Logged in, whatever he did: union over queues and interfaces, clipped to the quarter. Seconds.';
COMMENT ON COLUMN report.agent_quarter.ready_seconds IS 'In state READY, clipped. Seconds.';
COMMENT ON COLUMN report.agent_quarter.pause_seconds IS 'In state PAUSED, clipped; by reason in quarter_pause. Seconds.';
COMMENT ON COLUMN report.agent_quarter.wrap_up_seconds IS 'In state WRAP_UP, clipped. Seconds.';
COMMENT ON COLUMN report.agent_quarter.ringing_seconds IS 'In state RINGING, clipped. Seconds.';
COMMENT ON COLUMN report.agent_quarter.talking_seconds IS 'In state TALKING, clipped; conversations that outlive the logoff too. Seconds.';
COMMENT ON COLUMN report.agent_quarter.answered IS 'Calls answered in the quarter.';
COMMENT ON COLUMN report.agent_quarter.missed IS 'Rings that he let out, or refused, in the quarter.';
COMMENT ON COLUMN report.agent_quarter.hold_seconds IS 'Whole hold of the calls answered in the quarter, by AMI or CEL, else by queue_log; 0 also where no source tells. Seconds.';
COMMENT ON COLUMN report.agent_quarter.talk_of_answered_seconds IS 'Whole talk of the calls answered in the quarter, not clipped. Seconds.';
COMMENT ON COLUMN report.agent_quarter.wrap_up_of_answered_seconds IS 'Whole wrap-up of the calls answered in the quarter, not clipped. Seconds.';
COMMENT ON COLUMN report.agent_quarter.transferred_blind IS 'Calls answered in the quarter that he transferred unannounced.';
COMMENT ON COLUMN report.agent_quarter.transferred_attended IS 'Calls answered in the quarter that he transferred after asking.';
COMMENT ON COLUMN report.agent_quarter.agent_name IS 'Name of the agent for people, as it was configured at the start of the quarter; null: none was.';
COMMENT ON COLUMN report.agent_quarter.agent_group IS 'Short name of the group that the agent was in at the start of the quarter: of agents who changed groups within it the one before; null: none was configured.';

-- Names from when to when, for reports that want others than those of the rows.
CREATE OR REPLACE VIEW report.queue_name AS
SELECT
  site,
  queue,
  id,
  timestamptz 'epoch' + from_us * interval '1 microsecond' AS from_at,
  timestamptz 'epoch' + to_us * interval '1 microsecond' AS to_at,
  display_name,
  number
FROM directory.configured_queue;

COMMENT ON VIEW report.queue_name IS 'How a queue was configured to be called, from when to when.';
COMMENT ON COLUMN report.queue_name.site IS 'Short name of the site.';
COMMENT ON COLUMN report.queue_name.queue IS 'Technical name.';
COMMENT ON COLUMN report.queue_name.id IS 'Of the queue: one that is defined anew under the same name has another.';
COMMENT ON COLUMN report.queue_name.from_at IS 'Beginning.';
COMMENT ON COLUMN report.queue_name.to_at IS 'End (exclusive). null: still.';
COMMENT ON COLUMN report.queue_name.display_name IS 'Name for people.';
COMMENT ON COLUMN report.queue_name.number IS 'Number that it was dialled under.';

CREATE OR REPLACE VIEW report.agent_name AS
SELECT
  site,
  agent,
  id,
  timestamptz 'epoch' + from_us * interval '1 microsecond' AS from_at,
  timestamptz 'epoch' + to_us * interval '1 microsecond' AS to_at,
  name,
  agent_group
FROM directory.member_name;

COMMENT ON VIEW report.agent_name IS 'How a member of queues was configured to be called, and his group, from when to when.';
COMMENT ON COLUMN report.agent_name.site IS 'Short name of the site.';
COMMENT ON COLUMN report.agent_name.agent IS 'Member name: Agent/8001 of agent 8001, the short name of a user.';
COMMENT ON COLUMN report.agent_name.id IS 'Of the person: who has the number after another one has another.';
COMMENT ON COLUMN report.agent_name.from_at IS 'Beginning.';
COMMENT ON COLUMN report.agent_name.to_at IS 'End (exclusive). null: still.';
COMMENT ON COLUMN report.agent_name.name IS 'First and last name.';
COMMENT ON COLUMN report.agent_name.agent_group IS 'Short name of his group; null of users.';
