-- Stays in queues, and their numbers by the hour (UTC) of the entry.

CREATE OR REPLACE VIEW wazo_stats.stat_queue AS
SELECT
  stats_parts.stable_id(concat_ws(E'\n', q.site, q.queue)) AS id,
  q.queue::varchar AS name,
  q.site,
  (SELECT n.display_name FROM directory.configured_queue n, stats_parts.as_of
   WHERE n.site = q.site AND n.queue = q.queue AND n.from_us <= as_of.at_us
   ORDER BY n.from_us DESC LIMIT 1) AS display_name
FROM queue_visits.queue q
JOIN stats_parts.site s ON s.site = q.site;

COMMENT ON VIEW wazo_stats.stat_queue IS 'Queues that any row or threshold has named.';
COMMENT ON COLUMN wazo_stats.stat_queue.id IS 'Key: made from the name, so it outlives the queue.';
COMMENT ON COLUMN wazo_stats.stat_queue.name IS 'Technical name.';
COMMENT ON COLUMN wazo_stats.stat_queue.site IS 'Short name of the site; not in the original.';
COMMENT ON COLUMN wazo_stats.stat_queue.display_name IS 'Name for people, now or last, or as of ringledger.as_of; null: none was configured; not in the original.';

CREATE OR REPLACE VIEW wazo_stats.stat_call_on_queue AS
SELECT
  v.positions[1] AS id,
  v.call_id::varchar AS callid,
  stats_parts.instant(v.entered_us) AS time,
  stats_parts.seconds(coalesce(v.ring_us, 0) + coalesce(h.more_ring_us, 0)) AS ringtime,
  CASE WHEN v.answered_us IS NULL THEN 0 ELSE stats_parts.seconds(v.talk_us) END AS talktime,
  stats_parts.seconds(v.wait_us) AS waittime,
  (CASE v.outcome
    WHEN 'ANSWERED' THEN 'answered'
    WHEN 'ABANDONED' THEN 'abandoned'
    WHEN 'TIMEOUT' THEN 'timeout'
    WHEN 'EXIT_EMPTY' THEN 'leaveempty'
    WHEN 'OPEN' THEN 'in_progress'
    ELSE 'unknown'
  END)::varchar AS status,
  stats_parts.stable_id(concat_ws(E'\n', v.site, v.queue)) AS queue_id,
  CASE WHEN v.agent IS NOT NULL THEN stats_parts.stable_id(concat_ws(E'\n', v.site, v.agent)) END AS agent_id,
  v.site,
  (SELECT n.display_name FROM directory.configured_queue n
   WHERE n.site = v.site AND n.queue = v.queue AND n.from_us <= v.entered_us AND (n.to_us IS NULL OR n.to_us > v.entered_us)) AS queue_display_name,
  m.name AS agent_name,
  m.agent_group
FROM queue_visits.visit v
JOIN stats_parts.site s ON s.site = v.site
LEFT JOIN calls.heard_visit h ON h.visit_call_id = v.call_id AND h.site = v.site AND h.node = v.node AND h.visit_number = v.visit_number
LEFT JOIN LATERAL (
  SELECT n.name, n.agent_group FROM directory.member_name n
  WHERE n.site = v.site AND n.agent = v.agent
    AND n.from_us <= coalesce(v.answered_us, v.entered_us) AND (n.to_us IS NULL OR n.to_us > coalesce(v.answered_us, v.entered_us))
  LIMIT 1) m ON v.agent IS NOT NULL
WHERE NOT v.excluded
UNION ALL
SELECT
  r.position,
  r.call_id::varchar,
  stats_parts.instant(r.at_us),
  0,
  0,
  0,
  (CASE r.reason
    WHEN 'FULL' THEN 'full'
    WHEN 'CLOSED' THEN 'closed'
    WHEN 'JOIN_EMPTY' THEN 'joinempty'
    WHEN 'DIVERT_RATIO' THEN 'divert_ca_ratio'
    WHEN 'DIVERT_WAIT' THEN 'divert_waittime'
  END)::varchar,
  stats_parts.stable_id(concat_ws(E'\n', r.site, r.queue)),
  NULL,
  r.site,
  (SELECT n.display_name FROM directory.configured_queue n
   WHERE n.site = r.site AND n.queue = r.queue AND n.from_us <= r.at_us AND (n.to_us IS NULL OR n.to_us > r.at_us)),
  NULL,
  NULL
