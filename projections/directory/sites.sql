select s.site,
       s.site_id as "siteId",
       s.display_name as "displayName",
       s.time_zone as "timeZone",
       s.registered_us as "registeredAt",
       d.site is not null as demo
  from directory.site s
  left join directory.demo d on d.site = s.site
 order by s.site
