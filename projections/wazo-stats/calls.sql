-- Call logs as wazo-call-logd writes them; instants as timestamptz.

CREATE SCHEMA IF NOT EXISTS wazo_stats;
COMMENT ON SCHEMA wazo_stats IS 'The statistics tables of Wazo, as views.';

-- OFFSET 0: by their indexes of arrays, and not by the site alone.
CREATE OR REPLACE VIEW stats_parts.party_user AS
SELECT
  p.site, p.node, p.call_id, p.unique_id, p.line, p.number, p.name, p.is_external, p.talked_us, p.ended_us,
  u.id AS user_id, concat_ws(' ', u.first_name, u.last_name) AS user_name, u.id IS NOT NULL AS has_user, u.user_field
FROM calls.party p
LEFT JOIN LATERAL (
  SELECT u.*
  FROM (SELECT * FROM directory.configured_line c WHERE c.interfaces @> ARRAY[p.line] OFFSET 0) l
  CROSS JOIN LATERAL (SELECT * FROM directory.configured_user c WHERE c.lines @> ARRAY[l.line] OFFSET 0) u
  WHERE l.site = p.site AND u.site = p.site
    AND u.from_us <= p.started_us AND (u.to_us IS NULL OR u.to_us > p.started_us)
    AND l.from_us <= p.started_us AND (l.to_us IS NULL OR l.to_us > p.started_us)
  ORDER BY u.lines[1] = l.line DESC, u.from_us, u.user_key
  LIMIT 1
) u ON p.line <> '';
COMMENT ON VIEW stats_parts.party_user IS 'Parties of calls, with the user whose line it was when the channel began.';

CREATE OR REPLACE VIEW wazo_stats.call_log AS
SELECT
  c.id,
  stats_parts.instant(c.started_us) AS date,
  timestamptz 'epoch' + c.answered_us * interval '1 microsecond' AS date_answer,
  timestamptz 'epoch' + CASE WHEN c.ended_us IS NULL THEN NULL ELSE coalesce(f.ended_us, c.ended_us) END * interval '1 microsecond' AS date_end,
  NULL::uuid AS tenant_uuid,
  (CASE WHEN f.has_user THEN f.user_name ELSE c.caller_name END)::varchar AS source_name,
  c.caller_number::varchar AS source_exten,
  (CASE WHEN NOT f.is_external THEN f.number END)::varchar AS source_internal_exten,
  NULL::varchar AS source_internal_context,
  nullif(lower(f.line), '')::varchar AS source_line_identity,
  (CASE WHEN c.direction <> 'OUTBOUND' THEN coalesce(
    c.requested_name,
    (SELECT concat_ws(' ', u.first_name, u.last_name)
     FROM directory.configured_line l
     CROSS JOIN LATERAL (SELECT * FROM directory.configured_user n WHERE n.lines @> ARRAY[l.line] OFFSET 0) u
     WHERE l.site = c.site AND l.number = c.called_number COLLATE "default" AND u.site = c.site
       AND u.from_us <= c.started_us AND (u.to_us IS NULL OR u.to_us > c.started_us)
       AND l.from_us <= c.started_us AND (l.to_us IS NULL OR l.to_us > c.started_us)
     ORDER BY u.lines[1] = l.line DESC, u.from_us, u.user_key LIMIT 1),
    (SELECT q.display_name FROM directory.configured_queue q
     WHERE q.site = c.site AND q.number = c.called_number
       AND q.from_us <= c.started_us AND (q.to_us IS NULL OR q.to_us > c.started_us)
     ORDER BY q.from_us, q.queue LIMIT 1)) END)::varchar AS requested_name,
  c.called_number::varchar AS requested_exten,
  NULL::varchar AS requested_context,
  c.requested_number::varchar AS requested_internal_exten,
  NULL::varchar AS requested_internal_context,
  coalesce(c.destination_name, CASE WHEN t.has_user THEN t.user_name ELSE t.name END)::varchar AS destination_name,
  coalesce(t.number, c.called_number)::varchar AS destination_exten,
  (CASE WHEN NOT t.is_external THEN t.number END)::varchar AS destination_internal_exten,
  NULL::varchar AS destination_internal_context,
  nullif(lower(t.line), '')::varchar AS destination_line_identity,
  (CASE c.direction WHEN 'INBOUND' THEN 'inbound' WHEN 'OUTBOUND' THEN 'outbound' ELSE 'internal' END)::varchar AS direction,
  coalesce(f.user_field, t.user_field)::varchar AS user_field,
  c.call_id::varchar AS conversation_id,
  c.site
FROM calls.call c
JOIN stats_parts.site s ON s.site = c.site AND c.exclusion_reason IS NULL
LEFT JOIN stats_parts.party_user f ON f.site = c.site AND f.node = c.node AND f.call_id = c.call_id AND f.unique_id = c.from_unique_id
LEFT JOIN stats_parts.party_user t ON t.site = c.site AND t.node = c.node AND t.call_id = c.call_id AND t.unique_id = c.to_unique_id;

