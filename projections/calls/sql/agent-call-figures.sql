-- {from}, {to}: the period; {agentParty}: agent-party.sql; {agents}: a condition on site and agent; {groups}: columns of the group, {key}: their names; {joined}: the groups of agents; {counted}: a condition on p.
with in_reach as (
  select site, node, call_id from calls.call where started_us >= {from} - 86400000000 and started_us < {to}
  union all
  select site, node, call_id from calls.call
  where started_us < {from} - 86400000000 and coalesce(ended_us, 9223372036854775807) - started_us > 86400000000
),
answered as (
  select p.site, p.node, p.call_id, p.unique_id, p.agent, p.kind, p.talked_us
  from in_reach r
  join ({agentParty}) as p on p.site = r.site and p.node = r.node and p.call_id = r.call_id
  where p.talked_us >= {from} and p.talked_us < {to} and {counted}
)
select {groups},
  (count(*) filter (where kind = 'INTERNAL_RECEIVED'))::int as "internalReceived",
  (count(*) filter (where kind = 'INTERNAL_PLACED'))::int as "internalPlaced",
  (count(*) filter (where kind = 'EXTERNAL_RECEIVED'))::int as "externalReceived",
  (count(*) filter (where kind = 'EXTERNAL_PLACED'))::int as "externalPlaced",
  (count(*) filter (where kind = 'TO_INTERNAL'))::int as "transferredInternally",
  (count(*) filter (where kind = 'TO_OUTBOUND'))::int as "transferredExternally"
from (
  select talked_us as at, site, agent, '' as about, kind from answered where kind <> 'QUEUE'
  union all
  select a.talked_us, a.site, a.agent, '', 'TO_' || t.direction
  from answered a
  join calls.transfer t on t.site = a.site and t.node = a.node and t.call_id = a.call_id and t.by_unique_id = a.unique_id
  where a.kind = 'QUEUE'
) as counted
{joined}
where {agents}
group by {key}
