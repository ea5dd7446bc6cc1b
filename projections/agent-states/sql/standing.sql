-- $1 sites and $2 agents that are asked for; null: all
select site, agent, agent_state as "agentState"
from agent_states.agent_now
where $1::text[] is null or (site, agent) in (select * from unnest($1::text[], $2::text[]))
order by site, agent
