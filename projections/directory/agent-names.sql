-- $1: sites, $2: member names, $3: from, $4: to, $5: as they are called today
select
  asked.n::int as n,
  concat_ws(' ', shown.first_name, shown.last_name) as name,
  shown.agent_group as "group",
  team.display_name as "groupDisplayName"
from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) with ordinality as asked (site, name, from_us, to_us, n)
cross join lateral (
  select c.id, c.from_us
  from directory.configured_agent c
  where c.site = asked.site and c.agent = asked.name and ($5::boolean or c.from_us < asked.to_us)
    and (c.to_us is null or c.to_us > greatest(asked.from_us, c.from_us))
  order by c.from_us
  limit 1
) as held
cross join lateral (
  select c.first_name, c.last_name, c.agent_group
  from directory.configured_agent c
  where c.site = asked.site and c.agent = asked.name
    and case when $5 then c.id = held.id else c.from_us = held.from_us end
  order by c.from_us desc
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
