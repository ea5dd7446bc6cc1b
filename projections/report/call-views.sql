-- Calls for people who report with SQL: instants as timestamptz, lengths in seconds. Granted to readers by rights.sql, which runs behind.

CREATE SCHEMA IF NOT EXISTS report;

CREATE OR REPLACE VIEW report.call AS
SELECT
  site,
  node,
  call_id,
  id,
  linked_ids,
  direction,
  outcome,
  -- As it is indexed: stats_parts.time_index.
  (timestamp 'epoch' + started_us * interval '1 microsecond') AT TIME ZONE 'UTC' AS started_at,
  timestamptz 'epoch' + answered_us * interval '1 microsecond' AS answered_at,
  timestamptz 'epoch' + ended_us * interval '1 microsecond' AS ended_at,
  ring_us / 1000000.0 AS ring_seconds,
  talk_us / 1000000.0 AS talk_seconds,
  hold_us / 1000000.0 AS hold_seconds,
  wait_us / 1000000.0 AS wait_seconds,
  hung_up_by,
  caller_number,
  caller_name,
  called_number,
  caller_canonical,
  called_canonical,
  from_unique_id,
  to_unique_id,
  queues,
  agents,
  has_recording,
  has_voicemail,
  transferred,
  transfer_direction,
  flags,
  tags,
  exclusion_reason,
  exclusion_text,
  timestamptz 'epoch' + excluded_us * interval '1 microsecond' AS excluded_at,
  excluded_by,
  -- As domain/phonebook/caller-name.ts and directory/caller-names.sql.
  CASE
    WHEN direction IN ('INTERNAL', 'OUTBOUND') THEN caller_name
    WHEN caller_name !~ '^[0-9+*#\s.-]*$' AND caller_name !~* '^\W*unknown\W*$' THEN caller_name
    ELSE coalesce((
      SELECT known.name
      FROM directory.caller_name known
      WHERE known.number = call.caller_canonical AND known.site = call.site
        AND (known.to_us IS NULL OR known.to_us > greatest(call.started_us, known.from_us))
      ORDER BY
        known.from_us > call.started_us, CASE WHEN known.from_us > call.started_us THEN known.from_us END,
        known.rank, known.key
      LIMIT 1
    ), caller_name)
  END AS caller_display_name
FROM calls.call;

COMMENT ON VIEW report.call IS 'One row a call: everything that is tied by linkedid, transfer, pickup or retrieval, from the first ring to the last hang-up.';
COMMENT ON COLUMN report.call.site IS 'Short name of the site.';
COMMENT ON COLUMN report.call.node IS 'Short name of the PBX.';
COMMENT ON COLUMN report.call.call_id IS 'uniqueid of its first channel: also its first linkedid.';
COMMENT ON COLUMN report.call.id IS 'Log position of its first row: a number that a rebuild gives again.';
COMMENT ON COLUMN report.call.linked_ids IS 'Every linkedid that its channels had, the oldest first.';
COMMENT ON COLUMN report.call.direction IS 'INBOUND, OUTBOUND, INTERNAL or UNKNOWN.';
COMMENT ON COLUMN report.call.outcome IS 'ANSWERED, NO_ANSWER, BUSY, REFUSED, ABANDONED, VOICEMAIL, FORWARDED, FAILED, UNTERMINATED or IN_PROGRESS.';
COMMENT ON COLUMN report.call.started_at IS 'When its first channel began.';
COMMENT ON COLUMN report.call.answered_at IS 'When the caller first talked to somebody; null: never.';
COMMENT ON COLUMN report.call.ended_at IS 'When its last channel ended; null: it goes on, or nobody knows.';
COMMENT ON COLUMN report.call.ring_seconds IS 'Time that any phone rang for the caller. Seconds.';
COMMENT ON COLUMN report.call.talk_seconds IS 'Time in which two parties talked, hold included; null: unterminated. Seconds.';
COMMENT ON COLUMN report.call.hold_seconds IS 'Time on hold; null: no source tells of holds. Seconds.';
COMMENT ON COLUMN report.call.wait_seconds IS 'Sum of its waits in queues, by CEL where it tells, else by queue_log as in queue_visit; null: it was in no queue, or a wait goes on or is unknown. Seconds.';
COMMENT ON COLUMN report.call.hung_up_by IS 'CALLER, CALLEE, AGENT, SYSTEM or UNKNOWN; null: nobody yet.';
COMMENT ON COLUMN report.call.caller_number IS 'Number of the caller, as the PBX wrote it.';
COMMENT ON COLUMN report.call.caller_name IS 'Name of the caller, as the PBX wrote it.';
COMMENT ON COLUMN report.call.called_number IS 'Number that he dialled, as the PBX wrote it.';
COMMENT ON COLUMN report.call.caller_canonical IS 'Digits of caller_number, at most the last 9: what numbers are compared by.';
COMMENT ON COLUMN report.call.called_canonical IS 'Digits of called_number, at most the last 9.';
COMMENT ON COLUMN report.call.from_unique_id IS 'uniqueid of the party who placed the call.';
COMMENT ON COLUMN report.call.to_unique_id IS 'uniqueid of the party who talked to him last, or was rung last.';
COMMENT ON COLUMN report.call.queues IS 'Technical names of its queues, in the order of the entries.';
COMMENT ON COLUMN report.call.agents IS 'Member names of the agents who took it or were rung for it.';
COMMENT ON COLUMN report.call.has_recording IS 'A part of it was recorded.';
COMMENT ON COLUMN report.call.has_voicemail IS 'A voicemail was reached.';
COMMENT ON COLUMN report.call.transferred IS 'A party was passed on to another.';
COMMENT ON COLUMN report.call.transfer_direction IS 'Direction of its last transfer: INTERNAL, OUTBOUND or UNKNOWN; null: none.';
COMMENT ON COLUMN report.call.flags IS 'What to know before trusting it to the second: cutStart, lostEnd, withoutCel, withoutBridges.';
COMMENT ON COLUMN report.call.tags IS 'Tags that people gave it, in the order in which they were given.';
COMMENT ON COLUMN report.call.exclusion_reason IS 'Why its figures do not count: TEST, DUPLICATE, CLOCK_ERROR or OTHER. null: they count.';
COMMENT ON COLUMN report.call.exclusion_text IS 'What was written beside the reason.';
COMMENT ON COLUMN report.call.excluded_at IS 'When it was excluded.';
COMMENT ON COLUMN report.call.excluded_by IS 'Who excluded it: label of a token.';
COMMENT ON COLUMN report.call.caller_display_name IS 'caller_name; of a call from outside where that is no name: who is known under the number in the phonebook, as of the call or the first who had it later.';

