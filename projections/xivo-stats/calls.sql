-- Calls, as the original statistics database had them (contact-center 5.1 to 5.6). Reports count these rows: excluded calls are not here.

-- One row a call, and one for each consultation before a transfer: it is a call of its own there (C-05).
CREATE OR REPLACE VIEW xivo_stats.call_data AS
SELECT
  c.id,
  c.call_id::varchar AS uniqueid,
  c.called_number::varchar AS dst_num,
  c.local_at AS start_time,
  stats_parts.local_time(c.answered_us, c.time_zone) AS answer_time,
  -- Until somebody hangs up his phone: what a transfer lets live on is not in it.
  stats_parts.local_time(
    CASE WHEN c.transferred AND c.answered_us IS NOT NULL THEN least((x.placed).ended_us, (x.talked).ended_us) ELSE c.ended_us END,
    c.time_zone) AS end_time,
  (CASE WHEN c.answered_us IS NOT NULL THEN 'answer' ELSE lower(c.outcome) END)::xivo_stats.status_type AS status,
  stats_parts.seconds((x.talked).ring_us) AS ring_duration,
  c.transferred,
  stats_parts.direction(c.direction) AS call_direction,
  c.caller_number::varchar AS src_num,
  stats_parts.direction(c.transfer_direction) AS transfer_direction,
  stats_parts.agent_number({agentOf (x.placed)})::varchar AS src_agent,
  -- Whom a transfer led to directly, else who was reached directly (C-06): not by way of a queue.
  stats_parts.agent_number(coalesce(
    CASE WHEN c.transferred THEN (
      SELECT a.agent FROM calls.transfer t
      JOIN stats_parts.agent_party a
        ON a.site = t.site AND a.node = t.node AND a.call_id = t.call_id AND a.unique_id = t.target_unique_id
      WHERE t.site = c.site AND t.node = c.node AND t.call_id = c.call_id AND a.queue IS NULL
      ORDER BY t.seq DESC LIMIT 1) END,
    CASE WHEN (x.reached).queue IS NULL THEN {agentOf (x.reached)} END))::varchar AS dst_agent,
  nullif((x.placed).line, '')::varchar AS src_interface,
  c.site
FROM stats_parts.call_clock c
-- Its parties are looked at once: who placed it, who talked to him first, who was reached first.
LEFT JOIN LATERAL (
  SELECT
    (array_agg(p) FILTER (WHERE p.unique_id = c.from_unique_id))[1] AS placed,
    (array_agg(p ORDER BY p.talked_us, p.seq) FILTER (WHERE p.talked_us IS NOT NULL AND p.unique_id IS DISTINCT FROM c.from_unique_id))[1] AS talked,
    (array_agg(p ORDER BY p.talked_us, p.seq) FILTER (WHERE p.role NOT IN ('CALLER', 'CONSULTATION')))[1] AS reached
  FROM calls.party p
  WHERE p.site = c.site AND p.node = c.node AND p.call_id = c.call_id) x ON true
WHERE c.exclusion_reason IS NULL
UNION ALL
SELECT
  c.id + (p.seq << 40),
  p.unique_id::varchar,
  p.dialled::varchar,
  p.local_at,
  stats_parts.local_time(p.talked_us, p.time_zone),
  stats_parts.local_time(p.ended_us, p.time_zone),
  (CASE WHEN p.talked_us IS NOT NULL THEN 'answer' WHEN p.ended_us IS NULL THEN lower(c.outcome) ELSE 'no_answer' END)::xivo_stats.status_type,
  stats_parts.seconds((
    SELECT o.ring_us FROM calls.party o
    WHERE o.site = p.site AND o.node = p.node AND o.call_id = p.call_id AND o.seq > p.seq AND o.role = 'CALLEE'
      AND (p.ended_us IS NULL OR o.started_us <= p.ended_us) AND o.talked_us IS NOT NULL AND p.talked_us IS NOT NULL
    ORDER BY coalesce(o.number = p.dialled, false) DESC, o.seq LIMIT 1)),
  false,
  (SELECT CASE WHEN p.is_external THEN 'incoming' WHEN a.reached_external THEN 'outgoing' ELSE 'internal' END::xivo_stats.call_direction FROM stats_parts.agent_party a
   WHERE a.site = p.site AND a.node = p.node AND a.call_id = p.call_id AND a.seq = p.seq),
  p.number::varchar,
  NULL::xivo_stats.call_direction,
  stats_parts.agent_number({agentOf p})::varchar,
  stats_parts.agent_number((
    SELECT CASE WHEN a.queue IS NULL THEN a.agent END FROM stats_parts.agent_party a
    WHERE a.site = p.site AND a.node = p.node AND a.call_id = p.call_id AND a.seq > p.seq AND a.was_consulted
      AND (p.ended_us IS NULL OR a.started_us <= p.ended_us)
    ORDER BY a.seq LIMIT 1))::varchar,
  p.line::varchar,
  p.site
