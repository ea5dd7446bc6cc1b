select service_level_seconds as "serviceLevelSeconds",
       short_abandon_seconds as "shortAbandonSeconds",
       t1_seconds as "t1Seconds",
       t2_seconds as "t2Seconds"
  from directory.queue_threshold
 where site = $1 and queue = $2 and effective_from_us <= $3
 order by effective_from_us desc, position desc
 limit 1
