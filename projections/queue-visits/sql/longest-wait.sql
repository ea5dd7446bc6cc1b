-- $1 site, $2 queue, $3 called number, $4 from, $5 until; $6 sites, $7 nodes, $8 call ids, $9 numbers of visits that count no more
select max(v.wait_us) as wait
from visit v
where v.site = $1 and v.queue = $2 and coalesce(v.called_number, '') = $3 and v.entered_us >= $4 and v.entered_us < $5
  and not v.excluded
  and not exists (
    select from unnest($6::text[], $7::text[], $8::text[], $9::bigint[]) as gone (site, node, call_id, visit_number)
    where gone.site = v.site and gone.node = v.node and gone.call_id = v.call_id and gone.visit_number = v.visit_number
  )
