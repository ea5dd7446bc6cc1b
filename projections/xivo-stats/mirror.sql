-- The mirror of the configuration (contact-center 5.13): what is configured now, or was last, and of agents and queues what rows have named
-- besides. SET ringledger.as_of = '2026-10-01' shows it as it was then. What was removed stays: its calls can still be reported.

CREATE OR REPLACE VIEW stats_parts.as_of AS
SELECT coalesce(
  (extract(epoch FROM nullif(current_setting('ringledger.as_of', true), '')::timestamptz) * 1000000)::bigint,
  9223372036854775807
) AS at_us;
COMMENT ON VIEW stats_parts.as_of IS 'The instant as of which the mirror of the configuration is shown.';

CREATE OR REPLACE VIEW stats_parts.agent AS
SELECT DISTINCT ON (c.site, c.agent) c.*
FROM directory.configured_agent c, stats_parts.as_of
WHERE c.from_us <= as_of.at_us
ORDER BY c.site, c.agent, c.from_us DESC;
COMMENT ON VIEW stats_parts.agent IS 'Agents as they were configured at the instant, or last before.';

CREATE OR REPLACE VIEW stats_parts.agent_group AS
SELECT
  c.*,
  -- A site has at most 120 of them: two with the same number are out of reach.
  (hashtextextended(concat_ws(E'\n', c.site, c.agent_group), 0) & 2147483647)::integer AS number
FROM (
  SELECT DISTINCT ON (c.site, c.agent_group) c.*
  FROM directory.configured_agent_group c, stats_parts.as_of
  WHERE c.from_us <= as_of.at_us
  ORDER BY c.site, c.agent_group, c.from_us DESC
) c;
COMMENT ON VIEW stats_parts.agent_group IS 'Groups of agents as they were configured at the instant, or last before.';

-- Numbers count in the order in which names were first used: later ones do not change those before.
CREATE OR REPLACE VIEW stats_parts.user_account AS
SELECT DISTINCT ON (c.site, c.user_key) c.*, n.number
FROM directory.configured_user c
CROSS JOIN stats_parts.as_of
JOIN (
  SELECT site, user_key, (row_number() OVER (ORDER BY min(from_us), site, user_key))::integer AS number
  FROM directory.configured_user
  GROUP BY site, user_key
) n ON n.site = c.site AND n.user_key = c.user_key
WHERE c.from_us <= as_of.at_us
ORDER BY c.site, c.user_key, c.from_us DESC;
COMMENT ON VIEW stats_parts.user_account IS 'Users as they were configured at the instant, or last before.';

CREATE OR REPLACE VIEW stats_parts.line AS
SELECT DISTINCT ON (c.site, c.line) c.*, n.number AS line_id
FROM directory.configured_line c
CROSS JOIN stats_parts.as_of
JOIN (
  SELECT site, line, (row_number() OVER (ORDER BY min(from_us), site, line))::integer AS number
  FROM directory.configured_line
  GROUP BY site, line
) n ON n.site = c.site AND n.line = c.line
WHERE c.from_us <= as_of.at_us
ORDER BY c.site, c.line, c.from_us DESC;
COMMENT ON VIEW stats_parts.line IS 'Lines as they were configured at the instant, or last before.';

CREATE OR REPLACE VIEW stats_parts.label AS
SELECT DISTINCT ON (c.site, c.label) c.*, n.number
FROM directory.configured_label c
CROSS JOIN stats_parts.as_of
JOIN (
  SELECT site, label, (row_number() OVER (ORDER BY min(from_us), site, label))::integer AS number
  FROM directory.configured_label
  GROUP BY site, label
) n ON n.site = c.site AND n.label = c.label
WHERE c.from_us <= as_of.at_us
ORDER BY c.site, c.label, c.from_us DESC;
COMMENT ON VIEW stats_parts.label IS 'Labels as they were configured at the instant, or last before.';

CREATE OR REPLACE VIEW stats_parts.incall AS
SELECT DISTINCT ON (c.site, c.incall) c.*, n.object_id
FROM directory.configured_incall c
CROSS JOIN stats_parts.as_of
JOIN (
  SELECT site, incall, (row_number() OVER (ORDER BY min(from_us), site, incall))::integer AS object_id
  FROM directory.configured_incall
  GROUP BY site, incall
) n ON n.site = c.site AND n.incall = c.incall
WHERE c.from_us <= as_of.at_us
ORDER BY c.site, c.incall, c.from_us DESC;
COMMENT ON VIEW stats_parts.incall IS 'Numbers from outside as they were configured at the instant, or last before.';

