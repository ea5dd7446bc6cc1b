-- {sites}, {nodes}, {calls}: the keys of the calls; {visible}: a condition on a.
select asked.number::int as asked, {columns}
from unnest({sites}, {nodes}, {calls}) with ordinality as asked (site, node, call_id, number)
join calls.call_key k on k.site = asked.site and k.node = asked.node and k.call_id = asked.call_id
join qualification_answers.answer a on a.call_id = k.key and a.site = k.site and (a.node is null or a.node = k.node)
where {visible}
order by asked.number, a.answered_us, a.position
