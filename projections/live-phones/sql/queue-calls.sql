-- $1 sites and $2 nodes whose manager interface is heard
select c.site, c.agent, c.queue, c.call_id as "callId", c.rang_us as "rangAt", c.answered_us as "answeredAt"
from unnest($1::text[], $2::text[]) as heard (site, node)
join live_phones.queue_call c on c.site = heard.site and c.node = heard.node
order by c.site, c.agent, c.queue, c.call_id