CREATE OR REPLACE VIEW stats_parts.call_group AS
SELECT DISTINCT ON (c.site, c.call_group) c.*, n.object_id
FROM directory.configured_group c
CROSS JOIN stats_parts.as_of
JOIN (
  SELECT site, call_group, (row_number() OVER (ORDER BY min(from_us), site, call_group))::integer AS object_id
  FROM directory.configured_group
  GROUP BY site, call_group
) n ON n.site = c.site AND n.call_group = c.call_group
WHERE c.from_us <= as_of.at_us
ORDER BY c.site, c.call_group, c.from_us DESC;
COMMENT ON VIEW stats_parts.call_group IS 'Groups of users as they were configured at the instant, or last before.';

CREATE OR REPLACE VIEW stats_parts.conference_room AS
SELECT DISTINCT ON (c.site, c.room) c.*, n.object_id
FROM directory.configured_conference_room c
CROSS JOIN stats_parts.as_of
JOIN (
  SELECT site, room, (row_number() OVER (ORDER BY min(from_us), site, room))::integer AS object_id
  FROM directory.configured_conference_room
  GROUP BY site, room
) n ON n.site = c.site AND n.room = c.room
WHERE c.from_us <= as_of.at_us
ORDER BY c.site, c.room, c.from_us DESC;
COMMENT ON VIEW stats_parts.conference_room IS 'Conference rooms as they were configured at the instant, or last before.';

CREATE OR REPLACE VIEW stats_parts.configured_queue AS
SELECT DISTINCT ON (c.site, c.queue) c.*, stats_parts.stable_id(concat_ws(E'\n', c.site, c.queue)) AS object_id
FROM directory.configured_queue c, stats_parts.as_of
WHERE c.from_us <= as_of.at_us
ORDER BY c.site, c.queue, c.from_us DESC;
COMMENT ON VIEW stats_parts.configured_queue IS 'Queues as they were configured at the instant, or last before.';

-- Who has a number, or had it last: one row for each number of a context, so that a report finds one.
CREATE OR REPLACE VIEW stats_parts.dialled AS
SELECT DISTINCT ON (d.site, d.context, d.exten) d.*, (NOT d.enabled OR coalesce(d.to_us <= as_of.at_us, false))::integer AS commented
FROM (
  SELECT l.site, l.context, l.number AS exten, 'user' AS type, u.number::text AS typeval, true AS enabled, l.from_us, l.to_us
  FROM stats_parts.line l
  CROSS JOIN LATERAL (
    SELECT u.number FROM stats_parts.user_account u
    WHERE u.site = l.site AND l.line = ANY (u.lines)
    ORDER BY u.to_us NULLS FIRST, array_position(u.lines, l.line), u.number LIMIT 1) u
  WHERE l.number IS NOT NULL
  UNION ALL
  SELECT site, context, number, 'queue', object_id::text, true, from_us, to_us FROM stats_parts.configured_queue WHERE number IS NOT NULL
  UNION ALL
  SELECT site, context, number, 'group', object_id::text, enabled, from_us, to_us FROM stats_parts.call_group WHERE number IS NOT NULL
  UNION ALL
  SELECT site, context, number, 'meetme', object_id::text, enabled, from_us, to_us FROM stats_parts.conference_room
  UNION ALL
  -- XiVO keeps a pattern as Asterisk writes it.
  SELECT site, context, CASE WHEN number ~ '[^0-9+*#]' THEN '_' ELSE '' END || number, 'incall', object_id::text, enabled, from_us, to_us
  FROM stats_parts.incall
) d
CROSS JOIN stats_parts.as_of
ORDER BY d.site, d.context, d.exten, d.to_us DESC NULLS FIRST, d.from_us DESC;
COMMENT ON VIEW stats_parts.dialled IS 'Numbers that can be dialled, with what they reach, or reached last.';

CREATE OR REPLACE VIEW xivo_stats.agentfeatures AS
SELECT
  stats_parts.stable_id(concat_ws(E'\n', a.site, a.name)) AS id,
  g.number AS numgroup,
  stats_parts.agent_number(a.name)::varchar AS number,
  -- Reports print first and last name. Of who is not configured nobody knows either: Agent 8001.
  (CASE WHEN c.agent IS NOT NULL THEN c.first_name WHEN a.name LIKE 'Agent/%' THEN 'Agent' END)::varchar AS firstname,
  (CASE WHEN c.agent IS NOT NULL THEN c.last_name ELSE stats_parts.agent_number(a.name) END)::varchar AS lastname,
  a.site
