-- What agents did by the hour (UTC).

CREATE OR REPLACE VIEW wazo_stats.stat_agent AS
SELECT stats_parts.stable_id(concat_ws(E'\n', a.site, a.name)) AS id, a.name::varchar AS name, a.site, m.name AS full_name, m.agent_group
-- Not directory.known_agent: that has the interfaces of agents too, as rows of PENALTY name them, and bare numbers of AgentLogin.
FROM (SELECT site, agent AS name FROM agent_states.agent_now) a
JOIN stats_parts.site s ON s.site = a.site
LEFT JOIN LATERAL (
  SELECT n.name, n.agent_group FROM directory.member_name n, stats_parts.as_of
  WHERE n.site = a.site AND n.agent = a.name AND n.from_us <= as_of.at_us
  ORDER BY n.from_us DESC LIMIT 1) m ON true;

COMMENT ON VIEW wazo_stats.stat_agent IS 'Agents that rows tell of; who is named by his interface there is one with his name.';
COMMENT ON COLUMN wazo_stats.stat_agent.id IS 'Key: made from the name, so it outlives the agent.';
COMMENT ON COLUMN wazo_stats.stat_agent.name IS 'Member name: Agent/1002.';
COMMENT ON COLUMN wazo_stats.stat_agent.site IS 'Short name of the site; not in the original.';
COMMENT ON COLUMN wazo_stats.stat_agent.full_name IS 'Name for people, now or last, or as of ringledger.as_of; null: none was configured; not in the original.';
COMMENT ON COLUMN wazo_stats.stat_agent.agent_group IS 'Short name of his group, as of the same; not in the original.';

CREATE OR REPLACE VIEW wazo_stats.stat_agent_periodic AS
SELECT p.id, p.time, p.login_time, p.pause_time, p.wrapup_time, p.conversation_time, p.agent_id, p.site, m.name AS agent_name, m.agent_group
FROM (
  SELECT
    stats_parts.stable_id(concat_ws(E'\n', a.site, a.agent, a.hour_us)) AS id,
    a.hour AS time,
    sum(a.login_us::float8) * interval '1 microsecond' AS login_time,
    sum(a.pause_us::float8) * interval '1 microsecond' AS pause_time,
    sum(a.wrap_up_us::float8) * interval '1 microsecond' AS wrapup_time,
    sum(a.talking_us::float8) * interval '1 microsecond' AS conversation_time,
    stats_parts.stable_id(concat_ws(E'\n', a.site, a.agent)) AS agent_id,
    a.site,
    a.agent,
    a.hour_us
  FROM (
    SELECT site, agent, hour, hour_us, login_us, pause_us, wrap_up_us, 0::bigint AS talking_us
    FROM stats_parts.agent_time
    UNION ALL
    SELECT d.site, q.agent, d.hour, d.hour_us, 0, 0, 0, q.talking_us
    FROM stats_parts.agent_quarter d
    JOIN agent_states.quarter q ON q.start_us = d.start_us AND q.site = d.site
    WHERE q.talking_us > 0
  ) a
  GROUP BY a.site, a.agent, a.hour, a.hour_us
) p
LEFT JOIN LATERAL (
  SELECT n.name, n.agent_group FROM directory.member_name n
  WHERE n.site = p.site AND n.agent = p.agent AND n.from_us < p.hour_us + 3600000000 AND (n.to_us IS NULL OR n.to_us > p.hour_us)
  ORDER BY n.from_us LIMIT 1) m ON true;

COMMENT ON VIEW wazo_stats.stat_agent_periodic IS 'Login, pause, wrap-up and conversation of an agent by the hour (UTC), cut at the boundary, over all queues.';
COMMENT ON COLUMN wazo_stats.stat_agent_periodic.id IS 'Key.';
COMMENT ON COLUMN wazo_stats.stat_agent_periodic.time IS 'Start of the hour.';
COMMENT ON COLUMN wazo_stats.stat_agent_periodic.login_time IS 'Logged in; a session that goes on counts up to now, one that a restart of the PBX ended up to the last row before it.';
COMMENT ON COLUMN wazo_stats.stat_agent_periodic.pause_time IS 'Paused in all queues, never beyond the logoff.';
COMMENT ON COLUMN wazo_stats.stat_agent_periodic.wrapup_time IS 'In wrap-up.';
COMMENT ON COLUMN wazo_stats.stat_agent_periodic.conversation_time IS 'Talking in calls of queues that are over.';
COMMENT ON COLUMN wazo_stats.stat_agent_periodic.agent_id IS 'id of stat_agent.';
COMMENT ON COLUMN wazo_stats.stat_agent_periodic.site IS 'Short name of the site; not in the original.';
COMMENT ON COLUMN wazo_stats.stat_agent_periodic.agent_name IS 'Name of the agent for people at the start of the hour, or the first within it; not in the original.';
COMMENT ON COLUMN wazo_stats.stat_agent_periodic.agent_group IS 'Short name of his group, as of the same; not in the original.';
