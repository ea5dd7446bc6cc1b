-- $1: sites, $2: interfaces, $3: numbers or nulls, $4: from, $5: to, $6: as they are called today
-- Whose main line it is comes first: a line may serve several users. Lines and users are found by their index of arrays first (offset 0): by
-- the site alone each question would read all of it.
select
  asked.n::int as n,
  line.line,
  line.number,
  holder.user_key as "user",
  shown.first_name as "firstName",
  nullif(shown.last_name, '') as "lastName",
  concat_ws(' ', shown.first_name, shown.last_name) as name,
  shown.agent,
  shown.user_field as "userField"
from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) with ordinality as asked (site, name, number, from_us, to_us, n)
cross join lateral (
  select l.line, l.number, l.from_us
  from (
    select 1 as rank, own.*
    from (select * from directory.configured_line c where c.interfaces @> array[asked.name] offset 0) as own
    where own.site = asked.site
    union all
    select 2, l.* from directory.configured_line l where l.site = asked.site and l.number = asked.number
  ) as l
  where ($6::boolean or l.from_us < asked.to_us) and (l.to_us is null or l.to_us > greatest(asked.from_us, l.from_us))
  order by l.rank, l.from_us, l.line
  limit 1
) as line
left join lateral (
  select u.user_key, u.id, u.from_us
  from (select * from directory.configured_user c where c.lines @> array[line.line] offset 0) as u
  where u.site = asked.site and ($6 or u.from_us < asked.to_us)
    and (u.to_us is null or u.to_us > greatest(asked.from_us, u.from_us))
  order by u.from_us > greatest(asked.from_us, line.from_us), u.lines[1] = line.line desc, u.from_us, u.user_key
  limit 1
) as holder on true
left join lateral (
  select u.first_name, u.last_name, u.agent, u.user_field
  from directory.configured_user u
  where u.site = asked.site and u.user_key = holder.user_key
    and case when $6 then u.id = holder.id else u.from_us = holder.from_us end
  order by u.from_us desc
  limit 1
) as shown on true
