-- $1 sites, $2 nodes, $3 queues, $4 agents (null: of a wait), $5 instants of the answer or entry, $6 how far away. The conditions are those of the indexes.
select distinct near.site, near.node, near.call_id as "callId", point.number::int as point
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) with ordinality
  as point (site, node, queue, agent, since_us, number)
cross join lateral (
  select t.site, t.node, t.call_id
  from queue_visits.visit t
  where t.site = point.site and t.node = point.node and t.queue = point.queue and t.agent = point.agent
    and t.answered_us between point.since_us - $6::bigint and point.since_us + $6::bigint
    and t.answered_us is not null and (t.ended_us is null or t.flags && '{joinedEnd,inferredEnd}')
  union all
  select t.site, t.node, t.call_id
  from queue_visits.visit t
  where point.agent is null and t.site = point.site and t.node = point.node and t.queue = point.queue
    and t.entered_us between point.since_us - $6::bigint and point.since_us + $6::bigint
    and (t.left_us is null or t.flags && '{joinedEnd}')
  union all
  select t.site, t.node, t.call_id
  from queue_visits.loose_end t
  where t.site = point.site and t.node = point.node and t.queue = point.queue and t.agent = point.agent
    and t.since_us between point.since_us - $6::bigint and point.since_us + $6::bigint
  union all
  select t.site, t.node, t.call_id
  from queue_visits.loose_end t
  where point.agent is null and t.site = point.site and t.node = point.node and t.queue = point.queue and t.agent is null
    and t.since_us between point.since_us - $6::bigint and point.since_us + $6::bigint
) as near
