-- $1: sites, $2: numbers as they are compared, $3: from, $4: to
-- As the number was known when the call began, else as it was known first afterwards.
select asked.n::int as n, held.name
from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) with ordinality as asked (site, number, from_us, to_us, n)
cross join lateral (
  select c.name
  from directory.caller_name c
  where c.number = asked.number and c.site = asked.site and c.from_us < asked.to_us
    and (c.to_us is null or c.to_us > greatest(asked.from_us, c.from_us))
  order by c.from_us > asked.from_us, case when c.from_us > asked.from_us then c.from_us end, c.rank, c.key
  limit 1
) as held