FROM (
  -- Not directory.known_agent: that has the interfaces of agents too, as rows of PENALTY name them, and bare numbers of AgentLogin.
  SELECT site, agent AS name FROM agent_states.agent_now
  UNION
  SELECT site, agent FROM stats_parts.agent
) a
JOIN stats_parts.site s ON s.site = a.site
LEFT JOIN stats_parts.agent c ON c.site = a.site AND c.agent = a.name
LEFT JOIN stats_parts.agent_group g ON g.site = c.site AND g.agent_group = c.agent_group;

COMMENT ON VIEW xivo_stats.agentfeatures IS 'Agents that are or were configured, or that rows tell of.';
COMMENT ON COLUMN xivo_stats.agentfeatures.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.agentfeatures.numgroup IS 'id of agentgroup; null: the agent was never configured.';
COMMENT ON COLUMN xivo_stats.agentfeatures.number IS 'Number: 8001 of Agent/8001.';
COMMENT ON COLUMN xivo_stats.agentfeatures.firstname IS 'First name; Agent where none was configured.';
COMMENT ON COLUMN xivo_stats.agentfeatures.lastname IS 'Last name; his number where none was configured.';
COMMENT ON COLUMN xivo_stats.agentfeatures.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.queuefeatures AS
SELECT
  stats_parts.stable_id(concat_ws(E'\n', q.site, q.name)) AS id,
  q.name::varchar AS name,
  coalesce(c.display_name, q.name)::varchar AS displayname,
  c.number::varchar AS number,
  q.site
FROM (
  SELECT site COLLATE "C" AS site, name COLLATE "C" AS name FROM directory.known_queue
  UNION
  SELECT site, queue FROM queue_visits.queue
  UNION
  SELECT site, queue FROM directory.configured_queue
) q
JOIN stats_parts.site s ON s.site = q.site
LEFT JOIN stats_parts.configured_queue c ON c.site = q.site AND c.queue = q.name;

COMMENT ON VIEW xivo_stats.queuefeatures IS 'Queues that are or were configured, or that any row or threshold has named.';
COMMENT ON COLUMN xivo_stats.queuefeatures.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.queuefeatures.name IS 'Technical name.';
COMMENT ON COLUMN xivo_stats.queuefeatures.displayname IS 'Name for people; the technical one where none was configured.';
COMMENT ON COLUMN xivo_stats.queuefeatures.number IS 'Number to reach it, where one is configured.';
COMMENT ON COLUMN xivo_stats.queuefeatures.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.userfeatures AS
SELECT u.number AS id, u.first_name::varchar AS firstname, u.last_name::varchar AS lastname, u.site::text AS site
FROM stats_parts.user_account u
JOIN stats_parts.site s ON s.site = u.site;

COMMENT ON VIEW xivo_stats.userfeatures IS 'Users that are or were configured.';
COMMENT ON COLUMN xivo_stats.userfeatures.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.userfeatures.firstname IS 'First name.';
COMMENT ON COLUMN xivo_stats.userfeatures.lastname IS 'Last name.';
COMMENT ON COLUMN xivo_stats.userfeatures.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.linefeatures AS
SELECT
  l.line_id AS id,
  l.line::varchar AS name,
  l.number::varchar AS number,
  l.context::varchar AS context,
  l.provisioning_code::integer AS provisioningid,
  l.site::text AS site
FROM stats_parts.line l
JOIN stats_parts.site s ON s.site = l.site;

COMMENT ON VIEW xivo_stats.linefeatures IS 'Lines that are or were configured.';
COMMENT ON COLUMN xivo_stats.linefeatures.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.linefeatures.name IS 'SIP interface.';
COMMENT ON COLUMN xivo_stats.linefeatures.number IS 'Number.';
COMMENT ON COLUMN xivo_stats.linefeatures.context IS 'Dialplan context.';
COMMENT ON COLUMN xivo_stats.linefeatures.provisioningid IS 'Number to provision a phone.';
COMMENT ON COLUMN xivo_stats.linefeatures.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.agentgroup AS
SELECT
  g.number AS id,
  NULL::integer AS groupid,
  g.agent_group::varchar AS name,
  NULL::varchar AS groups,
  0 AS commented,
  (g.to_us IS NOT NULL AND g.to_us <= as_of.at_us)::integer AS deleted,
  g.description,
  g.site::text AS site
