-- $1: sites, $2: member names
select c.site, c.agent, c.id, c.agent_group as "group", c.from_us as "from", c.to_us as "to"
from directory.configured_agent c
where (c.site, c.agent) in (select * from unnest($1::text[], $2::text[]))
order by c.site, c.agent, c.from_us
