-- Calls in queues, and their figures by quarter of an hour (contact-center 5.4, 5.7, 5.9).

CREATE OR REPLACE VIEW xivo_stats.call_on_queue AS
SELECT
  v.positions[1] AS id,
  v.call_id::varchar AS callid,
  v.local_at AS queue_time,
  stats_parts.seconds(coalesce(v.ring_us, 0) + coalesce(h.more_ring_us, 0)) AS total_ring_seconds,
  stats_parts.local_time(v.answered_us, v.time_zone) AS answer_time,
  stats_parts.local_time(v.ended_us, v.time_zone) AS hangup_time,
  -- Waiting still, taken out by the manager, asked for a callback, lost: presented, and none of the statuses (contact-center 6.2).
  (CASE v.outcome
    WHEN 'ANSWERED' THEN 'answered'
    WHEN 'ABANDONED' THEN 'abandoned'
    WHEN 'TIMEOUT' THEN 'timeout'
    WHEN 'EXIT_EMPTY' THEN 'leaveempty'
    WHEN 'EXIT_KEY' THEN 'exit_with_key'
  END)::xivo_stats.call_status AS status,
  v.queue::varchar AS queue_ref,
  stats_parts.agent_number(v.agent)::varchar AS agent_num,
  v.site
FROM stats_parts.visit_clock v
LEFT JOIN calls.heard_visit h ON h.visit_call_id = v.call_id AND h.site = v.site AND h.node = v.node AND h.visit_number = v.visit_number
WHERE NOT v.excluded
UNION ALL
SELECT
  r.position,
  r.call_id::varchar,
  r.local_at,
  0,
  NULL::timestamp,
  NULL::timestamp,
  (CASE r.reason
    WHEN 'FULL' THEN 'full'
    WHEN 'CLOSED' THEN 'closed'
    WHEN 'JOIN_EMPTY' THEN 'joinempty'
    WHEN 'DIVERT_RATIO' THEN 'divert_ca_ratio'
    WHEN 'DIVERT_WAIT' THEN 'divert_waittime'
  END)::xivo_stats.call_status,
  r.queue::varchar,
  NULL::varchar,
  r.site
FROM stats_parts.refusal_clock r
WHERE NOT r.excluded;

COMMENT ON VIEW xivo_stats.call_on_queue IS 'One row for each stay of a call in a queue, and for each call that a queue refused.';
COMMENT ON COLUMN xivo_stats.call_on_queue.id IS 'Key: log position of its first row.';
COMMENT ON COLUMN xivo_stats.call_on_queue.callid IS 'uniqueid of call_data.';
COMMENT ON COLUMN xivo_stats.call_on_queue.queue_time IS 'When the caller entered, or was refused.';
COMMENT ON COLUMN xivo_stats.call_on_queue.total_ring_seconds IS 'Seconds that agents were rung, unanswered rings included.';
COMMENT ON COLUMN xivo_stats.call_on_queue.answer_time IS 'When an agent answered.';
COMMENT ON COLUMN xivo_stats.call_on_queue.hangup_time IS 'When his conversation ended.';
COMMENT ON COLUMN xivo_stats.call_on_queue.status IS 'How the stay ended; null: he waits, or left in a way that the original has no name for.';
COMMENT ON COLUMN xivo_stats.call_on_queue.queue_ref IS 'Technical name of the queue.';
COMMENT ON COLUMN xivo_stats.call_on_queue.agent_num IS 'Number of the agent who answered.';
COMMENT ON COLUMN xivo_stats.call_on_queue.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.stat_queue_periodic AS
SELECT
  stats_parts.stable_id(concat_ws(E'\n', q.site, q.queue, q.start_us)) AS id,
  d.time,
  q.queue::varchar AS queue,
  sum(q.answered)::integer AS answered,
  sum(q.abandoned)::integer AS abandoned,
  sum(q.offered)::integer AS total,
  sum(q.refused_full)::integer AS "full",
  sum(q.refused_closed)::integer AS closed,
  sum(q.refused_join_empty)::integer AS joinempty,
  sum(q.exited_empty)::integer AS leaveempty,
  sum(q.refused_divert_ratio)::integer AS divert_ca_ratio,
  sum(q.refused_divert_wait)::integer AS divert_waittime,
  sum(q.timed_out)::integer AS timeout,
  q.site
