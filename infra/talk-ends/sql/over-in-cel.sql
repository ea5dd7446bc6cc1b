-- Conversations without an end in queue_log whose call is over in CEL, with the phone of the agent and when that hung up. Rows of queue_log come on
-- another way: so long as a newer one is not there, an end may be among those to come. $1: by this instant none comes any more.
select
  v.site, v.node, v.call_id as callid, v.queue, v.agent, v.answered_us as "answeredAt",
  phone.unique_id as uniqueid, greatest(phone.ended_us, v.answered_us) as "endedAt"
from queue_visits.visit v
join agent_states.node n on n.site = v.site and n.node = v.node
join calls.call_key k on k.key = v.call_id and k.site = v.site and k.node = v.node
join calls.call c on c.call_id = k.call_id and c.site = k.site and c.node = k.node
cross join lateral (
  select p.unique_id, p.ended_us
  from calls.party p
  where p.call_id = c.call_id and p.site = c.site and p.node = c.node and p.agent = v.agent and p.queue = v.queue
    and coalesce(p.talked_us, p.answered_us) is not null
    -- The times of queue_log may be whole seconds.
    and p.started_us <= v.answered_us + 2000000 and p.ended_us >= v.answered_us - 2000000
  order by p.started_us desc, p.seq desc
  limit 1
) phone
where v.answered_us is not null and v.ended_us is null and (v.lost_us is null or phone.ended_us <= v.lost_us)
  and c.ended_us is not null and (c.ended_us <= n.newest_us - 5000000 or c.ended_us <= $1::bigint)
order by v.site, v.node, phone.ended_us, v.call_id, v.visit_number
