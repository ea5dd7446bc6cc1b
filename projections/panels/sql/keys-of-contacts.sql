-- $1 sites, $2 nodes, $3 contacts. Every name that a call of theirs may have had.
select asked.number::int as asked, k.key
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (site, node, call_id, number)
join calls.call_key k on k.site = asked.site and k.node = asked.node and k.call_id = asked.call_id
