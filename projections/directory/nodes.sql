select site,
       node,
       node_id as "nodeId",
       display_name as "displayName",
       clock_zone as "clockZone",
       registered_us as "registeredAt"
  from directory.node
 order by site, node
