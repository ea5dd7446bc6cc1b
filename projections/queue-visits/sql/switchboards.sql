-- $1, $2: the period; $3 sites, $4 names of switchboards; $5 sites, $6 switchboards, $7 names of their hold queues; $8: whether excluded calls count.
with asked as (
  select site, queue, place from unnest($3::text[], $4::text[]) with ordinality as asked (site, queue, place)
),
came as (
  select
    a.place, v.site, v.node, v.call_id, a.queue,
    bool_or(v.outcome = 'ANSWERED') as answered,
    bool_or(v.outcome = 'ABANDONED') as abandoned,
    bool_or(v.outcome in ('TIMEOUT', 'EXIT_EMPTY')) as sent_away,
    bool_or(v.transfer_kind is not null) as transferred,
    sum(coalesce(v.wait_us, 0))::bigint as wait_us
  from asked a
  join queue_visits.visit v on v.site = a.site and v.queue = a.queue
  where v.entered_us >= $1::bigint and v.entered_us < $2::bigint and ($8::boolean or not v.excluded)
  group by 1, 2, 3, 4, 5
),
-- What became of the same calls on hold, whenever that was.
held as (
  select
    c.site, c.node, c.call_id, c.queue,
    bool_or(v.outcome = 'ABANDONED') as abandoned,
    bool_or(v.transfer_kind is not null) as transferred,
    sum(coalesce(v.wait_us, 0))::bigint as wait_us
  from came c
  join unnest($5::text[], $6::text[], $7::text[]) as hold (site, queue, name) on hold.site = c.site and hold.queue = c.queue
  join queue_visits.visit v on v.call_id = c.call_id and v.site = c.site and v.node = c.node and v.queue = hold.name
  group by 1, 2, 3, 4
),
calls as (
  select
    c.place,
    count(*)::int as entered,
    count(*) filter (where c.answered)::int as answered,
    -- Who is left on hold may be passed there: only what became of him then counts.
    count(*) filter (where c.answered and coalesce(h.transferred, c.transferred))::int as transferred,
    count(*) filter (where h.abandoned or (c.abandoned and not c.answered))::int as abandoned,
    count(*) filter (where c.sent_away and not c.answered)::int as sent_away,
    sum(c.wait_us + coalesce(h.wait_us, 0))::bigint as wait_us
  from came c
  left join held h on h.site = c.site and h.node = c.node and h.call_id = c.call_id and h.queue = c.queue
  group by 1
),
refused as (
  select a.place, count(*)::int as refused
  from asked a
  join queue_visits.refusal r on r.site = a.site and r.queue = a.queue
  where r.at_us >= $1::bigint and r.at_us < $2::bigint and r.reason <> 'CLOSED' and ($8::boolean or not r.excluded)
  group by 1
)
select
  coalesce(calls.entered, 0) + coalesce(refused.refused, 0) as offered,
  coalesce(calls.answered, 0) as answered,
  coalesce(calls.transferred, 0) as transferred,
  coalesce(calls.abandoned, 0) as abandoned,
  coalesce(calls.sent_away, 0) + coalesce(refused.refused, 0) as diverted,
  coalesce(calls.entered, 0) as entered,
  coalesce(calls.wait_us, 0)::bigint as wait
from asked
left join calls using (place)
left join refused using (place)
order by place
