select site, running, since_us as since
  from directory.demo
 order by site