FROM stats_parts.party_clock p
JOIN calls.call c ON c.site = p.site AND c.node = p.node AND c.call_id = p.call_id AND c.exclusion_reason IS NULL
-- Of most calls the caller is nobody else, which his own row tells.
WHERE p.role IN ('CALLER', 'CONSULTATION') AND p.unique_id IS DISTINCT FROM c.from_unique_id AND p.unique_id <> p.call_id;

COMMENT ON VIEW xivo_stats.call_data IS 'One row a call, under the uniqueid of its first channel, and one for each consultation.';
COMMENT ON COLUMN xivo_stats.call_data.id IS 'Key; of a call its log position, which the API calls its number.';
COMMENT ON COLUMN xivo_stats.call_data.uniqueid IS 'Reference of the call: callid of call_on_queue, linkedid of hold_periods.';
COMMENT ON COLUMN xivo_stats.call_data.dst_num IS 'Called number.';
COMMENT ON COLUMN xivo_stats.call_data.start_time IS 'When its first channel began.';
COMMENT ON COLUMN xivo_stats.call_data.answer_time IS 'When the caller first talked to somebody; null: never.';
COMMENT ON COLUMN xivo_stats.call_data.end_time IS 'When a phone was hung up, also by a transfer; null: it goes on, or nobody knows (no cap at four hours).';
COMMENT ON COLUMN xivo_stats.call_data.status IS 'answer, else how it ended for the caller.';
COMMENT ON COLUMN xivo_stats.call_data.ring_duration IS 'Seconds that the phone rang which took the call.';
COMMENT ON COLUMN xivo_stats.call_data.transferred IS 'A party was passed on to another.';
COMMENT ON COLUMN xivo_stats.call_data.call_direction IS 'incoming, outgoing or internal; null: nothing tells.';
COMMENT ON COLUMN xivo_stats.call_data.src_num IS 'Calling number.';
COMMENT ON COLUMN xivo_stats.call_data.transfer_direction IS 'Of the last transfer; each has its own row in transfers.';
COMMENT ON COLUMN xivo_stats.call_data.src_agent IS 'Number of the agent who placed it: logged in on the line then.';
COMMENT ON COLUMN xivo_stats.call_data.dst_agent IS 'Number of the agent whom a transfer led to, else who was reached directly; null where a queue rang him.';
COMMENT ON COLUMN xivo_stats.call_data.src_interface IS 'Line that placed it: PJSIP/1001.';
COMMENT ON COLUMN xivo_stats.call_data.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.attached_data AS
SELECT d.id, c.id AS id_call_data, d.key::varchar AS key, d.value::varchar AS value, d.site
FROM calls.attached_data d
JOIN stats_parts.site s ON s.site = d.site
JOIN calls.call c ON c.site = d.site AND c.node = d.node AND c.call_id = d.call_id AND c.exclusion_reason IS NULL;

