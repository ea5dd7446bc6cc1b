-- $1: sites. Each newest row is found by an index: by queue and by agent, of which there are few, or down from an instant that is known.
select s.site,
       visit.newest as "queueVisitAt",
       (select q.start_us
          from queue_visits.quarter q
         where q.site = s.site
           and q.start_us <= visit.newest
         order by q.start_us desc
         limit 1) as "queueQuarter",
       agent.newest as "agentQuarter",
       (select count(*)::int from directory.known_queue k where k.site = s.site) as queues,
       (select count(*)::int from agent_states.agent_now n where n.site = s.site) as agents,
       (select count(*)::int from directory.configured_queue q where q.site = s.site and q.to_us is null) as "configuredQueues",
       (select count(*)::int from directory.configured_agent a where a.site = s.site and a.to_us is null) as "configuredAgents",
       (select count(*)::int from directory.configured_agent_group g where g.site = s.site and g.to_us is null) as "agentGroups",
       (select count(*)::int from directory.configured_user u where u.site = s.site and u.to_us is null) as users,
       (select count(*)::int from directory.configured_line l where l.site = s.site and l.to_us is null) as lines
  from unnest($1::text[]) as s (site)
 cross join lateral (
       select max(v.newest) as newest
         from directory.known_queue k
        cross join lateral (
              select max(entered_us) as newest
                from queue_visits.visit
               where site = k.site and queue = k.name) v
        where k.site = s.site) visit
 cross join lateral (
       select max(a.newest) as newest
         from agent_states.agent_now n
        cross join lateral (
              select max(start_us) as newest
                from agent_states.activity
               where site = n.site and agent = n.agent) a
        where n.site = s.site) agent
 order by s.site
