-- Agents: where they were, and what they did by quarter of an hour (contact-center 5.8, 5.10, 5.12).

CREATE OR REPLACE VIEW xivo_stats.agent_position AS
SELECT
  stats_parts.agent_number(p.agent)::varchar AS agent_num,
  p.line::varchar AS line_num,
  stats_parts.local_time(p.from_us, s.time_zone) AS start_time,
  -- Who is still logged in has a usable end (L-16): now, or the newest row where the clock of a PBX is ahead or nobody follows it.
  stats_parts.local_time(coalesce(p.to_us, greatest(
    p.from_us,
    least((extract(epoch FROM now()) * 1000000)::bigint, e.ended_us),
    (SELECT max(n.newest_us) FROM agent_states.node n WHERE n.site = p.site))), s.time_zone) AS end_time,
  (
    SELECT i.number FROM directory.configured_line l
    JOIN directory.configured_user u ON u.site = l.site AND u.lines @> ARRAY[l.line]
      AND u.from_us <= p.from_us AND coalesce(u.to_us > p.from_us, true)
    JOIN directory.configured_incall i ON i.site = u.site AND i.leads_to::json #>> '{answer,0}' = 'user'
      AND i.leads_to::json #>> '{answer,1}' = u.user_key AND i.from_us <= p.from_us AND coalesce(i.to_us > p.from_us, true)
    WHERE l.site = p.site AND l.number = p.line AND l.from_us <= p.from_us AND coalesce(l.to_us > p.from_us, true)
    ORDER BY i.enabled DESC, i.number LIMIT 1
  )::varchar AS sda,
  -- The documentation's own report asks for it by this name (C-09).
  p.line::varchar AS line_number,
  p.site
FROM (
  SELECT site, agent, from_us, to_us, substring(line FROM '^(?:[A-Za-z0-9]+/)?([^@/]+)') AS line FROM agent_states.session
) p
JOIN stats_parts.site s ON s.site = p.site
LEFT JOIN stats_parts.ended_site e ON e.site = p.site;

COMMENT ON VIEW xivo_stats.agent_position IS 'Which line an agent used, and when.';
COMMENT ON COLUMN xivo_stats.agent_position.agent_num IS 'Number of the agent.';
COMMENT ON COLUMN xivo_stats.agent_position.line_num IS 'Number of the line: 1001 of 1001@default or PJSIP/1001; null: no row tells it.';
COMMENT ON COLUMN xivo_stats.agent_position.start_time IS 'Login, or the move to this line.';
COMMENT ON COLUMN xivo_stats.agent_position.end_time IS 'Logoff, move or restart of the PBX; now, as long as he is logged in; of a site that nobody follows any more its newest row.';
COMMENT ON COLUMN xivo_stats.agent_position.sda IS 'Number from outside that led to the user of the line when he logged in; null: none was configured.';
COMMENT ON COLUMN xivo_stats.agent_position.line_number IS 'As line_num.';
COMMENT ON COLUMN xivo_stats.agent_position.site IS 'Short name of the site; not in the original.';

