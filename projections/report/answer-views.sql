-- What agents said their calls were about, for people who report with SQL. Granted to readers by rights.sql, which runs behind.

CREATE SCHEMA IF NOT EXISTS report;

CREATE OR REPLACE VIEW report.qualification_answer AS
SELECT
  position AS id,
  site,
  node,
  call_id,
  queue,
  agent,
  qualification,
  qualification_name,
  sub_qualification,
  sub_qualification_name,
  timestamptz 'epoch' + answered_us * interval '1 microsecond' AS answered_at,
  first_name,
  last_name,
  comment,
  custom_data,
  actor AS sent_by,
  (
    SELECT n.display_name FROM directory.configured_queue n
    WHERE n.site = answer.site AND n.queue = answer.queue AND n.from_us <= answer.answered_us AND (n.to_us IS NULL OR n.to_us > answer.answered_us)
  ) AS queue_display_name,
  (
    SELECT n.name FROM directory.member_name n
    WHERE n.site = answer.site AND n.agent = answer.agent AND n.from_us <= answer.answered_us AND (n.to_us IS NULL OR n.to_us > answer.answered_us)
    LIMIT 1
  ) AS agent_name
FROM qualification_answers.answer;

COMMENT ON VIEW report.qualification_answer IS 'What an agent said a call was about.';
COMMENT ON COLUMN report.qualification_answer.id IS 'Its number: the log position of its event.';
COMMENT ON COLUMN report.qualification_answer.site IS 'Short name of the site.';
COMMENT ON COLUMN report.qualification_answer.node IS 'Short name of the PBX of the call; null: nobody knew the call then, or several had that name.';
COMMENT ON COLUMN report.qualification_answer.call_id IS 'uniqueid or linkedid of the call, as it was answered.';
COMMENT ON COLUMN report.qualification_answer.queue IS 'Technical name of the queue.';
COMMENT ON COLUMN report.qualification_answer.agent IS 'Member name of the agent.';
COMMENT ON COLUMN report.qualification_answer.qualification IS 'Short name of the qualification.';
COMMENT ON COLUMN report.qualification_answer.qualification_name IS 'Its name for people, as the agent read it.';
COMMENT ON COLUMN report.qualification_answer.sub_qualification IS 'Short name of the sub-qualification.';
COMMENT ON COLUMN report.qualification_answer.sub_qualification_name IS 'Its name for people, as the agent read it.';
COMMENT ON COLUMN report.qualification_answer.answered_at IS 'When it was answered.';
COMMENT ON COLUMN report.qualification_answer.first_name IS 'First name that the agent noted.';
COMMENT ON COLUMN report.qualification_answer.last_name IS 'Last name that the agent noted.';
COMMENT ON COLUMN report.qualification_answer.comment IS 'What the agent wrote.';
COMMENT ON COLUMN report.qualification_answer.custom_data IS 'What the application of the agent added.';
COMMENT ON COLUMN report.qualification_answer.sent_by IS 'Who sent it: label of a token.';
COMMENT ON COLUMN report.qualification_answer.queue_display_name IS 'Name of the queue for people, as of the answer; null: nothing was configured.';
COMMENT ON COLUMN report.qualification_answer.agent_name IS 'Name of the agent, as of the answer; null: nothing was configured.';
