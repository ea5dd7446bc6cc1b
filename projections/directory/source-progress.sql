select site,
       node,
       kind,
       row_count as rows,
       quarantined,
       unknown_events as "unknownEvents",
       last_event_us as "lastEventAt",
       last_recorded_us as "lastRecordedAt"
  from directory.source_progress
 order by site, node, kind
