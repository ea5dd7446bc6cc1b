select site, node, source_name as name, settings, configured_us as "configuredAt"
  from directory.source
 order by site, node, source_name
