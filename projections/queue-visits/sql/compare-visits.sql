-- What the figures of queues are made from, in the build {schema}: stays of calls, and calls that were refused.
select
  v.site,
  'visit ' || v.node || ' ' || v.call_id || ' ' || v.visit_number as key,
  v.node,
  v.call_id,
  v.queue as name,
  v.entered_us as at_us,
  v.visit_number as "visitNumber",
  v.queue,
  v.outcome,
  v.entered_us as "enteredAt",
  v.left_us as "leftAt",
  v.answered_us as "answeredAt",
  v.ended_us as "endedAt",
  v.wait_us as "waitSeconds",
  v.wait_us <= t.service_level_us as "inTime",
  v.wait_us <= t.short_abandon_us as short,
  v.ring_us as "ringSeconds",
  v.talk_us as "talkSeconds",
  v.hold_us as "holdSeconds",
  v.wrap_up_us as "wrapUpSeconds",
  v.missed_rings as "missedRings",
  v.agent,
  v.called_number as "calledNumber",
  v.hung_up_by as "hungUpBy",
  v.transfer_kind as "transferKind",
  v.transfer_to as "transferTo",
  v.flags
from {schema}.visit v
left join {schema}.threshold t
  on t.site = v.site and t.queue = v.queue and t.from_us <= v.entered_us and v.entered_us < t.until_us
union all
select site, 'refusal ' || node || ' ' || call_id || ' ' || position, node, call_id, queue, at_us,
  null, queue, 'REFUSED_' || reason, at_us, null, null, null, null, null, null, null, null, null, null, null,
  null, called_number, null, null, null, null
from {schema}.refusal
