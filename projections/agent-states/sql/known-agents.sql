-- $1 sites and $2 agents that are asked for; null: all
select n.site, n.agent, s.time_zone as "timeZone", n.first_sign_us as "firstSign", n.last_sign_us as "lastSign"
from agent_states.agent_now n
join agent_states.site s on s.site = n.site
where $1::text[] is null or (n.site, n.agent) in (select * from unnest($1::text[], $2::text[]))
order by n.site, n.agent
