-- Of the one whom the queue rang, in the visit that he had answered last by then: queue_log may be cut to whole seconds.
CREATE OR REPLACE VIEW report.visit_hold AS
SELECT
  v.site,
  v.node,
  v.call_id,
  v.visit_number,
  v.queue,
  v.agent,
  v.called_number,
  timestamptz 'epoch' + v.entered_us * interval '1 microsecond' AS entered_at,
  timestamptz 'epoch' + v.answered_us * interval '1 microsecond' AS answered_at,
  count(*) AS holds,
  sum(h.to_us - h.from_us) / 1000000.0 AS hold_seconds,
  v.excluded
FROM calls.hold h
JOIN calls.party p ON p.site = h.site AND p.node = h.node AND p.call_id = h.call_id AND p.unique_id = h.by_unique_id
CROSS JOIN LATERAL (
  SELECT a.site, a.node, a.call_id, a.visit_number, a.queue, a.agent, a.called_number, a.entered_us, a.answered_us, a.excluded
  FROM calls.call_key k
  JOIN queue_visits.visit a ON a.call_id = k.key AND a.site = k.site AND a.node = k.node
  WHERE k.site = h.site AND k.node = h.node AND k.call_id = h.call_id
    AND a.agent = p.agent AND a.queue = p.queue AND a.answered_us <= h.from_us + 1000000
  ORDER BY a.answered_us DESC, a.call_id, a.visit_number DESC
  LIMIT 1
) v
WHERE h.to_us IS NOT NULL AND p.queue IS NOT NULL AND p.agent IS NOT NULL AND p.role NOT IN ('CALLER', 'CONSULTATION')
GROUP BY
  v.site, v.node, v.call_id, v.visit_number, v.queue, v.agent, v.called_number, v.entered_us, v.answered_us, v.excluded;

COMMENT ON VIEW report.visit_hold IS 'Visits in which the agent had the caller on hold, as AMI or CEL tells: the holdSeconds of the API. queue_visit has those of queue_log, where a product writes them.';
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