COMMENT ON VIEW xivo_stats.attached_data IS 'Keys and values that the dialplan attached to calls.';
COMMENT ON COLUMN xivo_stats.attached_data.id IS 'Key: its log position.';
COMMENT ON COLUMN xivo_stats.attached_data.id_call_data IS 'id of call_data.';
COMMENT ON COLUMN xivo_stats.attached_data.key IS 'What stands before the first =.';
COMMENT ON COLUMN xivo_stats.attached_data.value IS 'What stands behind it.';
COMMENT ON COLUMN xivo_stats.attached_data.site IS 'Short name of the site; not in the original.';

-- The leg that an attended transfer leaves is a row of its own, from the transfer on (T-2); what was before it belongs to the consultation.
CREATE OR REPLACE VIEW xivo_stats.call_element AS
SELECT
  c.id + (2 * p.seq << 40) AS id,
  coalesce((
    SELECT c.id + (o.seq << 40) FROM calls.party o
    WHERE p.role = 'CALLEE' AND o.site = p.site AND o.node = p.node AND o.call_id = p.call_id AND o.seq < p.seq
      AND o.role IN ('CALLER', 'CONSULTATION') AND o.unique_id IS DISTINCT FROM c.from_unique_id AND o.unique_id <> c.call_id
      AND (o.ended_us IS NULL OR o.ended_us >= p.started_us)
    ORDER BY o.seq DESC LIMIT 1), c.id) AS call_data_id,
  p.local_at AS start_time,
  stats_parts.local_time(coalesce(p.answered_us, p.talked_us), p.time_zone) AS answer_time,
  stats_parts.local_time(least(
    (SELECT min(t.at_us) FROM calls.transfer t
     WHERE t.site = p.site AND t.node = p.node AND t.call_id = p.call_id AND t.target_unique_id = p.unique_id
       AND t.kind = 'ATTENDED' AND t.at_us > p.started_us),
    p.ended_us), p.time_zone) AS end_time,
  nullif(p.line, '')::varchar AS interface,
  p.unique_id::varchar AS uniqueid,
  stats_parts.agent_number({agentOf p})::varchar AS agent_num,
  p.site
FROM stats_parts.party_clock p
JOIN calls.call c ON c.site = p.site AND c.node = p.node AND c.call_id = p.call_id AND c.exclusion_reason IS NULL
WHERE p.role NOT IN ('CALLER', 'CONSULTATION')
UNION ALL
SELECT
  c.id + (2 * p.seq + 1 << 40),
  c.id,
  t.local_at,
  t.local_at,
  stats_parts.local_time(p.ended_us, t.time_zone),
  nullif(p.line, '')::varchar,
  p.unique_id::varchar,
  stats_parts.agent_number({agentOf p})::varchar,
  p.site
FROM stats_parts.transfer_clock t
JOIN calls.party p ON p.site = t.site AND p.node = t.node AND p.call_id = t.call_id AND p.unique_id = t.target_unique_id
JOIN calls.call c ON c.site = t.site AND c.node = t.node AND c.call_id = t.call_id AND c.exclusion_reason IS NULL
WHERE t.kind = 'ATTENDED' AND t.at_us > p.started_us AND p.role NOT IN ('CALLER', 'CONSULTATION')
  AND NOT EXISTS (
    SELECT FROM calls.transfer before
    WHERE before.site = t.site AND before.node = t.node AND before.call_id = t.call_id
      AND before.target_unique_id = t.target_unique_id AND before.kind = 'ATTENDED' AND before.seq < t.seq);