FROM stats_parts.quarter d
JOIN queue_visits.quarter q ON q.start_us = d.start_us AND q.site = d.site
GROUP BY q.site, d.time, q.queue, q.start_us;

COMMENT ON VIEW xivo_stats.stat_queue_periodic IS 'Calls of a queue by quarter of an hour of the entry, or of the refusal.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.time IS 'Start of the interval.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.queue IS 'Technical name of the queue.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.answered IS 'Answered.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.abandoned IS 'Given up by the caller.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.total IS 'Entered the queue; refused ones are not in it.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic."full" IS 'Refused: the queue was full.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.closed IS 'Refused: outside the opening hours.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.joinempty IS 'Refused: no agents.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.leaveempty IS 'Sent away because the queue had no agents any more.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.divert_ca_ratio IS 'Diverted: too many callers for the agents.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.divert_waittime IS 'Diverted: the estimated wait was too long.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.timeout IS 'Sent away at the longest wait.';
COMMENT ON COLUMN xivo_stats.stat_queue_periodic.site IS 'Short name of the site; not in the original.';

-- Of a visit the wait until the answer, the talk and the wrap-up, cut at the quarters. What begins in a quarter or in the one before it is
-- looked up from there, a quarter at a time (OFFSET 0 keeps it so); only what is longer than a quarter reaches further.
CREATE OR REPLACE VIEW stats_parts.visit_length AS
SELECT d.site, d.time, d.start_us, v.queue, v.called_number, v.agent, v.wait_us, 0::bigint AS talk_us, 0::bigint AS wrap_up_us
FROM stats_parts.quarter d
CROSS JOIN LATERAL (
  SELECT queue, called_number, agent, least(entered_us + wait_us, d.start_us + 900000000) - greatest(entered_us, d.start_us) AS wait_us
  FROM queue_visits.visit
  WHERE entered_us >= d.start_us - 900000000 AND entered_us < d.start_us + 900000000
    AND entered_us + wait_us > d.start_us AND answered_us IS NOT NULL AND wait_us > 0 AND site = d.site AND NOT excluded
  OFFSET 0) v
UNION ALL
SELECT d.site, d.time, d.start_us, v.queue, v.called_number, v.agent, 0, v.talk_us, 0
FROM stats_parts.quarter d
CROSS JOIN LATERAL (
  SELECT queue, called_number, agent, least(answered_us + talk_us, d.start_us + 900000000) - greatest(answered_us, d.start_us) AS talk_us
  FROM queue_visits.visit
  -- of the answered the instant at which they left the queue is the answer
  WHERE coalesce(left_us, lost_us) >= d.start_us - 900000000 AND coalesce(left_us, lost_us) < d.start_us + 900000000
    AND answered_us + talk_us > d.start_us AND talk_us > 0 AND site = d.site AND NOT excluded
  OFFSET 0) v
UNION ALL
SELECT d.site, d.time, d.start_us, v.queue, v.called_number, v.agent, 0, 0, v.wrap_up_us
FROM stats_parts.quarter d
CROSS JOIN LATERAL (
  SELECT queue, called_number, agent, least(ended_us + wrap_up_us, d.start_us + 900000000) - greatest(ended_us, d.start_us) AS wrap_up_us
  FROM queue_visits.visit
  WHERE coalesce(ended_us, lost_us, CASE WHEN answered_us IS NULL THEN left_us END) >= d.start_us - 900000000
    AND coalesce(ended_us, lost_us, CASE WHEN answered_us IS NULL THEN left_us END) < d.start_us + 900000000
    AND ended_us + wrap_up_us > d.start_us AND wrap_up_us > 0 AND site = d.site AND NOT excluded
  OFFSET 0) v
