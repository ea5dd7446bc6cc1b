-- $1 sites, $2 nodes, $3 contacts
select c.site, c.node, c.call_id as "callId", c.linked_ids as "linkedIds", c.direction, c.outcome, c.started_us as "startedAt",
  c.answered_us as "answeredAt", c.ended_us as "endedAt", c.ring_us as ring, c.talk_us as talk, c.hold_us as hold, c.wait_us as wait,
  c.hung_up_by as "hungUpBy", c.caller_number as "callerNumber", c.caller_name as "callerName", c.called_number as "calledNumber",
  c.queues, c.agents, c.has_recording as "hasRecording", c.has_voicemail as "hasVoicemail", c.transferred, c.flags, c.tags,
  c.exclusion_reason as "exclusionReason"
from unnest($1::text[], $2::text[], $3::text[]) as asked (site, node, call_id)
join calls.call c on c.site = asked.site and c.node = asked.node and c.call_id = asked.call_id
