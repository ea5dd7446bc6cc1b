select site, name from directory.known_queue order by site, name