-- What shows once a wrap-up is over: no row is written for that.
CREATE OR REPLACE FUNCTION stats_parts.is_paused(agent_state text, queues jsonb, paused_queues text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
  SELECT agent_state::jsonb -> 'pause' IS NOT NULL OR (jsonb_array_length(queues) > 0 AND NOT EXISTS (
    SELECT FROM jsonb_array_elements(queues) q WHERE q ->> 'queue' <> ALL (paused_queues)))
$$;
COMMENT ON FUNCTION stats_parts.is_paused IS 'Whether an agent is paused in all queues, be it the state that shows or not.';

CREATE OR REPLACE VIEW xivo_stats.agent_states AS
SELECT
  stats_parts.agent_number(n.agent)::varchar AS agent,
  stats_parts.local_time(CASE WHEN n.state = 'WRAP_UP' AND n.wrap_up_until_us <= t.now_us THEN n.wrap_up_until_us ELSE n.since_us END, s.time_zone) AS time,
  (CASE
    WHEN n.state = 'LOGGED_OUT' THEN 'logged_off'
    WHEN n.state = 'UNCERTAIN' OR n.last_sign_us < t.now_us - 2678400000000 THEN NULL
    WHEN n.state = 'PAUSED' THEN 'paused'
    WHEN n.state = 'WRAP_UP' AND n.wrap_up_until_us > t.now_us THEN 'wrapup'
    WHEN n.state = 'WRAP_UP' AND stats_parts.is_paused(n.agent_state, n.queues, n.paused_queues) THEN 'paused'
    WHEN n.logged_in THEN 'logged_on'
    ELSE 'logged_off'
  END)::xivo_stats.agent_state_type AS state,
  n.site
FROM agent_states.agent_now n
JOIN stats_parts.site s ON s.site = n.site
LEFT JOIN stats_parts.ended_site e ON e.site = n.site
CROSS JOIN LATERAL (SELECT least((extract(epoch FROM now()) * 1000000)::bigint, e.ended_us) AS now_us) t;

COMMENT ON VIEW xivo_stats.agent_states IS 'Last state that is known of an agent; all of them are in report.agent_state.';
COMMENT ON COLUMN xivo_stats.agent_states.agent IS 'Number of the agent.';
COMMENT ON COLUMN xivo_stats.agent_states.time IS 'Since when; a conversation begins a state too.';
COMMENT ON COLUMN xivo_stats.agent_states.state IS 'logged_on, logged_off, paused or wrapup; null: nobody knows (the PBX died, or a month of silence).';
COMMENT ON COLUMN xivo_stats.agent_states.site IS 'Short name of the site; not in the original.';

-- States that go on, up to now; where nobody follows the site any more, up to its newest row.
CREATE OR REPLACE VIEW stats_parts.agent_time_now AS
SELECT
  n.site, n.agent, piece.start_us,
  CASE WHEN n.logged_in THEN piece.length_us ELSE 0 END AS login_us,
  CASE
    WHEN n.state = 'PAUSED' THEN piece.length_us
    WHEN n.state = 'WRAP_UP' AND stats_parts.is_paused(n.agent_state, n.queues, n.paused_queues) THEN piece.length_us
    ELSE 0
  END AS pause_us,
  0::bigint AS wrap_up_us
FROM agent_states.agent_now n
LEFT JOIN stats_parts.ended_site e ON e.site = n.site
CROSS JOIN LATERAL (
  SELECT least((extract(epoch FROM now()) * 1000000)::bigint, e.ended_us, n.last_sign_us + 2678400000000) AS until_us
) t
CROSS JOIN LATERAL (
  SELECT CASE WHEN n.state = 'WRAP_UP' THEN least(t.until_us, n.wrap_up_until_us) ELSE n.since_us END AS from_us
) b
-- Up to the last sign of life and from there on: a month of silence behind it is no clock that jumped.
CROSS JOIN LATERAL (
  SELECT * FROM stats_parts.pieces(b.from_us, least(t.until_us, n.last_sign_us), 900000000)
  UNION ALL
  SELECT * FROM stats_parts.pieces(greatest(b.from_us, n.last_sign_us), t.until_us, 900000000)
) piece
WHERE n.state NOT IN ('LOGGED_OUT', 'UNCERTAIN') AND piece.length_us > 0
UNION ALL
SELECT n.site, n.agent, piece.start_us, CASE WHEN n.logged_in THEN piece.length_us ELSE 0 END, 0, piece.length_us
FROM agent_states.agent_now n
LEFT JOIN stats_parts.ended_site e ON e.site = n.site
CROSS JOIN LATERAL stats_parts.pieces(n.since_us, least((extract(epoch FROM now()) * 1000000)::bigint, e.ended_us, n.wrap_up_until_us), 900000000) piece
WHERE n.state = 'WRAP_UP' AND piece.length_us > 0;
COMMENT ON VIEW stats_parts.agent_time_now IS 'Login, pause and wrap-up of agents in the states that go on, cut at the quarters of an hour.';

CREATE OR REPLACE VIEW stats_parts.agent_time AS
SELECT d.site, d.time, d.hour, d.hour_us, q.agent, q.start_us, q.login_us, q.pause_us, q.wrap_up_us
FROM stats_parts.agent_quarter d
JOIN agent_states.quarter q ON q.start_us = d.start_us AND q.site = d.site
WHERE q.login_us > 0 OR q.pause_us > 0 OR q.wrap_up_us > 0
UNION ALL
SELECT d.site, d.time, d.hour, d.hour_us, n.agent, n.start_us, n.login_us, n.pause_us, n.wrap_up_us
FROM stats_parts.agent_time_now n
JOIN stats_parts.agent_quarter d ON d.start_us = n.start_us AND d.site = n.site;
COMMENT ON VIEW stats_parts.agent_time IS 'Login, pause and wrap-up of agents, cut at the quarters of an hour.';

CREATE OR REPLACE VIEW xivo_stats.stat_agent_periodic AS
SELECT
  stats_parts.stable_id(concat_ws(E'\n', a.site, a.agent, a.start_us)) AS id,
  a.time,
  stats_parts.agent_number(a.agent)::varchar AS agent,
  sum(a.login_us::float8) * interval '1 microsecond' AS login_time,
  sum(a.pause_us::float8) * interval '1 microsecond' AS pause_time,
  sum(a.wrap_up_us::float8) * interval '1 microsecond' AS wrapup_time,
  a.site
FROM stats_parts.agent_time a
GROUP BY a.site, a.time, a.agent, a.start_us;

COMMENT ON VIEW xivo_stats.stat_agent_periodic IS 'Login, pause and wrap-up of an agent by quarter of an hour; a state that goes on counts up to now, of a site that nobody follows any more up to its newest row.';
COMMENT ON COLUMN xivo_stats.stat_agent_periodic.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.stat_agent_periodic.time IS 'Start of the interval.';
COMMENT ON COLUMN xivo_stats.stat_agent_periodic.agent IS 'Number of the agent.';
COMMENT ON COLUMN xivo_stats.stat_agent_periodic.login_time IS 'Logged in, pauses and wrap-up included.';
COMMENT ON COLUMN xivo_stats.stat_agent_periodic.pause_time IS 'Paused in all queues; not while he talked, rang or wrapped up.';
COMMENT ON COLUMN xivo_stats.stat_agent_periodic.wrapup_time IS 'In wrap-up.';
COMMENT ON COLUMN xivo_stats.stat_agent_periodic.site IS 'Short name of the site; not in the original.';

-- Rings of at most a quarter of an hour lie in the quarter of their end or the one before it, and are looked up from there, a quarter at a time
-- (OFFSET 0 keeps it so). The few that are longer are told by their length in the packed text (stats_parts.time_index).
CREATE OR REPLACE VIEW stats_parts.long_ring AS
SELECT
  site, agent, start_us + (cells ->> 0)::bigint AS at_us, start_us AS quarter_us, cells ->> 8 AS call_id, cells ->> 2 AS outcome,
  (cells ->> 3)::bigint AS ring_us
FROM agent_states.activity, json_array_elements(calls::json) cells
WHERE calls ~ '"[A-Z]+",(9[0-9]{8}|[1-9][0-9]{9})' AND (cells ->> 3)::bigint > 900000000;
COMMENT ON VIEW stats_parts.long_ring IS 'Rings of queues at agents that were longer than a quarter of an hour.';

-- AMI knows better how long it rang, and of rings that queue_log has no row of; none of those is believed to be longer than an hour.
CREATE OR REPLACE VIEW stats_parts.ring AS
SELECT d.site, d.time, d.start_us, a.agent, a.call_id, a.outcome, coalesce(r.to_us - r.from_us, a.ring_us) AS ring_us, a.at_us, a.quarter_us
FROM stats_parts.agent_quarter d
CROSS JOIN LATERAL (
  SELECT * FROM agent_states.agent_call
  WHERE quarter_us IN (d.start_us, d.start_us + 900000000) AND site = d.site AND ring_us <= 900000000
  OFFSET 0) a
LEFT JOIN calls.ring r ON r.visit_call_id = a.call_id AND r.site = a.site AND r.position = a.position
UNION ALL
SELECT d.site, d.time, d.start_us, a.agent, a.visit_call_id, a.outcome, a.to_us - a.from_us, a.at_us, a.at_us - mod(a.at_us, 900000000)
FROM stats_parts.agent_quarter d
CROSS JOIN LATERAL (
  SELECT * FROM calls.ring
  WHERE at_us >= d.start_us AND at_us < d.start_us + 4500000000 AND site = d.site AND told_us IS NULL
  OFFSET 0) a
UNION ALL
SELECT d.site, d.time, d.start_us, a.agent, a.call_id, a.outcome, a.ring_us, a.at_us, a.quarter_us
FROM stats_parts.long_ring a
CROSS JOIN LATERAL stats_parts.pieces(a.at_us - a.ring_us, a.at_us + 1, 900000000) piece
JOIN stats_parts.agent_quarter d ON d.start_us = piece.start_us AND d.site = a.site;
COMMENT ON VIEW stats_parts.ring IS 'Rings of queues at agents, for each quarter that they may reach into.';

-- Who talked, for each quarter that he began to talk in or talked in. One conversation without a hold is cut here, others are stored cut.
CREATE OR REPLACE VIEW stats_parts.party_share AS
SELECT
  d.site, d.time, d.start_us, p.node, p.call_id, p.seq, p.talked_us >= d.start_us AS began,
  CASE WHEN p.talk_us BETWEEN 1 AND 900000000 AND p.talked_us + p.talk_us > d.start_us AND NOT EXISTS (
    SELECT FROM calls.talk_quarter t WHERE t.site = p.site AND t.node = p.node AND t.call_id = p.call_id AND t.seq = p.seq)
  THEN least(p.talked_us + p.talk_us, d.start_us + 900000000) - greatest(p.talked_us, d.start_us) END AS talk_us,
  0::bigint AS hold_us
FROM stats_parts.agent_quarter d
CROSS JOIN LATERAL (
  SELECT * FROM calls.party
  WHERE talked_us >= d.start_us - 900000000 AND talked_us < d.start_us + 900000000 AND site = d.site
  OFFSET 0) p
UNION ALL
SELECT d.site, d.time, d.start_us, t.node, t.call_id, t.seq, false, t.talk_us, t.hold_us
FROM stats_parts.agent_quarter d
JOIN calls.talk_quarter t ON t.quarter_us = d.start_us AND t.site = d.site
UNION ALL
SELECT d.site, d.time, d.start_us, p.node, p.call_id, p.seq, false,
  least(p.talked_us + p.talk_us, d.start_us + 900000000) - greatest(p.talked_us, d.start_us), 0
FROM calls.party p
CROSS JOIN LATERAL generate_series(p.talked_us - mod(p.talked_us, 900000000), p.talked_us + p.talk_us - 1, 900000000) AS q (start_us)
JOIN stats_parts.agent_quarter d ON d.start_us = q.start_us AND d.site = p.site
WHERE p.talk_us > 900000000 AND NOT EXISTS (
  SELECT FROM calls.talk_quarter t WHERE t.site = p.site AND t.node = p.node AND t.call_id = p.call_id AND t.seq = p.seq);
COMMENT ON VIEW stats_parts.party_share IS 'Talk and hold of parties, cut at the quarters, and where they began to talk.';

-- What agents did with calls: one line a count or length, by the quarter that it belongs to. Whose line it was is looked up last, for what a
-- condition on the time has left.
CREATE OR REPLACE VIEW stats_parts.agent_call AS
SELECT
  a.site, a.time, a.agent, 'QUEUE' AS kind, a.start_us,
  (a.outcome <> 'CANCELED' AND a.at_us - a.ring_us >= a.start_us AND a.at_us - a.ring_us < a.start_us + 900000000)::int AS offered,
  (a.outcome = 'ANSWERED' AND a.quarter_us = a.start_us)::int AS calls,
  0 AS consultations, 0::bigint AS transferred_inside, 0::bigint AS transferred_outside,
  greatest(least(a.at_us, a.start_us + 900000000) - greatest(a.at_us - a.ring_us, a.start_us), 0) AS ring_us,
  0::bigint AS talk_us, NULL::bigint AS hold_us
FROM stats_parts.ring a
WHERE a.at_us >= a.start_us AND a.at_us - a.ring_us < a.start_us + 900000000 AND (a.quarter_us = a.start_us OR a.ring_us > 0)
  AND NOT EXISTS (SELECT FROM queue_visits.exclusion e WHERE e.site = a.site AND e.call_id = a.call_id)
UNION ALL
SELECT
  x.site, x.time, p.agent, p.kind, x.start_us, 0,
  (x.began AND p.kind <> 'QUEUE')::int,
  (x.began AND p.is_second_leg)::int,
  CASE WHEN x.began AND p.kind = 'QUEUE' THEN (
    SELECT count(*) FROM calls.transfer t
    WHERE t.site = x.site AND t.node = x.node AND t.call_id = x.call_id AND t.by_unique_id = p.unique_id AND t.direction = 'INTERNAL') ELSE 0 END,
  CASE WHEN x.began AND p.kind = 'QUEUE' THEN (
    SELECT count(*) FROM calls.transfer t
    WHERE t.site = x.site AND t.node = x.node AND t.call_id = x.call_id AND t.by_unique_id = p.unique_id AND t.direction = 'OUTBOUND') ELSE 0 END,
  0, coalesce(x.talk_us, 0), CASE WHEN x.talk_us IS NOT NULL THEN x.hold_us END
FROM stats_parts.party_share x
CROSS JOIN LATERAL (
  SELECT * FROM stats_parts.agent_party
  WHERE site = x.site AND node = x.node AND call_id = x.call_id AND seq = x.seq
  OFFSET 0) p
WHERE (x.began OR x.talk_us IS NOT NULL) AND p.agent IS NOT NULL AND NOT p.is_excluded;
COMMENT ON VIEW stats_parts.agent_call IS 'Calls of agents by kind and quarter: of queues, else placed or received, internal or external.';

CREATE OR REPLACE VIEW xivo_stats.stat_agent_specific AS
SELECT
  a.time,
  stats_parts.agent_number(a.agent)::varchar AS agent_num,
  (sum(a.offered) FILTER (WHERE a.kind = 'QUEUE'))::integer AS nb_offered,
  (sum(a.calls) FILTER (WHERE a.kind = 'QUEUE'))::integer AS nb_answered,
  stats_parts.seconds(sum(a.talk_us::float8) FILTER (WHERE a.kind = 'QUEUE')) AS conversation_time,
  stats_parts.seconds(sum(a.ring_us::float8) FILTER (WHERE a.kind = 'QUEUE')) AS ringing_time,
  (sum(a.calls) FILTER (WHERE a.kind = 'EXTERNAL_PLACED'))::integer AS nb_outgoing_calls,
  stats_parts.seconds(sum(a.talk_us::float8) FILTER (WHERE a.kind = 'EXTERNAL_PLACED')) AS conversation_time_outgoing_calls,
  stats_parts.seconds(sum(a.hold_us::float8)) AS hold_time,
  (sum(a.calls) FILTER (WHERE a.kind = 'INTERNAL_RECEIVED'))::integer AS nb_received_internal_calls,
  stats_parts.seconds(sum(a.talk_us::float8) FILTER (WHERE a.kind = 'INTERNAL_RECEIVED')) AS conversation_time_received_internal_calls,
  (sum(a.transferred_inside) FILTER (WHERE a.kind = 'QUEUE'))::integer AS nb_transferred_intern,
  (sum(a.transferred_outside) FILTER (WHERE a.kind = 'QUEUE'))::integer AS nb_transferred_extern,
  (sum(a.calls) FILTER (WHERE a.kind = 'INTERNAL_PLACED'))::integer AS nb_emitted_internal_calls,
  stats_parts.seconds(sum(a.talk_us::float8) FILTER (WHERE a.kind = 'INTERNAL_PLACED')) AS conversation_time_emitted_internal_calls,
  (sum(a.calls) FILTER (WHERE a.kind = 'EXTERNAL_RECEIVED'))::integer AS nb_incoming_calls,
  stats_parts.seconds(sum(a.talk_us::float8) FILTER (WHERE a.kind = 'EXTERNAL_RECEIVED')) AS conversation_time_incoming_calls,
  (sum(a.consultations) FILTER (WHERE a.kind IN ('INTERNAL_PLACED', 'EXTERNAL_PLACED')))::integer AS nb_consultations,
  a.site
FROM stats_parts.agent_call a
GROUP BY a.site, a.time, a.agent, a.start_us;

COMMENT ON VIEW xivo_stats.stat_agent_specific IS 'Calls of an agent by quarter of an hour: a call counts once, at its answer; lengths are cut at the boundary. null: nothing of the kind.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.time IS 'Start of the interval.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.agent_num IS 'Number of the agent.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.nb_offered IS 'Rings of queues that began in the interval and that he answered or missed.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.nb_answered IS 'Calls of queues that he answered.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.conversation_time IS 'Talk in calls of queues, hold included, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.ringing_time IS 'Rings of queues, answered or not, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.nb_outgoing_calls IS 'Calls to the outside that were answered.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.conversation_time_outgoing_calls IS 'Talk in them, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.hold_time IS 'Time that he had others on hold, in any kind of call, in seconds; 0 also where no source tells of holds.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.nb_received_internal_calls IS 'Calls from colleagues that he took, consultations included.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.conversation_time_received_internal_calls IS 'Talk in them, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.nb_transferred_intern IS 'Calls of queues, answered in the interval, that he passed on to somebody inside.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.nb_transferred_extern IS 'Calls of queues, answered in the interval, that he passed on to the outside.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.nb_emitted_internal_calls IS 'Calls to colleagues that were answered, consultations included.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.conversation_time_emitted_internal_calls IS 'Talk in them, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.nb_incoming_calls IS 'Calls from outside that he took, without those of queues.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.conversation_time_incoming_calls IS 'Talk in them, in seconds.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.nb_consultations IS 'Of the calls that he placed: those to consult before a transfer; not in the original.';
COMMENT ON COLUMN xivo_stats.stat_agent_specific.site IS 'Short name of the site; not in the original.';
