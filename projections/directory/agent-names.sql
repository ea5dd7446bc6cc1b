-- $1: sites, $2: member names, $3: from, $4: to, $5: as they are called today
select asked.n::int as n, shown.name, shown.agent_group as "group", team.display_name as "groupDisplayName"
from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) with ordinality as asked (site, name, from_us, to_us, n)
cross join lateral (
  select m.id, m.from_us
  from directory.member_name m
  where m.site = asked.site and m.agent = asked.name and ($5::boolean or m.from_us < asked.to_us)
    and (m.to_us is null or m.to_us > greatest(asked.from_us, m.from_us))
  order by m.from_us
  limit 1
) as held
cross join lateral (
  select m.name, m.agent_group
  from directory.member_name m
  where m.site = asked.site and m.agent = asked.name
    and m.id = held.id and ($5 or m.from_us = held.from_us)
  order by m.from_us desc
  limit 1
) as shown
left join lateral (
  select g.display_name
  from directory.configured_agent_group g
  where g.site = asked.site and g.agent_group = shown.agent_group
    and ($5 or g.from_us <= greatest(asked.from_us, held.from_us))
  order by g.from_us desc
  limit 1
) as team on true
