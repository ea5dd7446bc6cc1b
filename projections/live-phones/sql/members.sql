-- $1 sites and $2 nodes whose manager interface is heard
select m.site, m.agent, m.queue, m.device, m.is_paused as paused, d.state, d.since_us as since,
  (select min(h.since_us) from live_phones.hold h where h.site = m.site and h.node = m.node and h.device = m.device) as "heldSince"
from unnest($1::text[], $2::text[]) as heard (site, node)
join live_phones.member m on m.site = heard.site and m.node = heard.node
join live_phones.device d on d.site = m.site and d.node = m.node and d.device = m.device
order by m.site, m.agent, m.queue, m.node, m.interface