UNION ALL
SELECT d.site, d.time, d.start_us, v.queue, v.called_number, v.agent, piece.wait_us, piece.talk_us, piece.wrap_up_us
FROM queue_visits.visit v
CROSS JOIN LATERAL (
  SELECT start_us, length_us AS wait_us, 0::bigint AS talk_us, 0::bigint AS wrap_up_us
  FROM stats_parts.pieces(v.entered_us - v.entered_us % 900000000 + 1800000000, v.entered_us + v.wait_us, 900000000)
  WHERE v.answered_us IS NOT NULL
  UNION ALL
  SELECT start_us, 0, length_us, 0
  FROM stats_parts.pieces(v.answered_us - v.answered_us % 900000000 + 1800000000, v.answered_us + v.talk_us, 900000000)
  UNION ALL
  SELECT start_us, 0, 0, length_us
  FROM stats_parts.pieces(v.ended_us - v.ended_us % 900000000 + 1800000000, v.ended_us + v.wrap_up_us, 900000000)
) piece
JOIN stats_parts.quarter d ON d.site = v.site AND d.start_us = piece.start_us
WHERE (v.wait_us > 900000000 OR v.talk_us > 900000000 OR v.wrap_up_us > 900000000) AND NOT v.excluded;
COMMENT ON VIEW stats_parts.visit_length IS 'Lengths of answered visits, cut at the quarters of an hour.';

-- Hold by the agents of visits. Asterisk tells queue_log nothing of holds.
CREATE OR REPLACE VIEW stats_parts.visit_hold AS
SELECT
  h.site, d.time, piece.start_us, v.queue, v.agent, piece.length_us AS hold_us, v.called_number
FROM calls.hold h
JOIN calls.heard_visit v
  ON v.visit_call_id = h.visit_call_id AND v.site = h.site AND v.node = h.node AND v.visit_number = h.visit_number
JOIN calls.call c ON c.site = h.site AND c.node = h.node AND c.call_id = h.call_id AND c.exclusion_reason IS NULL
CROSS JOIN LATERAL stats_parts.pieces(h.from_us, h.to_us, 900000000) piece
JOIN stats_parts.quarter d ON d.site = h.site AND d.start_us = piece.start_us
UNION ALL
SELECT v.site, d.time, d.start_us, v.queue, v.agent, v.hold_us, v.called_number
FROM queue_visits.visit v
JOIN stats_parts.quarter d ON d.site = v.site AND d.start_us = v.answered_us - v.answered_us % 900000000
WHERE v.hold_us > 0 AND v.answered_us IS NOT NULL AND NOT v.excluded AND NOT EXISTS (
  SELECT FROM calls.call_key k
  JOIN calls.call c ON c.site = k.site AND c.node = k.node AND c.call_id = k.call_id
  WHERE k.key = v.call_id AND k.site = v.site AND k.node = v.node AND c.hold_us IS NOT NULL);
COMMENT ON VIEW stats_parts.visit_hold IS 'Holds by agents in calls of queues: cut at the quarters, or where only queue_log tells their length, whole in that of the answer.';