FROM stats_parts.agent_group g
CROSS JOIN stats_parts.as_of
JOIN stats_parts.site s ON s.site = g.site;

COMMENT ON VIEW xivo_stats.agentgroup IS 'Groups of agents that are or were configured.';
COMMENT ON COLUMN xivo_stats.agentgroup.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.agentgroup.groupid IS 'Obsolete in the original: null.';
COMMENT ON COLUMN xivo_stats.agentgroup.name IS 'Short name.';
COMMENT ON COLUMN xivo_stats.agentgroup.groups IS 'Obsolete in the original: null.';
COMMENT ON COLUMN xivo_stats.agentgroup.commented IS 'Disabled: 1; groups cannot be.';
COMMENT ON COLUMN xivo_stats.agentgroup.deleted IS 'Deleted: 1.';
COMMENT ON COLUMN xivo_stats.agentgroup.description IS 'Free text.';
COMMENT ON COLUMN xivo_stats.agentgroup.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.dialaction AS
SELECT
  e.key::varchar AS event,
  o.category::varchar AS category,
  o.categoryval::varchar AS categoryval,
  (e.value ->> 0)::varchar AS action,
  coalesce(
    CASE e.value ->> 0
      WHEN 'user' THEN (SELECT u.number::text FROM stats_parts.user_account u WHERE u.site = o.site AND u.user_key = e.value ->> 1)
      WHEN 'queue' THEN (SELECT q.object_id::text FROM stats_parts.configured_queue q WHERE q.site = o.site AND q.queue = e.value ->> 1)
      WHEN 'group' THEN (SELECT g.object_id::text FROM stats_parts.call_group g WHERE g.site = o.site AND g.call_group = e.value ->> 1)
      WHEN 'meetme' THEN (SELECT r.object_id::text FROM stats_parts.conference_room r WHERE r.site = o.site AND r.room = e.value ->> 1)
    END,
    e.value ->> 1)::varchar AS actionarg1,
  (e.value ->> 2)::varchar AS actionarg2,
  NULL::integer AS linked,
  o.site::text AS site
FROM (
  SELECT site, 'incall' AS category, object_id::text AS categoryval, leads_to FROM stats_parts.incall
  UNION ALL
  SELECT site, 'user', number::text, leads_to FROM stats_parts.user_account
  UNION ALL
  SELECT site, 'queue', object_id::text, leads_to FROM stats_parts.configured_queue
  UNION ALL
  SELECT site, 'group', object_id::text, leads_to FROM stats_parts.call_group
) o
JOIN stats_parts.site s ON s.site = o.site
CROSS JOIN LATERAL json_each(o.leads_to::json) e;

COMMENT ON VIEW xivo_stats.dialaction IS 'Where calls of numbers from outside, users, queues and groups go next, as it is configured now, or was last.';
COMMENT ON COLUMN xivo_stats.dialaction.event IS 'answer, noanswer, busy, congestion, chanunavail, qwaittime or qwaitratio.';
COMMENT ON COLUMN xivo_stats.dialaction.category IS 'incall, user, queue or group.';
COMMENT ON COLUMN xivo_stats.dialaction.categoryval IS 'Key within the category: id of userfeatures or queuefeatures, typeval of extensions.';
COMMENT ON COLUMN xivo_stats.dialaction.action IS 'user, queue, group, meetme, voicemail, voicemenu, extension, sound, endcall:hangup, application:disa, custom, ...';
COMMENT ON COLUMN xivo_stats.dialaction.actionarg1 IS 'Key of the target: an id as in categoryval, else a name, a number or seconds.';
COMMENT ON COLUMN xivo_stats.dialaction.actionarg2 IS 'How many seconds it rings there, or the context; mostly null.';
COMMENT ON COLUMN xivo_stats.dialaction.linked IS 'Obsolete in the original.';
COMMENT ON COLUMN xivo_stats.dialaction.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW stats_parts.extension_id AS
SELECT site, context, exten, (row_number() OVER (ORDER BY min(from_us), site, context, exten))::integer AS id
FROM (
  SELECT site, context, number AS exten, from_us FROM directory.configured_line
  UNION ALL
  SELECT site, context, number, from_us FROM directory.configured_queue
  UNION ALL
  SELECT site, context, number, from_us FROM directory.configured_group
  UNION ALL
  SELECT site, context, number, from_us FROM directory.configured_conference_room
  UNION ALL
  SELECT site, context, CASE WHEN number ~ '[^0-9+*#]' THEN '_' ELSE '' END || number, from_us FROM directory.configured_incall
) d
WHERE exten IS NOT NULL
GROUP BY site, context, exten;
COMMENT ON VIEW stats_parts.extension_id IS 'Numbers in the order in which they were first used: later ones do not change those before.';

