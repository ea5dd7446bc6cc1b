select
  g.site,
  g.agent_group as name,
  g.display_name as "displayName",
  coalesce(array_agg(a.agent order by a.agent) filter (where a.agent is not null), '{}') as agents
from directory.configured_agent_group g
left join directory.configured_agent a on a.site = g.site and a.agent_group = g.agent_group and a.to_us is null
where g.to_us is null
group by g.site, g.agent_group, g.display_name
order by g.site, g.agent_group