CREATE OR REPLACE VIEW report.call_party AS
SELECT
  site,
  node,
  call_id,
  seq,
  unique_id,
  channel,
  line,
  role,
  is_external,
  number,
  name,
  agent,
  queue,
  dialled,
  timestamptz 'epoch' + started_us * interval '1 microsecond' AS started_at,
  timestamptz 'epoch' + answered_us * interval '1 microsecond' AS answered_at,
  timestamptz 'epoch' + ended_us * interval '1 microsecond' AS ended_at,
  timestamptz 'epoch' + talked_us * interval '1 microsecond' AS talked_at,
  ring_us / 1000000.0 AS ring_seconds,
  talk_us / 1000000.0 AS talk_seconds,
  hold_us / 1000000.0 AS hold_seconds,
  hangup_cause,
  (
    SELECT n.name FROM directory.member_name n
    WHERE n.site = p.site AND n.agent = p.agent AND n.from_us <= p.started_us AND (n.to_us IS NULL OR n.to_us > p.started_us)
    LIMIT 1
  ) AS agent_name,
  (
    SELECT concat_ws(' ', u.first_name, u.last_name)
    -- OFFSET 0: by their index of arrays, and not by the site alone.
    FROM (SELECT * FROM directory.configured_line c WHERE c.interfaces @> ARRAY[p.line] OFFSET 0) l
    CROSS JOIN LATERAL (SELECT * FROM directory.configured_user c WHERE c.lines @> ARRAY[l.line] OFFSET 0) u
    WHERE l.site = p.site AND u.site = p.site
      AND u.from_us <= p.started_us AND (u.to_us IS NULL OR u.to_us > p.started_us)
      AND l.from_us <= p.started_us AND (l.to_us IS NULL OR l.to_us > p.started_us)
    ORDER BY u.lines[1] = l.line DESC, u.from_us, u.user_key
    LIMIT 1
  ) AS user_name
FROM calls.party p;

COMMENT ON VIEW report.call_party IS 'One row for each channel of a person, or line to the outside, in a call.';
COMMENT ON COLUMN report.call_party.site IS 'Short name of the site.';
COMMENT ON COLUMN report.call_party.node IS 'Short name of the PBX.';
COMMENT ON COLUMN report.call_party.call_id IS 'The call that it was part of.';
COMMENT ON COLUMN report.call_party.seq IS 'Counts the parties of the call, from 1, in the order of their starts.';
COMMENT ON COLUMN report.call_party.unique_id IS 'uniqueid of the channel.';
COMMENT ON COLUMN report.call_party.channel IS 'Name of the channel: PJSIP/1001-0000007a.';
COMMENT ON COLUMN report.call_party.line IS 'The same without its counter: PJSIP/1001.';
COMMENT ON COLUMN report.call_party.role IS 'CALLER, CALLEE, CONSULTATION, PICKER or RETRIEVER.';
COMMENT ON COLUMN report.call_party.is_external IS 'A line to the outside; null: nothing tells.';
COMMENT ON COLUMN report.call_party.number IS 'Its own number, as the PBX wrote it.';
COMMENT ON COLUMN report.call_party.name IS 'Its own name, as the PBX wrote it.';
COMMENT ON COLUMN report.call_party.agent IS 'Member name of the agent, where a queue rang or connected him.';
COMMENT ON COLUMN report.call_party.queue IS 'Technical name of the queue that rang it.';
COMMENT ON COLUMN report.call_party.dialled IS 'Number that it dialled; null: it was rung.';
COMMENT ON COLUMN report.call_party.started_at IS 'When the channel began.';
COMMENT ON COLUMN report.call_party.answered_at IS 'When it was answered.';
COMMENT ON COLUMN report.call_party.ended_at IS 'When it ended; null: it goes on, or nobody knows.';
COMMENT ON COLUMN report.call_party.talked_at IS 'When it first talked to another party.';
COMMENT ON COLUMN report.call_party.ring_seconds IS 'From its start to its answer or end; null: it dialled. Seconds.';
COMMENT ON COLUMN report.call_party.talk_seconds IS 'Time in conversation with at least one other party, hold included, as far as it is over. Seconds.';
COMMENT ON COLUMN report.call_party.hold_seconds IS 'Time that this party had others on hold; null: no source tells of holds. Seconds.';
COMMENT ON COLUMN report.call_party.hangup_cause IS 'Q.850 cause of its end.';
COMMENT ON COLUMN report.call_party.agent_name IS 'Name of the agent for people, as it was configured when the channel began; null: none was.';
COMMENT ON COLUMN report.call_party.user_name IS 'Name of the user whose line it was then; null: none was configured.';