FROM queue_visits.refusal r
JOIN stats_parts.site s ON s.site = r.site
WHERE NOT r.excluded;

COMMENT ON VIEW wazo_stats.stat_call_on_queue IS 'One row for each stay of a call in a queue, and for each call that a queue refused.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.id IS 'Key: log position of its first row.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.callid IS 'uniqueid of the callers channel, as in CEL.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.time IS 'When the caller entered, or was refused.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.ringtime IS 'Seconds that agents were rung.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.talktime IS 'Seconds of talk; null: it goes on, or nobody knows its end.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.waittime IS 'Seconds of wait, by the times of the rows.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.status IS 'One of the nine of the original, or in_progress, or unknown (left with a key, taken out, called back, lost): each stay has one.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.queue_id IS 'id of stat_queue.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.agent_id IS 'id of stat_agent: who answered.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.site IS 'Short name of the site; not in the original.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.queue_display_name IS 'Name of the queue for people, as it was configured at the time; not in the original.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.agent_name IS 'Name of the agent for people, as it was configured at the answer; not in the original.';
COMMENT ON COLUMN wazo_stats.stat_call_on_queue.agent_group IS 'Short name of the group that he was in at the time; not in the original.';

CREATE OR REPLACE VIEW wazo_stats.stat_queue_periodic AS
SELECT
  stats_parts.stable_id(concat_ws(E'\n', q.site, q.queue, d.hour_us)) AS id,
  d.hour AS time,
  sum(q.answered)::integer AS answered,
  sum(q.abandoned)::integer AS abandoned,
  sum(q.offered + q.refused_full + q.refused_closed + q.refused_join_empty + q.refused_divert_ratio + q.refused_divert_wait)::integer AS total,
  sum(q.refused_full)::integer AS "full",
  sum(q.refused_closed)::integer AS closed,
  sum(q.refused_join_empty)::integer AS joinempty,
  sum(q.exited_empty)::integer AS leaveempty,
  sum(q.refused_divert_ratio)::integer AS divert_ca_ratio,
  sum(q.refused_divert_wait)::integer AS divert_waittime,
  sum(q.timed_out)::integer AS timeout,
  stats_parts.stable_id(concat_ws(E'\n', q.site, q.queue)) AS queue_id,
  q.site,
  (SELECT n.display_name FROM directory.configured_queue n
   WHERE n.site = q.site AND n.queue = q.queue AND n.from_us < d.hour_us + 3600000000 AND (n.to_us IS NULL OR n.to_us > d.hour_us)
   ORDER BY n.from_us LIMIT 1) AS queue_display_name
FROM stats_parts.quarter d
JOIN queue_visits.quarter q ON q.start_us = d.start_us AND q.site = d.site
GROUP BY q.site, q.queue, d.hour, d.hour_us;

COMMENT ON VIEW wazo_stats.stat_queue_periodic IS 'Calls of a queue by the hour (UTC) of the entry, or of the refusal.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.id IS 'Key.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.time IS 'Start of the hour.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.answered IS 'Answered.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.abandoned IS 'Given up by the caller.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.total IS 'All of stat_call_on_queue, refused ones included.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic."full" IS 'Refused: the queue was full.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.closed IS 'Refused: outside the opening hours.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.joinempty IS 'Refused: no agents.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.leaveempty IS 'Sent away because the queue had no agents any more.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.divert_ca_ratio IS 'Diverted: too many callers for the agents.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.divert_waittime IS 'Diverted: the estimated wait was too long.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.timeout IS 'Sent away at the longest wait.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.queue_id IS 'id of stat_queue.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.site IS 'Short name of the site; not in the original.';
COMMENT ON COLUMN wazo_stats.stat_queue_periodic.queue_display_name IS 'Name of the queue for people at the start of the hour, or the first within it; not in the original.';
