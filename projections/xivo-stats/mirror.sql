-- The mirror of the configuration (contact-center 5.13): of agents and queues what queue_log names; nothing tells of the others yet.

CREATE OR REPLACE VIEW xivo_stats.agentfeatures AS
SELECT
  stats_parts.stable_id(concat_ws(E'\n', a.site, a.name)) AS id,
  NULL::integer AS numgroup,
  stats_parts.agent_number(a.name)::varchar AS number,
  -- Reports print first and last name, and nobody knows either: Agent 8001.
  (CASE WHEN a.name LIKE 'Agent/%' THEN 'Agent' END)::varchar AS firstname,
  stats_parts.agent_number(a.name)::varchar AS lastname,
  a.site
FROM (
  SELECT site COLLATE "C" AS site, name COLLATE "C" AS name FROM directory.known_agent
  UNION
  SELECT site, agent FROM agent_states.agent_now
) a
JOIN stats_parts.site s ON s.site = a.site;

COMMENT ON VIEW xivo_stats.agentfeatures IS 'Agents that any row has named.';
COMMENT ON COLUMN xivo_stats.agentfeatures.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.agentfeatures.numgroup IS 'id of agentgroup: null, nothing tells it.';
COMMENT ON COLUMN xivo_stats.agentfeatures.number IS 'Number: 8001 of Agent/8001.';
COMMENT ON COLUMN xivo_stats.agentfeatures.firstname IS 'Agent: names are unknown.';
COMMENT ON COLUMN xivo_stats.agentfeatures.lastname IS 'His number.';
COMMENT ON COLUMN xivo_stats.agentfeatures.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.queuefeatures AS
SELECT
  stats_parts.stable_id(concat_ws(E'\n', q.site, q.name)) AS id,
  q.name::varchar AS name,
  q.name::varchar AS displayname,
  NULL::varchar AS number,
  q.site
FROM (
  SELECT site COLLATE "C" AS site, name COLLATE "C" AS name FROM directory.known_queue
  UNION
  SELECT site, queue FROM queue_visits.queue
) q
JOIN stats_parts.site s ON s.site = q.site;

COMMENT ON VIEW xivo_stats.queuefeatures IS 'Queues that any row or threshold has named.';
COMMENT ON COLUMN xivo_stats.queuefeatures.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.queuefeatures.name IS 'Technical name.';
COMMENT ON COLUMN xivo_stats.queuefeatures.displayname IS 'The same: nothing tells another.';
COMMENT ON COLUMN xivo_stats.queuefeatures.number IS 'Number to reach it: null, nothing tells it.';
COMMENT ON COLUMN xivo_stats.queuefeatures.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.userfeatures AS
SELECT NULL::integer AS id, NULL::varchar AS firstname, NULL::varchar AS lastname, NULL::text AS site WHERE false;

COMMENT ON VIEW xivo_stats.userfeatures IS 'Users: empty, nothing tells of them yet.';
COMMENT ON COLUMN xivo_stats.userfeatures.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.userfeatures.firstname IS 'First name.';
COMMENT ON COLUMN xivo_stats.userfeatures.lastname IS 'Last name.';
COMMENT ON COLUMN xivo_stats.userfeatures.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.linefeatures AS
SELECT
  NULL::integer AS id, NULL::varchar AS name, NULL::varchar AS number, NULL::varchar AS context, NULL::integer AS provisioningid,
  NULL::text AS site
WHERE false;

COMMENT ON VIEW xivo_stats.linefeatures IS 'Lines: empty, nothing tells of them yet.';
COMMENT ON COLUMN xivo_stats.linefeatures.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.linefeatures.name IS 'SIP interface.';
COMMENT ON COLUMN xivo_stats.linefeatures.number IS 'Number.';
COMMENT ON COLUMN xivo_stats.linefeatures.context IS 'Dialplan context.';
COMMENT ON COLUMN xivo_stats.linefeatures.provisioningid IS 'Number to provision a phone.';
COMMENT ON COLUMN xivo_stats.linefeatures.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.agentgroup AS
SELECT
  NULL::integer AS id, NULL::integer AS groupid, NULL::varchar AS name, NULL::varchar AS groups, NULL::integer AS commented,
  NULL::integer AS deleted, NULL::text AS description, NULL::text AS site
WHERE false;