COMMENT ON VIEW wazo_stats.call_log IS 'One row a call.';
COMMENT ON COLUMN wazo_stats.call_log.id IS 'Key: its log position, which the API calls its number.';
COMMENT ON COLUMN wazo_stats.call_log.date IS 'When its first channel began.';
COMMENT ON COLUMN wazo_stats.call_log.date_answer IS 'When the caller first talked to somebody; null: never.';
COMMENT ON COLUMN wazo_stats.call_log.date_end IS 'When the caller hung up; null: it goes on, or nobody knows.';
COMMENT ON COLUMN wazo_stats.call_log.tenant_uuid IS 'null: there are no tenants.';
COMMENT ON COLUMN wazo_stats.call_log.source_name IS 'Name of the user whose line it was then, else of the caller as the PBX wrote it.';
COMMENT ON COLUMN wazo_stats.call_log.source_exten IS 'Number of the caller.';
COMMENT ON COLUMN wazo_stats.call_log.source_internal_exten IS 'The number of his line, where it is one of the PBX.';
COMMENT ON COLUMN wazo_stats.call_log.source_internal_context IS 'null: no source tells it.';
COMMENT ON COLUMN wazo_stats.call_log.source_line_identity IS 'His line, in lower case: pjsip/1001.';
COMMENT ON COLUMN wazo_stats.call_log.requested_name IS 'Name of the user whom it was for before it was sent on, where the dialplan of Wazo tells it, else of the user or the queue that the number was then; null: none was configured.';
COMMENT ON COLUMN wazo_stats.call_log.requested_exten IS 'Number that he dialled.';
COMMENT ON COLUMN wazo_stats.call_log.requested_context IS 'null: not kept.';
COMMENT ON COLUMN wazo_stats.call_log.requested_internal_exten IS 'Number of the user whom it was for before it was first sent on; null: it was not, or nothing tells.';
COMMENT ON COLUMN wazo_stats.call_log.requested_internal_context IS 'null: no source tells it.';
COMMENT ON COLUMN wazo_stats.call_log.destination_name IS 'Name of whom it was for, where the dialplan of Wazo tells it, else of who talked to him last, or was rung last: of the user whose line it was then, else as the PBX wrote it.';
COMMENT ON COLUMN wazo_stats.call_log.destination_exten IS 'Number of the same, else the number that was dialled.';
COMMENT ON COLUMN wazo_stats.call_log.destination_internal_exten IS 'The number of that line, where it is one of the PBX.';
COMMENT ON COLUMN wazo_stats.call_log.destination_internal_context IS 'null: no source tells it.';
COMMENT ON COLUMN wazo_stats.call_log.destination_line_identity IS 'That line, in lower case.';
COMMENT ON COLUMN wazo_stats.call_log.direction IS 'inbound, outbound or internal; internal also where nothing tells.';
COMMENT ON COLUMN wazo_stats.call_log.user_field IS 'Free text about the user who placed it, else about the one who talked to him last, or was rung last, as it was configured then.';
COMMENT ON COLUMN wazo_stats.call_log.conversation_id IS 'First linkedid of the call.';
COMMENT ON COLUMN wazo_stats.call_log.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW wazo_stats.call_log_participant AS
SELECT
  md5(concat_ws(E'\n', p.site, p.node, p.call_id, p.line))::uuid AS uuid,
  c.id AS call_log_id,
  CASE WHEN bool_or(p.has_user) THEN md5(concat_ws(E'\n', p.site, min(p.user_id)))::uuid END AS user_uuid,
  NULL::integer AS line_id,
  (CASE WHEN bool_or(p.unique_id = c.from_unique_id) THEN 'source' ELSE 'destination' END)::varchar AS role,
  ARRAY(
    SELECT DISTINCT trim(tag) FROM unnest(string_to_array(min(p.user_field), ',')) AS tag WHERE trim(tag) <> '' ORDER BY 1
  )::varchar[] AS tags,
  bool_or(p.talked_us IS NOT NULL) AS answered,
  p.line::varchar AS line_identity,
  p.site,
  min(p.user_name) FILTER (WHERE p.has_user) AS user_name
FROM stats_parts.party_user p
JOIN calls.call c ON c.site = p.site AND c.node = p.node AND c.call_id = p.call_id AND c.exclusion_reason IS NULL
JOIN stats_parts.site s ON s.site = p.site
WHERE p.line <> ''
GROUP BY p.site, p.node, p.call_id, p.line, c.id;

COMMENT ON VIEW wazo_stats.call_log_participant IS 'One row a line in a call.';
COMMENT ON COLUMN wazo_stats.call_log_participant.uuid IS 'Key: a rebuild gives the same.';
COMMENT ON COLUMN wazo_stats.call_log_participant.call_log_id IS 'id of call_log.';
COMMENT ON COLUMN wazo_stats.call_log_participant.user_uuid IS 'The user whose line it was then: made from his key, so it outlives him; null: none was configured.';
COMMENT ON COLUMN wazo_stats.call_log_participant.line_id IS 'null: lines have no numbers here; see line_identity.';
COMMENT ON COLUMN wazo_stats.call_log_participant.role IS 'source or destination.';
COMMENT ON COLUMN wazo_stats.call_log_participant.tags IS 'What stood between the commas of the free text about the user then.';
COMMENT ON COLUMN wazo_stats.call_log_participant.answered IS 'Somebody talked on it.';
COMMENT ON COLUMN wazo_stats.call_log_participant.line_identity IS 'Name of the line: PJSIP/1001; not in the original.';
COMMENT ON COLUMN wazo_stats.call_log_participant.site IS 'Short name of the site; not in the original.';
COMMENT ON COLUMN wazo_stats.call_log_participant.user_name IS 'His name then; not in the original.';
