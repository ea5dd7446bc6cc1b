select
  named.*,
  case
    when named.queue is not null then 'QUEUE'
    when named.is_second_leg then case when named.reached_external then 'EXTERNAL_PLACED' else 'INTERNAL_PLACED' end
    when named.role in ('CALLER', 'CONSULTATION') then case named.direction when 'OUTBOUND' then 'EXTERNAL_PLACED' when 'INTERNAL' then 'INTERNAL_PLACED' end
    when named.direction = 'INTERNAL' or named.was_consulted then 'INTERNAL_RECEIVED'
    when named.direction in ('INBOUND', 'OUTBOUND') then 'EXTERNAL_RECEIVED'
  end as kind
from (
  select
    p.site,
    p.node,
    p.call_id,
    p.seq,
    p.unique_id,
    p.role,
    case when p.role in ('CALLER', 'CONSULTATION') then null else p.queue end as queue,
    p.started_us,
    p.talked_us,
    p.ended_us,
    p.talk_us,
    c.direction,
    c.exclusion_reason is not null as is_excluded,
    p.role in ('CALLER', 'CONSULTATION') and p.unique_id is distinct from c.from_unique_id as is_second_leg,
    p.role in ('CALLER', 'CONSULTATION') and p.unique_id is distinct from c.from_unique_id and coalesce((
      select o.is_external from calls.party o
      where o.site = p.site and o.node = p.node and o.call_id = p.call_id and o.seq > p.seq and o.role = 'CALLEE'
        and (p.ended_us is null or o.started_us <= p.ended_us)
      order by coalesce(o.number = p.dialled, false) desc, o.seq
      limit 1
    ), false) as reached_external,
    p.role = 'CALLEE' and exists (
      select from calls.party o
      where o.site = p.site and o.node = p.node and o.call_id = p.call_id and o.seq < p.seq
        and o.role in ('CALLER', 'CONSULTATION') and o.unique_id is distinct from c.from_unique_id
        and (o.ended_us is null or o.ended_us >= p.started_us)
    ) as was_consulted,
    {agentOf p} as agent
  from calls.party p
  join calls.call c on c.site = p.site and c.node = p.node and c.call_id = p.call_id
) as named
