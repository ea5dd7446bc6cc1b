-- {bounds}: starts of the intervals and the end of the last; {visible}: a condition on c; {contacts} and {calls}: one on c of their own.
select c.site, width_bucket(c.call_us, {bounds}) as interval, null as outcome, count(*) as contacts, 0::bigint as calls
from calls.contact c
where c.call_us >= ({bounds})[1] and c.call_us < ({bounds})[array_length({bounds}, 1)] and {visible} and {contacts}
group by 1, 2
union all
select c.site, width_bucket(c.started_us, {bounds}), c.outcome, 0::bigint, count(*)
from calls.call c
where c.started_us >= ({bounds})[1] and c.started_us < ({bounds})[array_length({bounds}, 1)] and {visible} and {calls}
group by 1, 2, 3
order by 2, 1, 3 nulls first