CREATE OR REPLACE VIEW xivo_stats.stat_queue_specific AS
SELECT
  q.time,
  q.queue::varchar AS queue_ref,
  nullif(q.called_number, '')::varchar AS dst_num,
  sum(q.offered)::integer AS nb_offered,
  sum(q.abandoned)::integer AS nb_abandoned,
  stats_parts.seconds(sum(q.wait_us::float8)) AS sum_resp_delay,
  sum(q.answered_before_t1)::integer AS answer_less_t1,
  sum(q.abandoned_t1_to_t2)::integer AS abandoned_btw_t1_t2,
  sum(q.answered_t1_to_t2)::integer AS answer_btw_t1_t2,
  sum(q.abandoned_from_t2)::integer AS abandoned_more_t2,
  stats_parts.seconds(sum(q.talk_us::float8)) AS communication_time,
  stats_parts.seconds(sum(q.hold_us::float8)) AS hold_time,
  stats_parts.seconds(sum(q.wrap_up_us::float8)) AS wrapup_time,
  sum(q.answered)::integer AS nb_answered,
  sum(q.abandoned_before_t1)::integer AS abandoned_less_t1,
  sum(q.answered_from_t2)::integer AS answer_more_t2,
  q.site
FROM (
  SELECT
    d.site, d.time, d.start_us, f.queue, f.called_number, f.offered, f.abandoned, f.answered,
    f.answered_before_t1, f.answered_t1_to_t2, f.answered_from_t2, f.abandoned_before_t1, f.abandoned_t1_to_t2, f.abandoned_from_t2,
    0::bigint AS wait_us, 0::bigint AS talk_us, 0::bigint AS hold_us, 0::bigint AS wrap_up_us
  FROM stats_parts.quarter d
  JOIN queue_visits.quarter f ON f.start_us = d.start_us AND f.site = d.site
  WHERE f.offered > 0
  UNION ALL
  SELECT
    site, time, start_us, queue, coalesce(called_number, ''), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    wait_us, talk_us, 0, wrap_up_us
  FROM stats_parts.visit_length
  UNION ALL
  SELECT
    site, time, start_us, queue, coalesce(called_number, ''), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    0, 0, hold_us, 0
  FROM stats_parts.visit_hold
) q
GROUP BY q.site, q.time, q.start_us, q.queue, q.called_number;

COMMENT ON VIEW xivo_stats.stat_queue_specific IS 'Figures of a queue and called number by quarter of an hour: counts at the entry, lengths cut at the boundary.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.time IS 'Start of the interval.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.queue_ref IS 'Technical name of the queue.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.dst_num IS 'Called number; null: nothing tells.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.nb_offered IS 'Entered in the interval; null, like the other counts: none did.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.nb_abandoned IS 'Of these, given up by the caller.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.sum_resp_delay IS 'Waits of answered calls, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.answer_less_t1 IS 'Answered with wait < t1.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.abandoned_btw_t1_t2 IS 'Abandoned with t1 <= wait < t2.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.answer_btw_t1_t2 IS 'Answered with t1 <= wait < t2.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.abandoned_more_t2 IS 'Abandoned with wait >= t2.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.communication_time IS 'Talk with agents, hold included, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.hold_time IS 'Hold by agents, in seconds; 0 also where no source tells of holds.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.wrapup_time IS 'Wrap-up as configured, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.nb_answered IS 'Answered (C-10).';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.abandoned_less_t1 IS 'Abandoned with wait < t1 (C-10).';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.answer_more_t2 IS 'Answered with wait >= t2 (C-10).';
COMMENT ON COLUMN xivo_stats.stat_queue_specific.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.stat_agent_queue_specific AS
SELECT
  q.time,
  stats_parts.agent_number(q.agent)::varchar AS agent_num,
  q.queue::varchar AS queue_ref,
  nullif(q.called_number, '')::varchar AS dst_num,
  sum(q.answered)::integer AS nb_answered_calls,
  stats_parts.seconds(sum(q.talk_us::float8)) AS communication_time,
  stats_parts.seconds(sum(q.hold_us::float8)) AS hold_time,
  stats_parts.seconds(sum(q.wrap_up_us::float8)) AS wrapup_time,
  q.site