COMMENT ON VIEW xivo_stats.agentgroup IS 'Groups of agents: empty, nothing tells of them yet.';
COMMENT ON COLUMN xivo_stats.agentgroup.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.agentgroup.groupid IS 'Obsolete in the original.';
COMMENT ON COLUMN xivo_stats.agentgroup.name IS 'Name.';
COMMENT ON COLUMN xivo_stats.agentgroup.groups IS 'Obsolete in the original.';
COMMENT ON COLUMN xivo_stats.agentgroup.commented IS 'Disabled: 1.';
COMMENT ON COLUMN xivo_stats.agentgroup.deleted IS 'Deleted: 1.';
COMMENT ON COLUMN xivo_stats.agentgroup.description IS 'Free text.';
COMMENT ON COLUMN xivo_stats.agentgroup.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.dialaction AS
SELECT
  NULL::varchar AS event, NULL::varchar AS category, NULL::varchar AS categoryval, NULL::varchar AS action, NULL::varchar AS actionarg1,
  NULL::varchar AS actionarg2, NULL::integer AS linked, NULL::text AS site
WHERE false;

COMMENT ON VIEW xivo_stats.dialaction IS 'Where a call goes next: empty, nothing tells of it yet.';
COMMENT ON COLUMN xivo_stats.dialaction.event IS 'answer, noanswer, busy, congestion, chanunavail, qwaittime or qwaitratio.';
COMMENT ON COLUMN xivo_stats.dialaction.category IS 'user, meetme, queue, incall, group, callfilter.';
COMMENT ON COLUMN xivo_stats.dialaction.categoryval IS 'Key within the category.';
COMMENT ON COLUMN xivo_stats.dialaction.action IS 'custom, or a category.';
COMMENT ON COLUMN xivo_stats.dialaction.actionarg1 IS 'Key of the target.';
COMMENT ON COLUMN xivo_stats.dialaction.actionarg2 IS 'Rarely used.';
COMMENT ON COLUMN xivo_stats.dialaction.linked IS 'Obsolete in the original.';
COMMENT ON COLUMN xivo_stats.dialaction.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.extensions AS
SELECT
  NULL::integer AS id, NULL::integer AS commented, NULL::varchar AS context, NULL::varchar AS exten, NULL::varchar AS type,
  NULL::varchar AS typeval, NULL::text AS site
WHERE false;

COMMENT ON VIEW xivo_stats.extensions IS 'Numbers that can be dialled: empty, nothing tells of them yet.';
COMMENT ON COLUMN xivo_stats.extensions.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.extensions.commented IS 'Disabled: 1.';
COMMENT ON COLUMN xivo_stats.extensions.context IS 'Dialplan context.';
COMMENT ON COLUMN xivo_stats.extensions.exten IS 'Number.';
COMMENT ON COLUMN xivo_stats.extensions.type IS 'user, meetme, queue, incall, group, extenfeatures.';
COMMENT ON COLUMN xivo_stats.extensions.typeval IS 'Key of the target (C-26).';
COMMENT ON COLUMN xivo_stats.extensions.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.user_line AS
SELECT NULL::integer AS id, NULL::integer AS user_id, NULL::integer AS line_id, NULL::integer AS extension_id, NULL::text AS site WHERE false;

COMMENT ON VIEW xivo_stats.user_line IS 'Lines of users: empty, nothing tells of them yet.';
COMMENT ON COLUMN xivo_stats.user_line.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.user_line.user_id IS 'id of userfeatures.';
COMMENT ON COLUMN xivo_stats.user_line.line_id IS 'id of linefeatures.';
COMMENT ON COLUMN xivo_stats.user_line.extension_id IS 'id of extensions.';
COMMENT ON COLUMN xivo_stats.user_line.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.labels AS
SELECT NULL::integer AS id, NULL::varchar AS display_name, NULL::text AS description, NULL::text AS site WHERE false;

COMMENT ON VIEW xivo_stats.labels IS 'Labels of users: empty, nothing tells of them yet.';
COMMENT ON COLUMN xivo_stats.labels.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.labels.display_name IS 'Name.';
COMMENT ON COLUMN xivo_stats.labels.description IS 'Free text.';
COMMENT ON COLUMN xivo_stats.labels.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.userlabels AS
SELECT NULL::integer AS id, NULL::integer AS user_id, NULL::integer AS label_id, NULL::text AS site WHERE false;

COMMENT ON VIEW xivo_stats.userlabels IS 'Which user has which label: empty, nothing tells of it yet.';
COMMENT ON COLUMN xivo_stats.userlabels.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.userlabels.user_id IS 'id of userfeatures.';
COMMENT ON COLUMN xivo_stats.userlabels.label_id IS 'id of labels.';
COMMENT ON COLUMN xivo_stats.userlabels.site IS 'Short name of the site; not in the original.';
