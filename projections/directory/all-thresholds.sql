select site,
       queue,
       effective_from_us as "effectiveFrom",
       service_level_seconds as "serviceLevelSeconds",
       short_abandon_seconds as "shortAbandonSeconds",
       t1_seconds as "t1Seconds",
       t2_seconds as "t2Seconds",
       set_by as "setBy",
       set_us as "setAt"
  from directory.queue_threshold
 order by site, queue, effective_from_us, position
