-- {visible}: a condition on r.
select r.site, r.list, r.queue, count(*) as open, count(r.taken_by) as taken, min(r.due_date) as "oldestDueDate"
from callbacks.request r
where not r.closed and {visible}
group by r.site, r.list, r.queue
order by r.site, r.list, r.queue
