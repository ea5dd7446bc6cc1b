-- Figures of a queue by local day of the entry; {schema}: the build. domain/kernel/comparison.ts says what the columns must be.
select
  site,
  queue as name,
  start_us,
  sum(offered) as offered,
  sum(answered) as answered,
  sum(abandoned) as abandoned,
  sum(short_abandoned) as "shortAbandoned",
  sum(timed_out) as "timedOut",
  sum(exited_with_key) as "exitedWithKey",
  sum(exited_empty) as "exitedEmpty",
  sum(withdrawn) as withdrawn,
  sum(callback_requested) as "callbackRequested",
  sum(lost_by_system) as "lostBySystem",
  sum(open) as open,
  sum(refused_full + refused_closed + refused_join_empty + refused_divert_ratio + refused_divert_wait) as refused,
  sum(answered_in_time) as "answeredInTime",
  sum(abandoned_in_time) as "abandonedInTime",
  sum(wait_of_answered_us) as "waitSecondsOfAnswered",
  sum(wait_of_abandoned_us) as "waitSecondsOfAbandoned",
  sum(ring_us) as "ringSeconds",
  sum(talk_us) as "talkSeconds",
  sum(hold_us) as "holdSeconds",
  sum(wrap_up_us) as "wrapUpSeconds"
from {schema}.day
group by site, queue, start_us