COMMENT ON VIEW xivo_stats.call_element IS 'One row for each endpoint that a call reached, and one for what an attended transfer left to its target.';
COMMENT ON COLUMN xivo_stats.call_element.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.call_element.call_data_id IS 'id of call_data: of the call, or of the consultation that reached the endpoint.';
COMMENT ON COLUMN xivo_stats.call_element.start_time IS 'When the endpoint was called, or taken over by an attended transfer.';
COMMENT ON COLUMN xivo_stats.call_element.answer_time IS 'When it answered; null: it did not.';
COMMENT ON COLUMN xivo_stats.call_element.end_time IS 'When it left; null: it is in the call, or nobody knows.';
COMMENT ON COLUMN xivo_stats.call_element.interface IS 'Line of the endpoint: PJSIP/1001.';
COMMENT ON COLUMN xivo_stats.call_element.uniqueid IS 'Channel of the endpoint: callidto of transfers; not in the original.';
COMMENT ON COLUMN xivo_stats.call_element.agent_num IS 'Number of the agent who used it; not in the original.';
COMMENT ON COLUMN xivo_stats.call_element.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.hold_periods AS
SELECT
  c.id + (h.seq << 40) AS id,
  h.call_id::varchar AS linkedid,
  h.local_at AS start,
  stats_parts.local_time(h.to_us, h.time_zone) AS "end",
  h.by_unique_id::varchar AS uniqueid,
  stats_parts.agent_number((
    SELECT {agentOf p} FROM calls.party p
    WHERE p.site = h.site AND p.node = h.node AND p.call_id = h.call_id AND p.unique_id = h.by_unique_id))::varchar AS agent_num,
  h.site
FROM stats_parts.hold_clock h
JOIN calls.call c ON c.site = h.site AND c.node = h.node AND c.call_id = h.call_id AND c.exclusion_reason IS NULL;

COMMENT ON VIEW xivo_stats.hold_periods IS 'Times on hold.';
COMMENT ON COLUMN xivo_stats.hold_periods.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.hold_periods.linkedid IS 'uniqueid of call_data.';
COMMENT ON COLUMN xivo_stats.hold_periods.start IS 'When it began.';
COMMENT ON COLUMN xivo_stats.hold_periods."end" IS 'When it ended; null: it goes on, or nobody knows.';
COMMENT ON COLUMN xivo_stats.hold_periods.uniqueid IS 'Channel that pressed hold (L-04); null: only the music tells of it; not in the original.';
COMMENT ON COLUMN xivo_stats.hold_periods.agent_num IS 'Number of the agent who pressed it; not in the original.';
COMMENT ON COLUMN xivo_stats.hold_periods.site IS 'Short name of the site; not in the original.';

CREATE OR REPLACE VIEW xivo_stats.transfers AS
SELECT
  c.id + (t.seq << 40) AS id,
  t.call_id::varchar AS callidfrom,
  t.target_unique_id::varchar AS callidto,
  t.local_at AS time,
  stats_parts.direction(t.direction) AS transfer_direction,
  t.by_unique_id::varchar AS uniqueid,
  stats_parts.agent_number((
    SELECT {agentOf p} FROM calls.party p
    WHERE p.site = t.site AND p.node = t.node AND p.call_id = t.call_id AND p.unique_id = t.by_unique_id))::varchar AS agent_num,
  t.site
FROM stats_parts.transfer_clock t
JOIN calls.call c ON c.site = t.site AND c.node = t.node AND c.call_id = t.call_id AND c.exclusion_reason IS NULL;

COMMENT ON VIEW xivo_stats.transfers IS 'One row a transfer; those of a chain each have one.';
COMMENT ON COLUMN xivo_stats.transfers.id IS 'Key.';
COMMENT ON COLUMN xivo_stats.transfers.callidfrom IS 'uniqueid of call_data: the initial call.';
COMMENT ON COLUMN xivo_stats.transfers.callidto IS 'uniqueid of the new leg: of the channel that took over, in call_element; null: nobody did.';
COMMENT ON COLUMN xivo_stats.transfers.time IS 'When it was completed; not in the original.';
COMMENT ON COLUMN xivo_stats.transfers.transfer_direction IS 'internal or outgoing, by where the target is; null: nobody was reached; not in the original.';
COMMENT ON COLUMN xivo_stats.transfers.uniqueid IS 'Channel that transferred; not in the original.';
COMMENT ON COLUMN xivo_stats.transfers.agent_num IS 'Number of the agent who transferred; not in the original.';
COMMENT ON COLUMN xivo_stats.transfers.site IS 'Short name of the site; not in the original.';
