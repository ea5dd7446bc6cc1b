select site,
       node,
       kind,
       sum(row_count)::bigint as rows,
       sum(quarantined)::bigint as quarantined,
       sum(unknown_events)::bigint as "unknownEvents",
       max(last_event_us) as "lastEventAt",
       max(last_recorded_us) as "lastRecordedAt"
  from (select * from directory.source_progress
        union all
        select * from cel_progress.source_progress) counted
 group by site, node, kind
 order by site, node, kind