FROM (
  SELECT
    d.site, d.time, d.start_us, v.agent, v.queue, coalesce(v.called_number, '') AS called_number,
    1 AS answered, 0::bigint AS talk_us, 0::bigint AS hold_us, 0::bigint AS wrap_up_us
  FROM stats_parts.quarter d
  CROSS JOIN LATERAL (
    SELECT agent, queue, called_number FROM queue_visits.visit
    WHERE coalesce(left_us, lost_us) >= d.start_us AND coalesce(left_us, lost_us) < d.start_us + 900000000
      AND answered_us IS NOT NULL AND agent IS NOT NULL AND site = d.site AND NOT excluded
    OFFSET 0) v
  UNION ALL
  SELECT site, time, start_us, agent, queue, coalesce(called_number, ''), 0, talk_us, 0, wrap_up_us
  FROM stats_parts.visit_length WHERE agent IS NOT NULL AND (talk_us > 0 OR wrap_up_us > 0)
  UNION ALL
  SELECT site, time, start_us, agent, queue, coalesce(called_number, ''), 0, 0, hold_us, 0
  FROM stats_parts.visit_hold WHERE agent IS NOT NULL
) q
GROUP BY q.site, q.time, q.start_us, q.agent, q.queue, q.called_number;

COMMENT ON VIEW xivo_stats.stat_agent_queue_specific IS 'What an agent did for a queue and called number by quarter of an hour: calls at the answer, lengths cut at the boundary.';
COMMENT ON COLUMN xivo_stats.stat_agent_queue_specific.time IS 'Start of the interval.';
COMMENT ON COLUMN xivo_stats.stat_agent_queue_specific.agent_num IS 'Number of the agent.';
COMMENT ON COLUMN xivo_stats.stat_agent_queue_specific.queue_ref IS 'Technical name of the queue.';
COMMENT ON COLUMN xivo_stats.stat_agent_queue_specific.dst_num IS 'Called number; null: nothing tells.';
COMMENT ON COLUMN xivo_stats.stat_agent_queue_specific.nb_answered_calls IS 'Answered in the interval.';
COMMENT ON COLUMN xivo_stats.stat_agent_queue_specific.communication_time IS 'Talk, hold included, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_agent_queue_specific.hold_time IS 'Hold by the agent, in seconds; 0 also where no source tells of holds.';
COMMENT ON COLUMN xivo_stats.stat_agent_queue_specific.wrapup_time IS 'Wrap-up as configured, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_agent_queue_specific.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.queue_specific_time_period AS
SELECT t.name, t.seconds, s.site
FROM stats_parts.site s
CROSS JOIN (VALUES ('t1'::varchar, 15), ('t2'::varchar, 20)) AS t (name, seconds);

COMMENT ON VIEW xivo_stats.queue_specific_time_period IS 'Thresholds of queues for which none are set.';
COMMENT ON COLUMN xivo_stats.queue_specific_time_period.name IS 't1 or t2.';
COMMENT ON COLUMN xivo_stats.queue_specific_time_period.seconds IS 'Seconds.';
COMMENT ON COLUMN xivo_stats.queue_specific_time_period.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.queue_threshold_time AS
SELECT DISTINCT ON (t.site, t.queue) t.queue::varchar AS queue, round(t.t1_seconds)::integer AS t1, round(t.t2_seconds)::integer AS t2, t.site
FROM directory.queue_threshold t
JOIN stats_parts.site s ON s.site = t.site
WHERE t.effective_from_us <= extract(epoch FROM now()) * 1000000
ORDER BY t.site, t.queue, t.effective_from_us DESC, t.position DESC;

COMMENT ON VIEW xivo_stats.queue_threshold_time IS 'Thresholds of a queue that are in force now; figures are made with those of their time.';
COMMENT ON COLUMN xivo_stats.queue_threshold_time.queue IS 'Technical name of the queue.';
COMMENT ON COLUMN xivo_stats.queue_threshold_time.t1 IS 'Seconds, rounded.';
COMMENT ON COLUMN xivo_stats.queue_threshold_time.t2 IS 'Seconds, rounded.';
COMMENT ON COLUMN xivo_stats.queue_threshold_time.site IS 'Short name of the site; not in the original.';
