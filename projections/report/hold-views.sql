CREATE OR REPLACE VIEW report.visit_hold AS
SELECT
  h.site,
  h.node,
  h.visit_call_id AS call_id,
  h.visit_number,
  h.queue,
  h.agent,
  h.called_number,
  timestamptz 'epoch' + h.entered_us * interval '1 microsecond' AS entered_at,
  timestamptz 'epoch' + h.answered_us * interval '1 microsecond' AS answered_at,
  h.holds,
  h.hold_us / 1000000.0 AS hold_seconds,
  EXISTS (SELECT FROM queue_visits.exclusion x WHERE x.site = h.site AND x.node = h.node AND x.call_id = h.visit_call_id) AS excluded
FROM calls.heard_visit h
WHERE h.holds > 0;

COMMENT ON VIEW report.visit_hold IS 'Visits in which the agent had the caller on hold, as AMI or CEL tells, one row each.';
COMMENT ON COLUMN report.visit_hold.site IS 'Short name of the site.';
COMMENT ON COLUMN report.visit_hold.node IS 'Short name of the PBX.';
COMMENT ON COLUMN report.visit_hold.call_id IS 'callid of queue_log, as in queue_visit.';
COMMENT ON COLUMN report.visit_hold.visit_number IS 'Counts the stays of the call, as in queue_visit.';
COMMENT ON COLUMN report.visit_hold.queue IS 'Technical name of the queue.';
COMMENT ON COLUMN report.visit_hold.agent IS 'Member name of the agent who pressed hold.';
COMMENT ON COLUMN report.visit_hold.called_number IS 'Number that the caller dialled; null: nobody knows.';
COMMENT ON COLUMN report.visit_hold.entered_at IS 'Entry into the queue: by it figures of queues count the holds.';
COMMENT ON COLUMN report.visit_hold.answered_at IS 'The answer: by it figures of agents count the holds.';
COMMENT ON COLUMN report.visit_hold.holds IS 'How often hold was pressed.';
COMMENT ON COLUMN report.visit_hold.hold_seconds IS 'How long the caller was on hold. Seconds.';
COMMENT ON COLUMN report.visit_hold.excluded IS 'Somebody has excluded its call from the figures: they do not count it.';