CREATE OR REPLACE VIEW xivo_stats.extensions AS
SELECT
  n.id,
  d.commented,
  d.context::varchar AS context,
  d.exten::varchar AS exten,
  d.type::varchar AS type,
  d.typeval::varchar AS typeval,
  d.site::text AS site
FROM stats_parts.dialled d
JOIN stats_parts.site s ON s.site = d.site
JOIN stats_parts.extension_id n ON n.site = d.site AND n.context = d.context AND n.exten = d.exten;

COMMENT ON VIEW xivo_stats.extensions IS 'Numbers of users, queues, groups, conference rooms and those from outside, each once in its context; not those of features.';
COMMENT ON COLUMN xivo_stats.extensions.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.extensions.commented IS 'Disabled, or removed: 1.';
COMMENT ON COLUMN xivo_stats.extensions.context IS 'Dialplan context.';
COMMENT ON COLUMN xivo_stats.extensions.exten IS 'Number; a pattern begins with _.';
COMMENT ON COLUMN xivo_stats.extensions.type IS 'user, meetme, queue, incall or group.';
COMMENT ON COLUMN xivo_stats.extensions.typeval IS 'Key of the target (C-26): id of userfeatures or queuefeatures, categoryval of dialaction.';
COMMENT ON COLUMN xivo_stats.extensions.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.user_line AS
SELECT
  (row_number() OVER (ORDER BY u.number, own.place))::integer AS id,
  u.number AS user_id,
  l.line_id,
  n.id AS extension_id,
  u.site::text AS site
FROM stats_parts.user_account u
CROSS JOIN LATERAL unnest(u.lines) WITH ORDINALITY AS own (line, place)
JOIN stats_parts.line l ON l.site = u.site AND l.line = own.line
JOIN stats_parts.site s ON s.site = u.site
LEFT JOIN stats_parts.extension_id n ON n.site = l.site AND n.context = l.context AND n.exten = l.number;

COMMENT ON VIEW xivo_stats.user_line IS 'Lines of users.';
COMMENT ON COLUMN xivo_stats.user_line.id IS 'Number of the row: it may be another one after a change.';
COMMENT ON COLUMN xivo_stats.user_line.user_id IS 'id of userfeatures.';
COMMENT ON COLUMN xivo_stats.user_line.line_id IS 'id of linefeatures.';
COMMENT ON COLUMN xivo_stats.user_line.extension_id IS 'id of extensions; null: the line has no number.';
COMMENT ON COLUMN xivo_stats.user_line.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.labels AS
SELECT l.number AS id, l.display_name::varchar AS display_name, l.description, l.site::text AS site
FROM stats_parts.label l
JOIN stats_parts.site s ON s.site = l.site;

COMMENT ON VIEW xivo_stats.labels IS 'Labels of users that are or were configured.';
COMMENT ON COLUMN xivo_stats.labels.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.labels.display_name IS 'Name.';
COMMENT ON COLUMN xivo_stats.labels.description IS 'Free text.';
COMMENT ON COLUMN xivo_stats.labels.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.userlabels AS
SELECT
  (row_number() OVER (ORDER BY u.number, l.number))::integer AS id,
  u.number AS user_id,
  l.number AS label_id,
  u.site::text AS site
FROM stats_parts.user_account u
JOIN stats_parts.label l ON l.site = u.site AND u.labels @> ARRAY[l.label]
JOIN stats_parts.site s ON s.site = u.site;

COMMENT ON VIEW xivo_stats.userlabels IS 'Which user has which label.';
COMMENT ON COLUMN xivo_stats.userlabels.id IS 'Number of the row: it may be another one after a change.';
COMMENT ON COLUMN xivo_stats.userlabels.user_id IS 'id of userfeatures.';
COMMENT ON COLUMN xivo_stats.userlabels.label_id IS 'id of labels.';
COMMENT ON COLUMN xivo_stats.userlabels.site IS 'Short name of the site; not in the original.';
